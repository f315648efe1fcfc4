"""Flemish written questions, as printed, in PDF, and flattened onto one line."""

import io
import re
from datetime import date
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.files import SourceFile
from ingest.readers import reader_for
from ingest.readers.base import Reader
from ingest.readers.flemish import FlemishReader, read_text
from rag.errors import ReadError
from rag.library.rows import family_key
from rag.records import Part, Person, Record

SAMPLE = Path(__file__).resolve().parents[3] / "ingest" / "sample" / "files"

QUESTION = """SCHRIFTELIJKE VRAAG
nr. 142
van AN DE SMEDT
datum: 26 februari 2024


TOM VAN MAELE
MINISTER-PRESIDENT VAN DE VLAAMSE REGERING, VLAAMS MINISTER VAN CULTUUR,
ICT EN FACILITAIR MANAGEMENT

Kabinetten  -  Personeel

De overheid wil een afspiegeling van de samen-
leving zijn.

1. Hoeveel personeelsleden telt het kabinet?

2. Wat het gelijkekansen- en diversiteitsbeleid betreft:

a) Wie volgt dat op?

b) Sinds wanneer?

3. Welke lessen worden getrokken?

Deze vraag werd gesteld aan de ministers Tom Van Maele (142), Els Maes (256)
"""
MINISTER = """

TOM VAN MAELE
MINISTER-PRESIDENT VAN DE VLAAMSE REGERING, VLAAMS MINISTER VAN CULTUUR,
ICT EN FACILITAIR MANAGEMENT

"""
ANSWER = """ANTWOORD
op vraag nr. 142 van 26 februari 2024
van AN DE SMEDT

1. Er werken 42 mensen.

2. Een ambtenaar volgt dat op, sinds 2019.
"""
WHOLE = QUESTION + MINISTER + ANSWER


def read(raw: str) -> list[Record]:
    records = read_text(raw, path="vraag.txt", sha256="0" * 64)
    for record in records:
        for part in record.parts:
            assert record.quote(part) == record.quote(part).strip() != ""
        for page in record.pages:
            assert page.start < page.end <= len(record.text)
    return records


def one(raw: str) -> Record:
    (record,) = read(raw)
    return record


def parts(record: Record, role: str) -> list[Part]:
    return [part for part in record.parts if part.role == role]


def test_it_is_a_reader() -> None:
    reader: Reader = FlemishReader()
    assert reader.name == "flemish"


def test_the_head() -> None:
    record = one(WHOLE)
    assert record.id == "flemish-parliament.written-question.2024-02-26.142.tom-van-maele"
    assert (record.number, record.asked_on, record.language) == ("142", date(2024, 2, 26), "nl")
    assert (record.parliament, record.kind, record.status) == ("flemish-parliament", "written-question", "answered")
    assert record.askers == (Person(name="An De Smedt"),)
    role = "Minister-president van de Vlaamse Regering, Vlaams minister van Cultuur, ICT en Facilitair Management"
    assert record.addressees == (Person(name="Tom Van Maele", role=role),)
    assert record.title == "Kabinetten - Personeel"
    assert record.function_of(parts(record, "answer")[0].speaker) == role


def test_the_parts() -> None:
    record = one(WHOLE)
    assert [record.quote(p) for p in parts(record, "context")] == [
        "De overheid wil een afspiegeling van de samenleving zijn."
    ]
    assert [(p.labels, p.status) for p in parts(record, "question")] == [
        (("1",), "answered"),
        (("2",), "answered"),
        (("2.a",), "answered"),
        (("2.b",), "answered"),
        (("3",), "unanswered"),
    ]
    assert record.quote(parts(record, "question")[-1]) == "3. Welke lessen worden getrokken?"
    assert [record.quote(p)[:28] for p in parts(record, "note")] == ["Deze vraag werd gesteld aan "]
    assert [(p.labels, p.answers, p.confidence, p.speaker) for p in parts(record, "answer")] == [
        (("1",), ("1",), 1.0, "Tom Van Maele"),
        (("2",), ("2", "2.a", "2.b"), 0.9, "Tom Van Maele"),
    ]


def flattened(raw: str) -> str:
    return " ".join(raw.replace("samen-\nleving", "samenleving").split())


