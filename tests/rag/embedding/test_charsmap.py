import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import normalizers

from rag.embedding.charsmap import compositions, precompile

single = st.characters(min_codepoint=1, exclude_categories=["Cs"])


@settings(max_examples=30, deadline=None)  # each example derives the compositions again
@given(rows=st.dictionaries(single, st.text(single, max_size=4), max_size=60), others=st.lists(single, max_size=20))
def test_every_row_is_applied_and_nothing_else_changes(rows: dict[str, str], others: list[str]) -> None:
    normalizer = normalizers.Precompiled(precompile(rows))
    for char in [*rows, *others]:
        assert normalizer.normalize_str(char) == rows.get(char, char)


def test_loose_accents_are_composed() -> None:
    normalizer = normalizers.Precompiled(precompile({"\u0341": "\u0301"}))
    assert normalizer.normalize_str("re\u0301ponse e\u0341 Kostic\u0301") == "réponse é Kostić"


def test_compositions_are_those_of_nfkc_and_fit_five_bytes() -> None:
    rows = compositions({"\u0341": "\u0301", "\uff21": "A"})
    assert rows["e\u0301"] == rows["e\u0341"] == "é"
    assert rows["\uff21\u0301"] == "Á"
    assert all(unicodedata.normalize("NFKC", sequence) == composed for sequence, composed in rows.items())
    assert max(len(sequence.encode()) for sequence in rows) == 5
