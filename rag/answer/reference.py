"""The formal reference of a record: what a footnote needs to lead a reader to it."""

from collections.abc import Sequence

from rag.answer.phrases import long_date, say
from rag.records import Person, Record
from rag.vocabulary import Kind

_PARLIAMENTS = {
    "flemish-parliament": {
        "nl": "Vlaams Parlement",
        "en": "Flemish Parliament",
        "fr": "Parlement flamand",
        "de": "Flämisches Parlament",
    },
    "be-chamber": {
        "nl": "Kamer van volksvertegenwoordigers (België)",
        "en": "Chamber of Representatives (Belgium)",
        "fr": "Chambre des représentants (Belgique)",
        "de": "Abgeordnetenkammer (Belgien)",
    },
    "tweede-kamer": {
        "nl": "Tweede Kamer der Staten-Generaal",
        "en": "House of Representatives (Netherlands)",
        "fr": "Seconde Chambre (Pays-Bas)",
        "de": "Zweite Kammer (Niederlande)",
    },
    "eerste-kamer": {
        "nl": "Eerste Kamer der Staten-Generaal",
        "en": "Senate (Netherlands)",
        "fr": "Première Chambre (Pays-Bas)",
        "de": "Erste Kammer (Niederlande)",
    },
    "brussels-parliament": {
        "nl": "Brussels Hoofdstedelijk Parlement",
        "en": "Parliament of the Brussels-Capital Region",
        "fr": "Parlement de la Région de Bruxelles-Capitale",
        "de": "Parlament der Region Brüssel-Hauptstadt",
    },
    "uk-commons": {
        "nl": "Lagerhuis (Verenigd Koninkrijk)",
        "en": "House of Commons (United Kingdom)",
        "fr": "Chambre des communes (Royaume-Uni)",
        "de": "Unterhaus (Vereinigtes Königreich)",
    },
    "uk-lords": {
        "nl": "Hogerhuis (Verenigd Koninkrijk)",
        "en": "House of Lords (United Kingdom)",
        "fr": "Chambre des lords (Royaume-Uni)",
        "de": "Oberhaus (Vereinigtes Königreich)",
    },
    "scottish-parliament": {
        "nl": "Schots Parlement",
        "en": "Scottish Parliament",
        "fr": "Parlement écossais",
        "de": "Schottisches Parlament",
    },
    "ni-assembly": {
        "nl": "Noord-Ierse Assemblee",
        "en": "Northern Ireland Assembly",
        "fr": "Assemblée d’Irlande du Nord",
        "de": "Nordirische Versammlung",
    },
    "ca-commons": {
        "nl": "Lagerhuis (Canada)",
        "en": "House of Commons (Canada)",
        "fr": "Chambre des communes (Canada)",
        "de": "Unterhaus (Kanada)",
    },
    "dail": {"en": "Dáil Éireann"},
    "documents": {"nl": "Documenten", "en": "Documents", "fr": "Documents", "de": "Dokumente"},
    "parlement-van-polderland": {"en": "Parlement van Polderland"},
    "uk-parliament": {"en": "UK Parliament"},
    "de-niedersachsen": {"en": "Niedersächsischer Landtag"},
}

_HOUSES = {
    "nl": {"parliament": "Parlement", "lower": "Lagerhuis", "upper": "Hogerhuis", "committee": "Commissie"},
    "en": {
        "parliament": "Parliament",
        "lower": "Lower house",
        "upper": "Upper house",
        "committee": "Committee",
    },
    "fr": {
        "parliament": "Parlement",
        "lower": "Chambre basse",
        "upper": "Chambre haute",
        "committee": "Commission",
    },
    "de": {"parliament": "Parlament", "lower": "Unterhaus", "upper": "Oberhaus", "committee": "Ausschuss"},
}
"""What readers call the houses of a country that they do not know."""