def test_flattened_onto_one_line_it_gives_the_same() -> None:
    printed, flat = one(WHOLE), one(flattened(WHOLE))
    assert (flat.id, flat.title, flat.askers, flat.addressees) == (
        printed.id,
        printed.title,
        printed.askers,
        printed.addressees,
    )
    assert [(flat.quote(p), p.role, p.labels, p.answers) for p in flat.parts] == [
        (printed.quote(p), p.role, p.labels, p.answers) for p in printed.parts
    ]


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("Tarieven De Lijn Het aantal reizigers daalt.", "Tarieven De Lijn"),
        ("Tarieven - De Lijn Volgens De Standaard daalt het aantal.", "Tarieven - De Lijn"),
        ("Bussen Deze zomer bleek dat De Lijn minder rijdt.", "Bussen"),
        ("Bussen - Ritten in de nacht (2) Er rijden er minder.", None),
        ("Bussen Reizigers klagen dat De Lijn minder rijdt.", None),
        ("Bussen. De reizigers klagen.", None),
        ("De reizigers klagen.", None),
    ],
)
def test_the_title_of_a_flattened_text_ends_where_a_sentence_opens(body: str, title: str | None) -> None:
    head = "SCHRIFTELIJKE VRAAG nr. 142 van AN DE SMEDT datum: 26 februari 2024 ELS MAES VLAAMS MINISTER VAN SPORT "
    assert one(f"{head}{body} 1. Hoe komt dat?").title == title


def test_the_ministers_listed_are_references_and_one_family() -> None:
    record = one(WHOLE)
    assert [(r.number, r.person, r.on, record.quote(r)) for r in record.references] == [
        ("142", "Tom Van Maele", date(2024, 2, 26), "Tom Van Maele (142)"),
        ("256", "Els Maes", date(2024, 2, 26), "Els Maes (256)"),
    ]
    to_els = WHOLE.replace("nr. 142", "nr. 256").replace("TOM VAN MAELE", "ELS MAES")
    reworded = one(to_els.replace("het kabinet?", "uw kabinet?"))
    alone = one(to_els.replace("het kabinet?", "uw kabinet?").replace("Deze vraag werd", "Niets werd"))
    assert family_key(record) == family_key(reworded) != family_key(alone)
    assert family_key(record) != family_key(one(WHOLE.replace("26 februari", "27 februari")))


def test_what_a_piece_without_head_says_of_itself() -> None:
    def piece(text: str) -> Record:
        (record,) = read_text(text, path="stuk.txt", sha256="0" * 64, piece=True)
        return record

    block = "ELS MAES VLAAMS MINISTER VAN SPORT"
    asked = piece(f"1. Hoe? 2. Waar? Deze vraag werd gesteld aan de ministers Tom Van Maele (142), Els Maes (256) {block}")
    assert (asked.number, [p.name for p in asked.addressees], asked.asked_on) == ("256", ["Els Maes"], None)
    assert [(p.role, p.labels) for p in asked.parts] == [("question", ("1",)), ("question", ("2",)), ("note", ())]
    assert (asked.status, {p.status for p in asked.parts}) == (None, {None}), "an answer may have stood behind"
    cut = piece("werd beslist. 1. Hoeveel zalen zijn er? 2. Waar staan de")
    assert [(p.role, p.labels) for p in cut.parts] == [("context", ()), ("question", ("1",)), ("question", ("2",))]
    reply = piece("werd beslist. 1. Er zijn acht zalen. 2. Die staan in de stad.")
    assert [(p.role, reply.quote(p)) for p in reply.parts] == [("text", reply.text)]
    assert (reply.status, reply.addressees) == (None, ())


def test_without_its_first_head_the_answers_head_tells() -> None:
    record = one(QUESTION[QUESTION.index("Kabinetten") :] + MINISTER + ANSWER)
    assert record.id == one(WHOLE).id
    assert record.title == "Kabinetten - Personeel"
    assert [p.labels for p in parts(record, "question")] == [p.labels for p in parts(one(WHOLE), "question")]


def test_without_an_answer_everything_is_unanswered() -> None:
    record = one(QUESTION)
    assert record.status == "unanswered"
    assert {p.status for p in parts(record, "question")} == {"unanswered"}
    assert not parts(record, "answer")


