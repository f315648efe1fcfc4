"""A text finds its letters again in one from which pieces of it were taken; none is ever placed elsewhere."""

import random

from hypothesis import given
from hypothesis import strategies as st

from ingest.letters import Letters, aligned

WORDS = ["de", "minister", "dat", "het", "vervoer", "van", "leerlingen", "naar", "school", "in", "stad", "dit", "duurder"]


def letters(text: str) -> str:
    return Letters.of(enumerate(text)).folded


def test_case_accents_ligatures_and_everything_between_letters_do_not_matter() -> None:
    found = Letters.of(enumerate("Één ﬁets-\npad, 2²!"))
    assert found.folded == "eenfietspad22"
    assert [found.offsets[n] for n in (0, 3, 4, 5, 12)] == [0, 4, 4, 5, 16]


@given(st.integers(min_value=0), st.integers(3, 12), st.data())
def test_letters_stand_where_they_were_printed_or_nowhere(seed: int, sentences: int, data: st.DataObject) -> None:
    """Heads, feet and footnote marks are taken out of a page on which sentences repeat themselves."""
    chance = random.Random(seed)
    head, foot, *known = ("".join(chance.choices(WORDS, k=chance.randint(3, 12))) for _ in range(sentences + 2))
    body = [data.draw(st.sampled_from(known)) for _ in range(sentences)]
    marks = data.draw(st.lists(st.booleans(), min_size=sentences, max_size=sentences))
    printed, own, truth = head, "", list[int]()
    for number, (sentence, mark) in enumerate(zip(body, marks, strict=True), start=1):
        truth += range(len(printed), len(printed) + len(sentence))
        own += sentence
        printed += sentence + (str(number) if mark else "")
    where = aligned(own, printed + foot)
    assert [(place, true) for place, true in zip(where, truth, strict=True) if place not in (None, true)] == []


def test_of_a_sentence_that_stands_twice_its_surroundings_decide() -> None:
    twice, first, second = (
        letters("Dat weet ik niet."),
        letters("Hoeveel kost het vervoer?"),
        letters("Wie betaalt de school?"),
    )
    printed = first + twice + second + twice
    assert aligned(first + twice, printed) == list(range(len(first + twice)))
    start = len(first + twice)
    assert aligned(second + twice, printed) == list(range(start, len(printed)))


def test_where_nothing_decides_there_is_no_place() -> None:
    twice = letters("Dat weet ik echt niet.")
    assert aligned(twice, twice + letters("Hoeveel kost het?") + twice) == [None] * len(twice)
    assert aligned(letters("Iets heel anders dan dat."), twice) == [None] * len(letters("Iets heel anders dan dat."))


def test_the_seam_of_what_was_taken_out_does_not_lead_elsewhere() -> None:
    """Behind the footnote stand the same letters as, in the text, behind the mark that was taken out."""
    article = letters("«Ingrijpen in de energiemarkt»")
    printed = "bentubekendmet" + article + "1" + "antwoordja" + "financieeldagblad" + article + "antw"
    own = "bentubekendmet" + article + "antwoordja" + "financieeldagblad" + article
    quoted = range(len("bentubekendmet"), len("bentubekendmet" + article))
    assert [aligned(own, printed)[n] for n in quoted] == list(quoted)
