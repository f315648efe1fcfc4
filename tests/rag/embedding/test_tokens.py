"""The converted tokenizer gives the ids of the one published with multilingual-e5-small."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

Pair = tuple[Tokenizer, Tokenizer]

WRITTEN = [
    "Hoeveel keer heeft de minister sinds 1 januari overleg gepleegd met de sector, en met welk resultaat?",
    "Le ministre peut-il préciser l'état d'avancement du dossier « Cœur de ville » ? Réponse : 12 ½ %, soit 3 m².",
    "To ask the Secretary of State how many e-mails were lost;  what steps (a) he and (b) she took; and if they'll report.",
    "Die Bundesregierung wird gefragt: Wie viele Straßen – größtenteils Autobahnen – sind seit 2019 gesperrt?",
    "¿Qué medidas ha adoptado el Gobierno? El señor Ministro respondió: «Ninguna, señoría».",
    "Jakie działania podjął minister wobec łamania praw człowieka? Zażółć gęślą jaźń.",
    "Kosti\u0107, Kostic\u0301, re\u0301ponse, Stra\u00dfe, \ufb01nance, \u2163, soft\u00adhyphen",
    "10\u00a0000\u202f\u20ac,\ttab\tnew\r\nline \u0e40\u0e02\u0e49\u0e32 \ud55c\uad6d \u1112\u1161\u11ab",
    "vraag </s> <mask> <s> [1] \u2581x \u0000 \ufffd \U0001f468\u200d\U0001f469\u200d\U0001f467",
    "",
    "   ",
]


@pytest.fixture(scope="session")
def pair(folder: Path, original_tokenizer: Path) -> Pair:
    return Tokenizer.from_file(str(folder / "tokenizer.json")), Tokenizer.from_file(str(original_tokenizer))


def ids(tokenizer: Tokenizer, texts: list[str]) -> list[list[int]]:
    return [encoding.ids for encoding in tokenizer.encode_batch(texts)]


@pytest.mark.parametrize("text", WRITTEN)
def test_ids_equal_the_original_on_written_texts(pair: Pair, text: str) -> None:
    ours, original = pair
    assert ours.encode(text).ids == original.encode(text).ids


@pytest.mark.parametrize(
    ("language", "file", "field"),
    [
        ("nl", "dekamer-2017/questions.jsonl", "question"),
        ("nl", "dekamer-2020-nl-fr/questions.jsonl", "text_nl"),
        ("fr", "dekamer-2020-nl-fr/questions.jsonl", "text_fr"),
        ("en", "uk-questions/questions.jsonl", "question"),
        ("de", "niedersachsen/documents.json", None),
        ("es", "akoma-ntoso/cl_Sesion56_2.xml", None),
    ],
)
def test_ids_equal_the_original_on_records(pair: Pair, language: str, file: str, field: str | None) -> None:
    root = Path(os.environ.get("HEMICYCLE_DATA") or Path(__file__).parents[4] / "shared" / "data")
    if not (root / file).exists():
        pytest.skip(f"no data at {root / file}")
    content = (root / file).read_text(encoding="utf-8")
    if field:
        texts = [str(json.loads(line)[field]) for line in content.splitlines()[:500]]
    else:
        texts = [content[start : start + 2_000] for start in range(0, min(len(content), 600_000), 2_000)]
    ours, original = pair
    differing = [text for text, a, b in zip(texts, ids(ours, texts), ids(original, texts), strict=True) if a != b]
    assert not differing, f"{len(differing)} of {len(texts)} texts in {language}, first {differing[0]!r}"


# Letters with loose marks and compatibility forms, where the normalisation does most.
marks = st.sampled_from("\u2075\u210c\uff21\u1d2c\u0340\u0345 ")
hard = st.text(st.one_of(st.characters(max_codepoint=0x36F, exclude_categories=["Cs"]), marks))


@settings(max_examples=300, deadline=None)
@given(text=st.one_of(st.text(), hard))
@example(text="\u00aa\u0301 \r\n\u0085 e\u0302\u0301x")
def test_ids_equal_the_original_on_any_text(pair: Pair, text: str) -> None:
    ours, original = pair
    assert ours.encode(text).ids == original.encode(text).ids


def test_pieces_and_scores_equal_the_original(folder: Path, original_tokenizer: Path) -> None:
    ours: dict[str, Any] = json.loads((folder / "tokenizer.json").read_bytes())
    original: dict[str, Any] = json.loads(original_tokenizer.read_bytes())
    assert ours["model"] == original["model"]
    assert {key for key in original if ours[key] != original[key]} == {"normalizer"}  # the same map without unused rows