def test_several_questions_in_one_file() -> None:
    second = WHOLE.replace("142", "256").replace("TOM VAN MAELE", "ELS MAES")
    records = read(f"VLAAMS PARLEMENT\n\n{WHOLE}\n\nVLAAMS PARLEMENT\n\n{second}\n\n{QUESTION}")
    assert [r.number for r in records] == ["142", "256", "142"]
    assert [r.addressees[0].name for r in records] == ["Tom Van Maele", "Els Maes", "Tom Van Maele"]
    assert [r.status for r in records] == ["answered", "answered", "unanswered"]
    assert records[1].text.startswith("VLAAMS PARLEMENT")
    assert "256" not in records[0].text.replace("(256)", "")


def test_the_letterhead_names_the_parliament() -> None:
    assert one("VLAAMS PARLEMENT\n\n" + WHOLE).parliament == "flemish-parliament"
    assert one("PARLEMENT VAN POLDERLAND (FICTIEF)\n\n" + WHOLE).parliament == "parlement-van-polderland"


def test_several_ministers() -> None:
    pair = (
        "TOM VAN MAELE\nMINISTER-PRESIDENT VAN DE VLAAMSE REGERING,\nCULTUUR EN ICT\nELS MAES\nVLAAMS MINISTER VAN SPORT\n\n"
    )
    record = one(QUESTION.split("TOM VAN")[0] + pair + "Titel\n\n1. Hoe?\n\n2. Wat?\n\n" + pair + ANSWER)
    assert [(p.name, p.role) for p in record.addressees] == [
        ("Tom Van Maele", "Minister-president van de Vlaamse Regering, Cultuur en ICT"),
        ("Els Maes", "Vlaams minister van Sport"),
    ]
    assert parts(record, "answer")[0].speaker == "Tom Van Maele en Els Maes"


def test_functions_broken_at_a_hyphen() -> None:
    record = one(WHOLE.replace("REGERING, VLAAMS MINISTER VAN CULTUUR,\nICT", "REGERING, VLAAMS VICEMINISTER-\nPRESIDENT"))
    assert record.addressees[0].role is not None
    assert "Vlaams viceminister-president en Facilitair Management" in record.addressees[0].role


def test_another_minister_may_answer() -> None:
    record = one(QUESTION + "\n\nELS MAES\nVLAAMS MINISTER VAN SPORT\n\n" + ANSWER)
    assert [p.name for p in record.addressees] == ["Tom Van Maele", "Els Maes"]
    assert {p.speaker for p in parts(record, "answer")} == {"Els Maes"}


@pytest.mark.parametrize(
    ("head", "number", "asker"),
    [
        ("ANTWOORD op vraag nr. 142 van 26 februari 2024 van AN DE SMEDT", "142", "An De Smedt"),
        ("Antwoord\nop vraag nr. 142 van 26 februari 2024\nvan An De Smedt", "142", "An De Smedt"),
        ("Antwoord op vraag nr. 142 van 26/02/2024 van An De Smedt", "142", "An De Smedt"),
        ("ANTWOORD\nop schriftelijke vraag nr. 142 van 26 feb 2024 van AN DE SMEDT", "142", "An De Smedt"),
        (
            "GECOÖRDINEERD ANTWOORD op vraag nrs. 142 van 26 februari 2024, 256 van 26 februari 2024 van AN DE SMEDT",
            "142",
            "An De Smedt",
        ),
        (
            "GECOÖRDINEERD ANTWOORD\nop vragen nrs. 142, 256 en 321 van 26 februari 2024\nvan AN DE SMEDT",
            "142",
            "An De Smedt",
        ),
    ],
)
def test_heads_of_answers(head: str, number: str, asker: str) -> None:
    record = one(f"Titel\n\nKan het?{MINISTER}{head}\n\nJa, dat kan.")
    assert (record.number, record.asked_on, record.askers) == (number, date(2024, 2, 26), (Person(name=asker),))
    (answer,) = parts(record, "answer")
    assert record.quote(answer) == "Ja, dat kan."
    assert (answer.answers, answer.confidence, answer.speaker) == ((), 0.9, "Tom Van Maele")


