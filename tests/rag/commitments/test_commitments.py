"""Sentences of answers that promise something, and which later records come back to them."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.commitments.commitments import commitments
from rag.commitments.mentioned import mentioned
from rag.commitments.promises import promises, promising
from rag.library.filters import Filters
from rag.library.library import Library
from rag.records import Person

Records = Callable[..., Any]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("nl", "Ik zal u de lijst van scholen bezorgen."),
        ("nl", "Daarom zal ik mijn administratie een nota vragen."),
        ("nl", "Mijn administratie zal de cijfers verder onderzoeken."),
        ("nl", "Ik zal niet nalaten het parlement in te lichten."),
        ("nl", "Wij zullen de regeling evalueren."),
        ("nl", "Zodra ik het verslag heb, zal ik het u bezorgen."),
        ("nl", "Zodra de cijfers er zijn, bezorg ik een aanvullend antwoord."),
        ("nl", "Ik zal zowel de lijst als de nota bezorgen."),
        ("nl", "Ik zal dat zo snel mogelijk onderzoeken."),
        ("nl", "De gegevens zullen u rechtstreeks worden bezorgd."),
        ("nl", "Ik ben van plan om de premie te verhogen."),
        ("nl", "Het is mijn bedoeling het besluit te wijzigen."),
        ("fr", "Je vous transmettrai la liste des écoles."),
        ("fr", "Mon administration examinera cette demande."),
        ("fr", "Nous évaluerons la mesure."),
        ("fr", "Je m'engage à revoir le règlement."),
        ("fr", "Je ne manquerai pas d'informer le parlement."),
        ("fr", "Les chiffres vous seront communiqués."),
        ("en", "I will write to the hon. Member with the list of schools."),
        ("en", "My Department will publish the review."),
        ("en", "We intend to consult on the scheme."),
        ("en", "The Government will introduce a Bill."),
        ("de", "Ich werde dem Landtag die Liste übersenden."),
        ("de", "Die Landesregierung wird die Regelung überprüfen."),
        ("de", "Die Landesregierung beabsichtigt, das Programm fortzuführen."),
    ],
)
def test_a_promise_is_known_by_its_grammar(language: str, sentence: str) -> None:
    assert promising(sentence, language) == "promised"


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("nl", "Ik zal de lijst niet bezorgen."),
        ("nl", "Als het agentschap dat vraagt, zal ik de regeling bekijken."),
        ("nl", "Indien nodig zal ik ingrijpen."),
        ("nl", "Zal ik de lijst bezorgen?"),
        ("nl", "Ik zou dat willen onderzoeken."),
        ("nl", "Het lid citeert: “ik zal de lijst bezorgen”, maar dat zei ik niet."),
        ("nl", "In 2020 heb ik aangekondigd dat ik de regeling zal herzien."),
        ("nl", "Ik zal uw vragen samen beantwoorden."),
        ("nl", "De regering zal na de verkiezingen anders zijn."),
        ("nl", "De trein zal te laat zijn."),
        ("nl", "Ik heb de lijst bezorgd."),
        ("nl", "Ik bezorg u het overzicht."),
        ("nl", "Ik zal hieronder een antwoord verschaffen."),
        ("nl", "Ik hoop dat wij volgend jaar meer zullen weten."),
        ("fr", "Je ne transmettrai pas la liste."),
        ("fr", "Si la commune le demande, je reverrai le règlement."),
        ("fr", "Je répondrai à vos questions ensemble."),
        ("fr", "Il est vrai que je serai attentif."),
        ("fr", "Je pourrais le faire."),
        ("en", "I will not publish the review."),
        ("en", "If asked, we will publish the review."),
        ("en", "I would publish it."),
        ("en", "The Minister said that we will publish the review."),
        ("de", "Ich werde die Liste nicht übersenden."),
        ("de", "Wenn der Landtag es wünscht, werde ich berichten."),
        ("de", "Die Fragen werden von der Regierung beantwortet."),
        ("it", "Invierò la lista."),
        ("nl", ""),
    ],
)
def test_and_what_is_denied_conditional_quoted_or_past_is_none(language: str, sentence: str) -> None:
    assert promising(sentence, language) is None


@pytest.fixture(scope="module")
def promised(tmp_path_factory: pytest.TempPathFactory, encoder: Any, make_record: Records, with_passages: Records):
    """An answer that promises two things, one to the same question asked again, and two questions on something else."""
    library = Library(tmp_path_factory.mktemp("promised") / "library", create=True, encoder=encoder)
    minister = (Person(name="Karel De Brandt", role="Minister van Onderwijs"),)
    asked = "Hoeveel scholen hebben een verpleegkundige, en komt er een lijst van die scholen?"
    reply = "Er zijn er negen. Ik zal u de lijst tegen eind 2021 bezorgen. Het rapport zal in 2022 worden gepubliceerd."
    records = [
        make_record(
            "1", "Schoolverpleegkundigen", asked, reply, number="204", addressees=minister, asked_on=date(2021, 2, 19)
        ),
        make_record(
            "2",
            "Schoolverpleegkundigen",
            asked,
            "De lijst is er.",
            number="31",
            addressees=minister,
            asked_on=date(2022, 3, 1),
        ),
        make_record(
            "3", "Bruggen", "Hoeveel bruggen?", "Wij zullen ze tellen.", addressees=minister, asked_on=date(2020, 1, 1)
        ),
        make_record("4", "Bruggen", "Ik zal zelf tellen. Hoeveel?", None, asked_on=date(2023, 1, 1)),
    ]
    with library.writing():
        library.add(with_passages(*records))
        library.embed()
        library.index.publish()
    yield library
    library.close()


def test_the_list_is_newest_first_and_quotes_the_record(promised: Library) -> None:
    found = commitments(promised, Filters())
    assert (found.records, found.found) == (4, 3)
    assert [(each.citation.record[-1], each.kind) for each in found.commitments] == [
        ("1", "promised"),
        ("1", "announced"),
        ("3", "promised"),
    ]
    for each in found.commitments:
        record = promised.catalogue.record(each.citation.record)
        assert record
        assert each.citation.quote == record.text[each.citation.start : each.citation.end]
        if each.deadline:
            assert each.deadline.text == record.text[each.deadline.start : each.deadline.end]
    first = found.commitments[0]
    assert first.citation.quote == "Ik zal u de lijst tegen eind 2021 bezorgen."
    assert (first.citation.speaker, first.citation.number) == ("Karel De Brandt", "204")
    assert first.deadline
    assert str(first.deadline.last) == "2021-12-31"


def test_filters_a_subject_and_a_limit_narrow_it(promised: Library) -> None:
    assert commitments(promised, Filters.model_validate({"to": "2020-12-31"})).found == 1
    limited = commitments(promised, Filters(), limit=1)
    assert (limited.found, len(limited.commitments)) == (3, 1)
    about = commitments(promised, Filters(), about="hoeveel scholen hebben een verpleegkundige?")
    assert {each.citation.record[-1] for each in about.commitments} == {"1"}


def test_later_records_that_come_back_to_it_are_named_with_how(promised: Library) -> None:
    found = [mentioned(promised, each) for each in commitments(promised, Filters()).commitments]
    assert [(other.record[-1], other.how) for other in found[0].mentioned or ()] == [("2", "same question")]
    assert [(other.record[-1], other.how) for other in found[2].mentioned or ()] == [("4", "same subject")]
    assert found[1].mentioned == found[0].mentioned


words = st.sampled_from(
    ["Ik", "zal", "ik", "niet", "bezorgen", ".", "“", "”", ",", "(", "als", "u", "\n", "tegen", "eind", "2024", "?"]
)


@given(st.lists(words, max_size=40).map(" ".join))
def test_whatever_an_answer_says_a_promise_is_a_stretch_of_it(text: str) -> None:
    from rag.records import Record

    part = {"role": "answer", "start": 0, "end": len(text)}
    facts = {"id": "a.b.1", "parliament": "a", "kind": "written-question", "language": "nl", "asked_on": date(2021, 2, 19)}
    record = Record.model_validate({**facts, "text": text, "parts": [part]})
    for promise in promises(record):
        assert record.quote(promise.span).strip()
        if promise.deadline:
            assert text[promise.deadline.start : promise.deadline.end] == promise.deadline.text
