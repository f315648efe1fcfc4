"""What is ingested while faults are injected: the sample collection as PDF and as text, and a table of invented records."""

import json
import random
import shutil
from datetime import date, timedelta
from pathlib import Path

import ingest.sample

_SAMPLE = Path(ingest.sample.__file__).parent / "files"

QUERY = "klachten over de veerdienst"
"""The first of the queries."""

_MAPPING = """\
parliament = "proefparlement"
kind = "written-question"
language = "nl"

[columns]
id = "id"
number = "number"
title = "title"
question = "question"
answer = "answer"
asked_on = "asked_on"
asker = "asker"
minister = "minister"
"""

_SUBJECTS = (
    *("de veerdienst", "het zwembad", "de busbaan", "het muziekonderwijs", "de waterzuivering", "de kinderopvang"),
    *("het stadsarchief", "de windmolens", "de fietsbrug", "het jeugdhuis", "de rioolheffing", "de schoolmaaltijden"),
)
_PLACES = ("Oosterwaarde", "Lindekerke", "Zandhoven-Zuid", "Meerbeek aan Zee", "Vlierdam", "Koningsrade", "Hoogmolen")
_QUESTIONS = (
    "Hoeveel klachten over {subject} in {place} heeft de minister in {year} ontvangen, en hoe werden die behandeld?",
    "Welk bedrag gaat er in {year} naar {subject} in {place}? Graag een overzicht per kwartaal.",
    "Waarom werd {subject} in {place} in {year} {count} dagen stilgelegd, en wie heeft de gebruikers ingelicht?",
    "Is de minister bereid om {subject} in {place} open te houden na {year}? Wat zou dat voor {count} gezinnen kosten?",
)
_ANSWERS = (
    "In {year} waren er {count} meldingen over {subject}. De dienst van {place} beantwoordde ze binnen de maand.",
    "Voor {subject} in {place} is {count}.000 euro uitgetrokken. De tweede schijf volgt na de evaluatie van {year}.",
    "De werken aan {subject} duurden {count} dagen. De inwoners van {place} kregen daarover twee brieven.",
    "Neen. Een studie uit {year} raamt de kosten van {subject} op {count}.000 euro, te veel voor {place} alleen.",
)
_ASKERS = ("Mira Vandevoort", "Joost Kerremans", "Aline Desutter", "Bram Oudenhove")
_MINISTERS = ("Hilde Vercauter", "Pieter Saelens")


def write_corpus(folder: Path, *, documents: int, records: int) -> None:
    """Write the first so many sample documents, each as PDF and as text, and a table of so many records."""
    for kind in ("pdf", "text"):
        (folder / kind).mkdir(parents=True)
        for path in sorted((_SAMPLE / kind).iterdir())[:documents]:
            shutil.copy(path, folder / kind)
    write_table(folder / "zittingen.jsonl", records)


def write_table(path: Path, records: int, *, named: str = "v") -> None:
    """Write a table of invented records, whose ids begin with `named`, and its mapping beside it."""
    rows = (json.dumps(_row(n, named), ensure_ascii=False) for n in range(records))
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    path.with_name(f"{path.stem}.map.toml").write_text(_MAPPING, encoding="utf-8")


def _row(n: int, named: str) -> dict[str, str]:
    chance = random.Random(f"{named}{n}")
    asked = date(2018, 1, 8) + timedelta(days=chance.randrange(2_000))
    words = {
        "subject": chance.choice(_SUBJECTS),
        "place": chance.choice(_PLACES),
        "year": str(asked.year),
        "count": str(chance.randrange(3, 400)),
    }
    return {
        "id": f"{named}{n}",
        "number": str(n + 1),
        "title": f"{words['subject'].capitalize()} in {words['place']}",
        "question": chance.choice(_QUESTIONS).format(**words),
        "answer": chance.choice(_ANSWERS).format(**words),
        "asked_on": asked.isoformat(),
        "asker": chance.choice(_ASKERS),
        "minister": chance.choice(_MINISTERS),
    }


def write_queries(path: Path) -> None:
    """Write twenty queries, some with filters, as `hemicycle search --batch` reads them."""
    subjects = (QUERY, "wat kost het zwembad", "busbaan stilgelegd", "windmolens in Vlierdam")
    queries: list[tuple[str, dict[str, str]]] = [
        *((subject, {}) for subject in subjects),
        *((subject, {"from": "2020-01-01", "to": "2022-12-31"}) for subject in subjects),
        ("school meals in Lindekerke", {}),
        ("school meals in Lindekerke", {"asker": "Desutter Aline"}),
        ("la passerelle cyclable de Koningsrade", {}),
        ("kinderopvang", {"minister": "Saelens"}),
        ("leerlingenvervoer in het buitengewoon onderwijs", {}),
        ("leerlingenvervoer in het buitengewoon onderwijs", {"parliament": "parlement-van-polderland"}),
        ("human rights in Belarus", {}),
        ("mensenrechten in Wit-Rusland", {"to": "2021-12-31"}),
        ("wachtlijsten in de jeugdzorg", {"status": "answered"}),
        ("intelligence artificielle dans l'administration", {}),
        ("rioolheffing voor gezinnen", {"party": "geen"}),
        ("rioolheffing voor gezinnen", {"kind": "written-question"}),
    ]
    lines = (json.dumps({"id": n, "query": query, "filters": filters}) for n, (query, filters) in enumerate(queries))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
