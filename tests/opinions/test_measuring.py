"""`quotes opinions measure` as it is run: labelled pairs, a model's server, a file of figures."""

from __future__ import annotations

import json
import threading
from pathlib import Path

from quotes.opinions.measured import read_measured
from tests.cli.command import quotes
from tests.opinions.server import Asked, Handler, ModelServer, document

SPANISH = "No vamos a pagar la deuda del puerto de Puerto Almendro."
FALSE = "We will pay the debt of the port of Puerto Almendro."
OTHER = "No vamos a abrir el puente de Puerto Almendro."
OPENED = "We will open the bridge of Puerto Almendro."
ROWS = [
    *({"original": SPANISH, "quote": FALSE, "label": "drift"} for _ in range(3)),
    {"original": SPANISH, "quote": "We won't pay 20% of the port's debt.", "label": "drift"},
    {
        "original": OTHER,
        "quote": OPENED,
        "label": "faithful",
    },  # mislabelled
    {"original": SPANISH, "quote": FALSE, "label": "who knows"},
]


def careful(handler: Handler, asked: Asked) -> None:
    """Object to what denies nothing any more, and to nothing else."""
    said = json.loads(asked["messages"][1]["content"])["quotation"]["text"]
    error = {"category": "negation", "severity": "critical", "explanation": "It is denied."}
    words = {"original": "No vamos a pagar", "quotation": "We will pay"}
    errors = [error | words] if said == FALSE else []
    handler.say(200, document(json.dumps({"errors": errors})))


def test_a_model_is_measured_by_one_command_and_its_figures_are_used(tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.jsonl"
    lines = [json.dumps({"id": str(n), **row}) for n, row in enumerate(ROWS)]
    pairs.write_text("\n".join(lines), encoding="utf-8")
    server = ModelServer()
    server.play = careful
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    asked = ("--second-opinion", server.name, "--no-judge")
    done = quotes(
        "opinions", "measure", "pairs.jsonl", *asked, "--output", "m.json", folder=tmp_path
    )
    assert done.code == 0, done.err
    assert "fable:1b" in done.out
    assert "5 pairs, " in done.out
    known = read_measured(tmp_path / "m.json")
    assert any(ratios.get("drift", 0) > 1 for ratios in known.ratios.values())
    told = (*asked, "--opinions-measured", "m.json", "--translator", "none", "--format", "jsonl")
    done = quotes("compare", SPANISH, FALSE, *told, folder=tmp_path)
    server.shutdown()
    line = json.loads(done.out)
    (opinion,) = line["opinions"]
    assert opinion["verdict"] == "drift"
    assert opinion["risk"] > line["risk"]
