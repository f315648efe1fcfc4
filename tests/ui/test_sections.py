"""The statements of an answer under their headings: those of several parliaments are divided by them."""

from rag.answer.answer import Citation, Statement
from ui.sections import sections


def said(parliament: str, heading: str) -> Statement:
    unknown = dict.fromkeys(
        each for each in Citation.model_fields if each not in ("asked", "family", "translation", "government", "ocr")
    )
    told = {"record": "r", "passage": "r/0", "quote": "Ja.", "start": 0, "end": 3, "role": "answer", "reference": "r"}
    cited = Citation.model_validate({**unknown, **told, "parliament": parliament})
    return Statement(heading=heading, text=cited.quote, citations=(cited,))


def test_each_of_several_parliaments_is_named_once_and_a_single_one_never() -> None:
    of_one = [said("be-vl", "Jan Jansens"), said("be-vl", "An Peeters")]
    found = [*of_one, said("flemish-parliament", "An Peeters"), said("flemish-parliament", "Els Groen")]
    named = [section.parliament for section in sections(found, "nl")]
    assert [bool(name) for name in named] == [True, False, True, False]
    assert named[2] == "Vlaams Parlement"
    assert [section.parliament for section in sections(of_one, "nl")] == [None, None]