def test_fields_may_be_missing_or_share_a_line() -> None:
    record = one("SCHRIFTELIJKE VRAAG nr. 1\nvan AN DE SMEDT en JAN D’HAESE\n\nTitel\n\nKan het?")
    assert (record.number, record.asked_on) == ("1", None)
    assert [p.name for p in record.askers] == ["An De Smedt", "Jan D’Haese"]
    assert record.addressees == ()
    assert re.fullmatch(r"flemish-parliament\.written-question\.[0-9a-f]{12}", record.id)


def test_an_unnumbered_answer_to_several_questions_is_not_aligned() -> None:
    record = one(QUESTION + MINISTER + ANSWER.replace("1. ", "").replace("2. ", ""))
    assert [(p.answers, p.confidence) for p in parts(record, "answer")] == [((), None)]
    assert {p.status for p in parts(record, "question")} == {None}


def test_a_text_that_mentions_the_form_is_not_cut_at_the_mention() -> None:
    context = "Antwoord op vraag nr. 12 van 3 maart 2021 gaf weinig. Schriftelijke vraag nr. 13 van 4 maart 2021 ook niet."
    record = one(WHOLE.replace("De overheid wil een afspiegeling van de samen-\nleving zijn.", context))
    assert context in [record.quote(p) for p in parts(record, "context")]


def test_attachments_are_a_note() -> None:
    record = one(WHOLE + "\n\nBIJLAGE\nTabel met cijfers")
    assert record.quote(parts(record, "note")[-1]) == "BIJLAGE Tabel met cijfers"
    assert record.quote(parts(record, "answer")[-1]).endswith("2019.")


@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"\x89PNG\r\n\x1a\n\x00\x00", b"Zomaar een brief.", b"%PDF-1.4 kapot"])
def test_what_cannot_be_read_is_said_in_one_line(data: bytes) -> None:
    file = SourceFile("map/vraag.txt", data)
    assert not FlemishReader().accepts(file)
    with pytest.raises(ReadError, match=r"^map/vraag\.txt: [^\n]+$"):
        list(FlemishReader().read(file))


def test_a_bundle_in_a_pdf_keeps_its_heads_and_its_pages() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    for number in (142, 256, 321):
        for text in (QUESTION.replace("142", str(number)), (MINISTER + ANSWER).strip().replace("142", str(number))):
            canvas.drawString(70, 20, f"Vlaams Parlement {canvas.getPageNumber()} / 6")
            for n, line in enumerate(text.splitlines()):
                canvas.drawString(70, 800 - 14 * n, line)
            canvas.showPage()
    canvas.save()
    file = SourceFile("bundel.pdf", out.getvalue())
    assert FlemishReader().accepts(file)
    records = list(FlemishReader().read(file))
    assert [r.number for r in records] == ["142", "256", "321"]
    assert [[page.page for page in r.pages] for r in records] == [[1, 2], [3, 4], [5, 6]]
    for record in records:
        assert "/ 6" not in record.text
        assert record.page_of(parts(record, "answer")[0].start) == record.pages[1].page
        assert [p.labels for p in parts(record, "answer")] == [("1",), ("2",)]


def told(record: Record, part: Part) -> tuple[object, ...]:
    """A part without its place: white space may differ where a page ends."""
    return part.role, part.labels, part.speaker, part.answers, part.confidence, part.status, record.quote(part).split()


def test_the_samples_pdf_and_text_give_the_same_parts() -> None:
    pdfs = sorted((SAMPLE / "pdf").glob("*.pdf"))
    if not pdfs:
        pytest.skip("the sample's PDFs are not there")
    for path in pdfs:
        file = SourceFile(path.name, path.read_bytes())
        twin = SourceFile(f"{path.stem}.txt", (SAMPLE / "text" / f"{path.stem}.txt").read_bytes())
        assert FlemishReader().accepts(file)
        assert FlemishReader().accepts(twin)
        for a, b in zip(FlemishReader().read(file), FlemishReader().read(twin), strict=True):
            assert (a.id, a.title, a.askers, a.addressees) == (b.id, b.title, b.askers, b.addressees)
            assert [told(a, p) for p in a.parts] == [told(b, p) for p in b.parts]
            assert a.pages
            assert not b.pages
            assert all(part.answers for part in parts(a, "answer") if part.labels)


