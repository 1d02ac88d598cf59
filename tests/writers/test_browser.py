"""The page in a real browser: its own script runs, nothing else does, nothing is requested."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from quotes.model import AuditedArticle, Finding, Gloss, Report, Span, Speaker
from quotes.writers import WRITERS, html_report
from tests.writers.browser import current, faults, listed, press
from tests.writers.conftest import Opened
from tests.writers.hostile import HOSTILE, hostile_report
from tests.writers.sample import enriched_report, long_report, sample_report

pytestmark = pytest.mark.browser
SPEAKER = Speaker("Ana", None)
ORDER = [f"bridge.txt#{n}" for n in (1, 2, 8, 4)]
"""The flagged quotations of the sample by falling risk."""


def everything_hostile() -> Report:
    reports = [hostile_report(text) for text in HOSTILE]
    articles = tuple(
        replace(
            article,
            quotations=tuple(replace(q, id=f"{at}{q.id}") for q in article.quotations),
        )
        for at, report in enumerate(reports)
        for article in report.articles
    )
    sources = tuple(source for report in reports for source in report.sources)
    return Report("signature", "", articles, sources, HOSTILE)


def test_the_worst_is_open_and_two_keys_reach_the_third(opened: Opened) -> None:
    page = opened(sample_report())
    assert current(page) == ORDER[0]
    press(page, "jj")
    assert current(page) == ORDER[2]
    press(page, "k")
    assert current(page) == ORDER[1]
    assert listed(page)[:4] == ORDER


def test_a_card_fits_one_screen_and_says_what_an_editor_needs(opened: Opened) -> None:
    page = opened(enriched_report())
    press(page, "j")
    card = page.locator(".row.open")
    box = card.bounding_box()
    assert box
    bar = page.locator("#bar").bounding_box()
    assert bar
    assert box["y"] >= bar["height"] - 1
    assert box["y"] + box["height"] <= 800
    text = card.inner_text()
    for words in (
        "The original denies it",
        "no aprobó",
        "The original in English, by machine",
        "The council did not approve",
        "aprobó approved, passed",
        "Rosalba Quintero Vélez",
        "Carta al pueblo",
        "paragraph 2",
    ):
        assert words in text
    assert not card.locator("details.evidence").get_attribute("open")


def test_a_word_lights_the_one_that_renders_it(opened: Opened) -> None:
    page = opened(enriched_report())
    press(page, "j")
    page.locator(".row.open mark", has_text="approved").first.hover()
    lit = page.eval_on_selector_all(".lit", "parts => parts.map(p => p.textContent)")
    assert any("aprobó" in text for text in lit)


def test_decisions_by_key_advance_stay_and_are_taken_back(opened: Opened) -> None:
    page = opened(sample_report())
    press(page, "d")
    assert current(page) == ORDER[1]
    press(page, "a")
    assert "2 of 4 decided" in page.locator("#bar").inner_text()
    page.reload()
    assert "2 of 4 decided" in page.locator("#bar").inner_text()
    assert "drift" in page.locator(".settled").first.inner_text()
    page.goto(page.url.partition("#")[0])
    press(page, "a")
    press(page, "u")
    assert "2 of 4 decided" in page.locator("#bar").inner_text()


def test_filters_and_search_live_in_the_address(opened: Opened) -> None:
    page = opened(sample_report())
    page.click(".chip.drift")
    page.click(".chip.misquoted")
    assert listed(page) == ORDER[:3]
    page.fill("#search", "solheim")
    expect(page.locator(".row")).to_have_count(1)
    page.reload()
    assert listed(page) == ["bridge.txt#8"]
    assert page.input_value("#search") == "solheim"
    page.click("#clear")
    assert len(listed(page)) == 9
    page.select_option("#by-finding", "D201 lost-negation")
    assert listed(page) == ["bridge.txt#2"]
    page.click("#clear")
    press(page, "ja")
    page.select_option("#by-decided", "open")
    assert ORDER[0] not in listed(page)


def test_typing_decides_nothing(opened: Opened) -> None:
    page = opened(sample_report())
    press(page, "/")
    page.keyboard.type("dad")
    page.wait_for_timeout(200)
    assert "0 of 4 decided" in page.locator("#bar").inner_text()


@pytest.mark.parametrize("view", ["articles", "figures"])
def test_where_no_row_is_shown_no_key_decides(opened: Opened, view: str) -> None:
    page = opened(sample_report(), f"#view={view}")
    press(page, "jdka")
    assert "0 of 4 decided" in page.locator("#bar").inner_text()


def test_note_speaker_and_source_are_asked_for(opened: Opened) -> None:
    page = opened(sample_report())
    press(page, "n")
    page.keyboard.type("ask the desk")
    page.click("dialog .primary")
    expect(page.locator(".row.open")).to_contain_text("ask the desk")
    press(page, "s")
    page.fill("dialog [name=name]", "Julián Ospina")
    page.click("dialog .primary")
    expect(page.locator(".row.open")).to_have_attribute("data-id", ORDER[1])
    press(page, "kw")
    page.click("dialog .primary")
    expect(page.locator("dialog[open]")).to_have_count(1)  # nothing is chosen for the reader
    page.check("dialog input[value='']")
    page.click("dialog .primary")
    kept = "localStorage.getItem('quotes:decisions:' + location.pathname)"
    page.wait_for_function(f"{kept}.includes('wrong-source')")
    held = page.evaluate(kept)
    decided = json.loads(held)["bridge.txt#1"]
    assert decided["choice"] == "wrong-source"
    assert decided["note"] == "ask the desk"


def test_who_speaks_in_the_source_is_offered(opened: Opened) -> None:
    first, second = sample_report().articles
    audited = second.quotations[1]
    said = replace(audited.quotation, speaker=Speaker("Ana Ruiz", None, candidates=("Eva Sol",)))
    passages = tuple(replace(p, speaker="Elvira Montoya") for p in audited.location.passages)
    where = replace(audited.location, passages=passages)
    changed = replace(second, quotations=(replace(audited, quotation=said, location=where),))
    page = opened(replace(sample_report(), articles=(first, changed)))
    press(page, "s")
    assert page.locator("dialog label").all_inner_texts()[:2] == [
        "Elvira Montoya · who speaks in the source",
        "Eva Sol",
    ]
    page.click("dialog .primary")
    expect(page.locator("dialog[open]")).to_have_count(1)
    page.check("dialog label:has-text('Elvira') input")
    page.click("dialog .primary")
    expect(page.locator("dialog")).to_have_count(0)
    held = page.evaluate("localStorage.getItem('quotes:decisions:' + location.pathname)")
    assert json.loads(held)[audited.id]["speaker"] == "Elvira Montoya"


def test_what_another_says_in_the_source_is_not_confirmed_together(opened: Opened) -> None:
    first, second = sample_report().articles
    calm = next(q for q in second.quotations if q.status == "faithful" and not q.findings)
    said = replace(calm.quotation, speaker=Speaker("Ana Ruiz", None))
    passages = tuple(replace(p, speaker="Elvira Montoya") for p in calm.location.passages)
    other = replace(
        calm, quotation=said, location=replace(calm.location, passages=passages), id="a#1"
    )
    page = opened(
        replace(sample_report(), articles=(first, replace(second, quotations=(calm, other))))
    )
    page.click("#confirm")
    assert "another speaker stands in the source: 1" in page.locator("dialog").inner_text()
    page.click("dialog .primary")
    expect(page.locator(".settled")).to_have_count(1)


def test_decisions_are_saved_as_a_file_and_taken_in(opened: Opened, tmp_path: Path) -> None:
    page = opened(sample_report())
    press(page, "da")
    page.click(".menu > summary")
    with page.expect_download() as waited:
        page.click("#save")
    path = tmp_path / "decisions.json"
    waited.value.save_as(path)
    held = json.loads(path.read_text(encoding="utf-8"))
    assert [d["choice"] for d in held["decisions"]] == ["drift", "faithful"]
    held["decisions"][0] |= {"choice": "faithful", "who": "Ana", "at": "2031-01-01T00:00:00Z"}
    path.write_text(json.dumps(held), encoding="utf-8")
    page.set_input_files("input[type=file]", path)
    page.wait_for_selector(".settled.again")
    assert "1 of 4 decided" in page.locator("#bar").inner_text()
    press(page, "kk")
    assert (
        "In conflict: somebody: drift; Ana: faithful" in page.locator(".decided.again").inner_text()
    )


def test_what_was_not_flagged_is_confirmed_together_and_taken_back(opened: Opened) -> None:
    page = opened(sample_report())
    page.click("#confirm")
    page.click("dialog .primary")
    expect(page.locator(".settled")).to_have_count(2)  # a third is said by another in its source
    press(page, "u")
    expect(page.locator(".settled")).to_have_count(0)


def test_a_changed_original_opens_a_decision_again(opened: Opened) -> None:
    page = opened(sample_report())
    press(page, "d")
    audited = sample_report().articles[1]
    first = replace(audited.quotations[0], original=f"{audited.quotations[0].original} Ya.")
    changed = replace(audited, quotations=(first, *audited.quotations[1:]))
    page = opened(replace(sample_report(), articles=(changed,)))
    assert "0 of 4 decided" in page.locator("#bar").inner_text()
    assert "Decided before: drift" in page.locator(".decided.again").inner_text()


def test_the_article_beside_its_quotations(opened: Opened) -> None:
    page = opened(sample_report(), "#view=article&article=1")
    assert page.locator(".article-head h2").inner_text() == "Mayor defends bridge"
    assert (
        page.locator(".prose").inner_text().strip()
        == sample_report().articles[1].article.text.strip()
    )
    page.locator(".prose .q", has_text="deeply worried").click()
    page.wait_for_selector(".row.open")
    assert current(page) == "bridge.txt#4"
    assert page.locator(".q.current").inner_text() == "deeply worried"


def test_the_way_from_a_card_to_its_article(opened: Opened) -> None:
    page = opened(sample_report())
    press(page, "jjj")
    page.click(".row.open .whole")
    expect(page.locator(".article-head h2")).to_have_text("Mayor defends bridge")
    page.wait_for_selector(".row.open")
    assert current(page) == ORDER[3]
    assert page.locator(".q.current").inner_text() == "deeply worried"
    assert page.locator(".whole").count() == 0


@pytest.mark.parametrize(
    ("status", "keys", "where", "english"),
    [
        ("faithful", "jj", ".english p", "The workers have not been paid since June."),
        ("no-original", "j", ".rendered", "The works are the dream of three generations."),
    ],
)
def test_who_has_no_spanish_can_confirm_and_look_for_an_original(
    opened: Opened, status: str, keys: str, where: str, english: str
) -> None:
    page = opened(enriched_report())
    page.locator(f".chip.{status}").click()
    press(page, keys)
    expect(page.locator(f".row.open {where}")).to_contain_text(english)


@pytest.mark.parametrize(
    ("english", "code", "name", "told"),
    [
        ("Eventually it closes", "D302", "false-friend", 1),
        ("Eventual", "D302", "false-friend", 0),
        ("Eventually it closes", "D201", "lost-negation", 0),  # the word is right, its denial lost
    ],
)
def test_a_trap_that_the_machine_falls_into_is_named(
    opened: Opened, english: str, code: str, name: str, told: int
) -> None:
    second = enriched_report().articles[1]
    quotation = second.quotations[1]
    text = quotation.quotation.text
    start = text.index("approved")
    words = Span(start, start + len("approved"))
    trap = Finding(code, name, "error", "a trap", (Span(0, 2),), (words,))
    gloss = replace(quotation.gloss or Gloss("", "", ""), text=english.replace("Eventually", text))
    made = replace(quotation, findings=(trap,), gloss=gloss)
    page = opened(replace(enriched_report(), articles=(replace(second, quotations=(made,)),)))
    expect(page.locator(".english .soft")).to_have_count(told)


def test_the_correction_holds_what_the_author_needs(opened: Opened) -> None:
    page = opened(enriched_report())
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    press(page, "jn")
    page.keyboard.type("call her office")
    page.click("dialog .primary")
    page.wait_for_selector(".decided")
    press(page, "c")
    expect(page.locator("#said")).to_contain_text("copied")
    text = page.evaluate("navigator.clipboard.readText()")
    for words in (
        "Mayor defends bridge",
        "Quoted: “",
        "Said: «",
        "In English, by machine: ",
        "Source: ",
        "Carta al pueblo",
        "paragraph 2",
        "2031-05-06",
        "Note: call her office",
    ):
        assert words in text


def test_articles_and_figures(opened: Opened) -> None:
    page = opened(sample_report(), "#view=articles")
    assert page.locator(".articles li").count() == 2
    page.goto(page.url.partition("#")[0] + "#view=figures")
    page.wait_for_selector("figure")
    assert page.locator("figure").count() == 5
    page.wait_for_function("[...document.images].every(i => i.complete && i.naturalWidth > 0)")
    assert page.locator("figure table tr").count() > 10


def spoken(report: Report) -> Report:
    """The report with sentences of ours at every quotation of its second article."""
    first, second = report.articles
    told = [
        replace(
            audited,
            notes=("not translated: an empty answer",),
            findings=tuple(
                replace(finding, message="The original denies (“no”); the quotation does not.")
                for finding in audited.findings
            ),
            quotation=replace(
                audited.quotation,
                speaker=replace(SPEAKER, evidence="“he” is Ana; the article has “he said”"),
            ),
        )
        for audited in second.quotations
    ]
    return replace(report, articles=(first, replace(second, quotations=tuple(told))))


def test_the_page_in_spanish(opened: Opened) -> None:
    page = opened(spoken(sample_report()))
    page.click(".menu > summary")
    page.click("#language")
    assert page.locator("html").get_attribute("lang") == "es"
    assert "0 de 4 decididas" in page.locator("#bar").inner_text()
    card = page.locator(".row.open").inner_text()
    for words in (
        "Fuente equivocada",
        "El original niega (“no”); la cita no.",
        "“he” es Ana; el artículo dice “he said”",
        "sin traducir: una respuesta vacía",
        "D102 otro orden de magnitud",
    ):
        assert words in card
    page.fill("#search", "niega")
    expect(page.locator("#count")).to_contain_text(" de ")
    assert "niega" in page.locator(".row .finding").first.inner_text()


def test_paper_holds_the_flagged_ones_compactly(opened: Opened) -> None:
    audited = sample_report().articles[1]
    two = replace(audited, quotations=audited.quotations[:3])
    page = opened(replace(sample_report(), articles=(two,)))
    press(page, "d")
    paper = PdfReader(io.BytesIO(page.pdf(format="A4")))
    assert len(paper.pages) == 1
    text = paper.pages[0].extract_text()
    assert "Decided: drift" in text
    assert "delays" not in text


def test_no_script_in_a_text_runs(opened: Opened) -> None:
    page = opened(everything_hostile())
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for view in ("queue", "articles", "figures", "article&article=1"):
        page.goto(page.url.partition("#")[0] + f"#view={view}")
        page.wait_for_timeout(100)
        assert page.title().startswith("Quotation audit")
    page.goto(page.url.partition("#")[0])
    for _ in range(len(HOSTILE)):
        press(page, "j")
    assert page.locator("script").count() == page.locator("script:not([src])").count()
    assert not [url for url in asked if not url.startswith(("file:", "data:"))]
    assert page.locator("a[href^='javascript']").count() == 0


def test_the_policy_stops_what_the_page_would_miss(opened: Opened, tmp_path: Path) -> None:
    attack = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
    page = opened(sample_report())
    path = tmp_path / "report" / "index.html"
    html = path.read_text(encoding="utf-8").replace('<main id="main"', f'{attack}<main id="main"')
    path = tmp_path / "attacked.html"
    path.write_text(html, encoding="utf-8")
    other = page.context.new_page()  # its console reports what the policy refused
    other.goto(path.as_uri())
    assert "owned" not in other.title()
    assert other.locator(".row").count() > 3


def test_a_large_report_keeps_its_articles_in_files(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(html_report, "LARGE", 100)
    page = opened(sample_report())
    page.wait_for_selector(".card-body")
    assert sorted(p.name for p in (tmp_path / "report" / "page").iterdir()) == [
        "00000.js",
        "00001.js",
        "rows.js",
    ]
    press(page, "j")
    assert "lost-negation" in page.locator(".card-body").inner_text()
    assert "approved every" not in page.locator("body > script[type]").all_inner_texts()
    monkeypatch.setattr(html_report, "LARGE", 1_000_000)
    (tmp_path / "report" / "page" / "theirs.js").touch()
    WRITERS["html"].write(sample_report(), tmp_path / "report")  # a small one over it
    assert [p.name for p in (tmp_path / "report" / "page").iterdir()] == ["theirs.js"]


def test_words_of_rows_that_come_later_are_searched_and_shown(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(html_report, "LARGE", 100)
    monkeypatch.setattr(html_report, "FIRST", 2)
    page = opened(sample_report())
    expect(page.locator(".row q.quote", has_text="…").filter(has_not_text=" ")).to_have_count(0)
    assert "safe for forty tonnes" not in (tmp_path / "report" / "index.html").read_text()
    page.fill("#search", "forty tonnes")
    expect(page.locator("#count")).to_contain_text("1 of")
    assert "safe for forty tonnes" in page.locator(".list").inner_text()


def test_only_rows_in_sight_are_on_the_page(opened: Opened) -> None:
    page = opened(long_report(900))
    assert len(listed(page)) < 60
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(page.locator(".row").last).to_have_attribute("aria-posinset", "900")


def test_a_page_without_quotations_stands(opened: Opened) -> None:
    article = sample_report().articles[1].article
    page = opened(replace(sample_report(), articles=(AuditedArticle(article, ()),)))
    assert "No quotations found" in page.locator("main").inner_text()
    press(page, "jadu")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", ["queue", "articles", "figures", "article&article=1"])
def test_axe_finds_nothing(opened: Opened, view: str, scheme: str) -> None:
    page = opened(enriched_report(), f"#view={view}")
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.wait_for_timeout(100)
    assert faults(page) == []


def test_axe_finds_nothing_on_a_phone_in_spanish_and_in_dialogs(opened: Opened) -> None:
    page = opened(enriched_report())
    page.set_viewport_size({"width": 390, "height": 844})
    assert faults(page) == []
    page.click(".menu > summary")
    page.click("#language")
    assert faults(page) == []
    for key in "wsn?":
        press(page, key)
        page.wait_for_selector("dialog[open]")
        assert faults(page) == []
        page.click("dialog button[type=button]")
        expect(page.locator("dialog[open]")).to_have_count(0)