_KINDS = {
    "nl": {
        "written-question": "schriftelijke vraag",
        "oral-question": "mondelinge vraag",
        "debate": "debat",
        "motion": "motie",
        "document": "stuk",
    },
    "en": {
        "written-question": "written question",
        "oral-question": "oral question",
        "debate": "debate",
        "motion": "motion",
        "document": "document",
    },
    "fr": {
        "written-question": "question écrite",
        "oral-question": "question orale",
        "debate": "débat",
        "motion": "motion",
        "document": "document",
    },
    "de": {
        "written-question": "schriftliche Anfrage",
        "oral-question": "mündliche Anfrage",
        "debate": "Debatte",
        "motion": "Antrag",
        "document": "Drucksache",
    },
}


def parliament_named(code: str, language: str | None) -> str:
    """The name of a parliament in a language: its English one, else its code in words, where there is no other.

    A code may begin with a country (`cl-parliament`, `at-lower`): that is named behind what the code says besides."""
    known = _PARLIAMENTS.get(code, {})
    return known.get(language or "en") or known.get("en") or _of_a_country(code, language)


def _of_a_country(code: str, language: str | None) -> str:
    from babel import Locale

    first, _, rest = code.partition("-")
    spoken = language if language in _HOUSES else "en"
    country = Locale(spoken).territories.get(first.upper()) if rest and len(first) == 2 else None
    house = _HOUSES[spoken].get(rest, rest.replace("-", " ").capitalize())
    return f"{house} ({country})" if country else code.replace("-", " ").capitalize()


def kind_named(kind: Kind, language: str | None) -> str:
    """What a kind of record is called in a language: in English, where there is no other."""
    return _KINDS.get(language or "en", _KINDS["en"])[kind]


def formal_reference(record: Record, language: str | None, *, page: int | None = None, ocr: bool | None = None) -> str:
    """Parliament, kind, number, date, people, title and page, the official link and the licence, in one line.

    That text was recognised in scanned pages is said where `ocr` is true; where it is not given, if there is such a page.

    `Flemish Parliament, written question no. 204, 19 February 2021, Joris Nachtergaele to Jan Jambon, “…”, p. 2.`
    What the record does not say is left out; that no licence is stated is said. A debate names nobody.
    """
    kind = kind_named(record.kind, language)
    to = [p.name or p.role for p in record.put_to if p.name or p.role]
    pieces = [
        parliament_named(record.parliament, language),
        say(language, "numbered", kind=kind, number=record.number) if record.number else _unnumbered(kind, record),
        long_date(record.asked_on, language) if record.asked_on else None,
        say(language, "put_to", askers=_people(record.put_by), to=", ".join(filter(None, to)))
        if to
        else _people(record.put_by),
        f"“{' '.join(record.title.split()).removesuffix('.')}”" if record.title else None,
        say(language, "answered_on", date=long_date(record.answered_on, language)) if record.answered_on else None,
        say(language, "page", page=page) if page else None,
        say(language, "ocr") if (any(page.ocr for page in record.pages) if ocr is None else ocr) else None,
    ]
    line = ", ".join(piece.strip() for piece in pieces if piece and piece.strip())
    return f"{line}. {_address_and_licence(record.url, record.licence, language)}"


def reference_alone(reference: str, url: str | None, licence: str | None, language: str | None) -> str:
    """A formal reference without the address and the licence that it ends with, where these have places of their own."""
    return reference.removesuffix(_address_and_licence(url, licence, language)).rstrip()


def _address_and_licence(url: str | None, licence: str | None, language: str | None) -> str:
    said = say(language, "licence", licence=licence) if licence else say(language, "no_licence")
    return " ".join(filter(None, [url, said]))


def _unnumbered(kind: str, record: Record) -> str:
    """A record without a number by what its source calls it."""
    return f"{kind} [{record.external_id}]" if record.external_id else kind


def _people(people: Sequence[Person]) -> str:
    return ", ".join(f"{p.name} ({p.party})" if p.party else p.name for p in people if p.name)
