"""A small corpus about the invented town of Puerto Almendro, and a reader of plain files."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest

from quotes.model import Source
from quotes.originals.corpus import Corpus

SPEECH = """\
Buenas tardes a todas y a todos. Gracias por acompañarnos en la plaza del mercado.

Este puente no lo vamos a inaugurar con discursos, lo vamos a inaugurar con camiones cargados \
de plátano. Durante once años nos dijeron que no había plata, que la orilla era inestable, que \
esperáramos. Hoy el puente está en pie y costó 4.300 millones de pesos, ni uno más.

No voy a firmar ningún contrato que deje a los pescadores sin río. El agua del Tamarindo no se \
vende. Quien quiera hablar de regalías puede venir a la alcaldía cualquier martes, con las \
cuentas claras y la puerta abierta.

A los jóvenes les digo que se queden, porque aquí también hay futuro. Vamos a pasar la página \
de los rencores y a trabajar juntos. Si dentro de un año la escuela nueva no tiene techo, yo \
misma renuncio.
"""
LETTER = """\
Señora alcaldesa:

Deseo aclarar que mis palabras del lunes no pretendían acusar a nadie de corrupción. La \
gobernación reconoce los desafíos fluviales que enfrenta el municipio y está dispuesta a \
financiar la mitad del dragado. Sin embargo, los estudios de la Corporación del Río Tamarindo \
todavía no han sido entregados.

Le propongo una reunión el 14 de agosto en Sabanalta, con los gremios y los pescadores en la \
misma mesa. Estoy convencido de que el diálogo vale más que cualquier demanda.
"""
EDITION = """\
Esto escribió el gobernador, según la copia que conoció este diario.

Deseo aclarar que mis palabras del lunes nunca pretendían acusar a nadie de corrupción. La \
gobernación reconoce los desafíos fluviales que enfrenta el municipio.
"""
REPORT = """\
El coronel Aurelio Bastidas Prieto informó que tres personas fueron capturadas en la vereda El \
Guamal. Según el oficial, los detenidos transportaban gasolina de contrabando en dos lanchas. \
La investigación seguirá durante las próximas semanas y no se descartan nuevas capturas.
"""
STATEMENT = """\
We welcome the opening of the bridge at Puerto Almendro. The people of Sabanalta have waited \
far too long for a safe crossing, and they built it themselves.
"""
FRENCH = """\
Le maire de la ville a déclaré que le pont serait ouvert avant la fin de l'année. Les habitants \
attendent depuis longtemps une liaison sûre entre les deux rives du fleuve et de la montagne.
"""
FILES = {
    "discurso.txt": SPEECH,
    "carta.txt": LETTER,
    "diario.txt": EDITION,
    "policia.txt": REPORT,
    "embassy.txt": STATEMENT,
    "mairie.txt": FRENCH,
    "vacio.txt": "  \n",
}


def read(path: Path) -> Source:
    """Read a plain file: what the readers do, without their formats."""
    data = path.read_bytes()
    language = "en" if path.name == "embassy.txt" else "es"
    speaker = "Rosalba Quintero Vélez" if path.name == "discurso.txt" else None
    return Source(
        path.name,
        data.decode("utf8"),
        language,
        hashlib.sha256(data).hexdigest(),
        speaker=speaker,
        date=date(2031, 7, 2),
    )


def write(folder: Path, files: dict[str, str] | None = None) -> list[Path]:
    """Write the files of the corpus and return their paths."""
    for name, text in (files or FILES).items():
        (folder / name).write_text(text, encoding="utf8")
    return sorted(folder.iterdir())


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """The corpus, opened once."""
    folder = tmp_path_factory.mktemp("originals")
    paths = write(folder)
    return Corpus.open(folder, read, paths, cache=tmp_path_factory.mktemp("cache"))