def test_the_real_document(data_folder: Path) -> None:
    path = data_folder / "flemish" / "000_f33766fda5ac4728.txt"
    if not path.exists():
        pytest.skip(f"no {path}")
    (record,) = FlemishReader().read(SourceFile(path.name, path.read_bytes()))
    assert record.id == "flemish-parliament.written-question.2021-02-19.204.jan-jambon"
    assert record.askers == (Person(name="Joris Nachtergaele"),)
    assert record.addressees == (
        Person(
            name="Jan Jambon",
            role="Minister-president van de Vlaamse Regering, Vlaams minister van Buitenlandse Zaken, Cultuur, ICT en "
            "Facilitair Management",
        ),
    )
    assert record.title == "Schending mensenrechten Wit-Rusland - Rapport ‘You are not Human Beings’ Amnesty International"
    assert [p.role for p in record.parts] == ["title", "context", *["question"] * 3, *["answer"] * 3]
    assert [p.labels for p in parts(record, "question")] == [("1",), ("2",), ("3",)]
    assert [(p.answers, p.confidence) for p in parts(record, "answer")] == [(("1",), 1.0), (("2",), 1.0), (("3",), 1.0)]
    assert "WitRussische" not in record.text
    assert record.text.count("Wit-Russische") == re.sub(r"-\n", "-", path.read_text(encoding="utf-8")).count("Wit-Russische")


def test_the_title_of_a_flattened_sample_is_the_printed_one_or_none() -> None:
    printed = [
        record for path in sorted((SAMPLE / "text").glob("*.txt")) for record in read(path.read_text(encoding="utf-8"))
    ]
    flat = [one(flattened(record.text)).title for record in printed]
    assert all(title in (record.title, None) for title, record in zip(flat, printed, strict=True))
    assert sum(title is not None for title in flat) > 0.6 * len(printed)


def test_real_flattened_pieces(data_folder: Path) -> None:
    """Cut-out pieces: who asked whom, when and under which number is read from capitals alone, and nothing is made up."""
    path = data_folder / "flemish" / "snippets.jsonl"
    if not path.exists():
        pytest.skip(f"no {path}")
    found = list(reader_for(SourceFile(str(path), path.read_bytes())).read(SourceFile(str(path), path.read_bytes())))
    records = {record.external_id: record for record in found if isinstance(record, Record)}
    assert len(records) == len(found) == 19
    told = {n: (r.number, r.asked_on, [p.name for p in (*r.askers, *r.addressees)]) for n, r in records.items()}
    february = date(2024, 2, 26)
    assert {n: facts for n, facts in told.items() if any(facts)} == {
        "1": ("142", None, ["Jan Jambon"]),
        "4": ("321", None, ["Ben Weyts"]),
        "5": ("144", date(2023, 12, 13), ["Katja Verheyen", "Hilde Crevits"]),
        "8": (None, None, ["Jan Jambon"]),
        "9": ("147", february, ["Kurt De Loor", "Gwendolyn Rutten"]),
        "11": ("118", date(2024, 1, 25), ["An Moerenhout", "Gwendolyn Rutten"]),
        "12": ("79", february, ["Kurt De Loor", "Benjamin Dalle"]),
        "13": ("256", february, ["Kurt De Loor", "Hilde Crevits"]),
        "14": ("705", february, ["Kurt De Loor", "Lydia Peeters"]),
        "15": ("321", february, ["Kurt De Loor", "Ben Weyts"]),
        "18": ("244", date(2024, 2, 9), ["Axel Ronse", "Jo Brouns"]),
        "19": ("149", february, ["Sam Van Rooy", "Gwendolyn Rutten"]),
    }
    titled = {n for n, r in records.items() if r.title}
    assert titled == {"9", "12", "13", "14", "15"}
    assert len({records[n].title for n in titled}) == 1
    assert family_key(records["1"]) == family_key(records["4"])
    assert [len(records[n].references) for n in ("1", "4", "9")] == [9, 9, 0]
    assert {n for n, r in records.items() if r.status == "unanswered"} == set()
    assert [p.answers for p in parts(records["18"], "answer")] == [()], (
        "the piece starts after question 1, so 1 answers nothing here"
    )
