"""Names that a statement uses: each stands in its sources, or they use another name of the same.

What is a name is told by its writing: a capital that opens no sentence, capitals throughout, letters with digits. German
writes every noun with a capital, so that there only the last two count, what follows a title, and known people. Countries
and places count under all their names (`rag.search.names`, `rag.search.places`).
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from rag.answer.coverage import mentions
from rag.library.analysis import stem
from rag.library.filters import fold
from rag.search.lexicon import lexicon
from rag.search.names import WORD, forms, is_home, names_in, phrases
from rag.search.places import places_in

_DOTTED = re.compile(r"(?<![\w.])(?:[^\W\d_]\.){2,}[^\W\d_]?")
_OPENS = re.compile(r"(?:^|[.?!:;…]\s*|(?:^|\s)[a-z\d]{1,2}\)\s*|[\"“«„(\[]\s*|\n\s*|[-–—•]\s+)$")
_ACRONYM = re.compile(r"[A-ZÀ-ÖØ-Þ]{2,}s?")
_MIXED = re.compile(r"(?=.*\d)(?=.*[^\W\d_])\w+|\w+[a-zß-öø-ÿ][A-ZÀ-ÖØ-Þ]\w*")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th|e|de|ste|er|ère|ème|re)", re.IGNORECASE)
_TYPE = re.compile(r"(?<![\w-])[^\W\d_]{1,6}[-‐‑]\d+\w*")
_TITLED = re.compile(r"(?:Herrn?|Frau|\w*[Mm]inister(?:in|s)?|Staatssekretär(?:in)?|Präsident(?:in)?|Abgeordneten?r?)")

_NO_ONE = """
minister ministers ministry ministre ministres ministère secretary staatssecretaris secrétaire state staat état government
regering gouvernement cabinet kabinet parliament parlement parliamentary chamber kamer chambre senate senaat sénat house
deputy member members lid membre député federal federale fédéral fédérale royal koninklijk royale act law wet loi decree
decreet décret besluit arrêté council raad conseil commission commissie committee comité court hof cour department
departement département authority agency agentschap agence service services dienst police politie prime eerste premier
première vice mr mrs ms mevrouw dhr madame monsieur mme i january january february march april may june july august september
october november december monday tuesday wednesday thursday friday saturday sunday question vraag record union unie
institute institut instituut centre center centrum fund funds fonds code codex wetboek palace palais paleis direction
directie directorate directoraat inspection inspectie inspectorate environment environnement leefmilieu milieu employment
emploi werk work health santé gezondheid volksgezondheid transport vervoer mobility mobilité mobiliteit justice justitie
finance finances financiën defence défense defensie organisation organisatie organization convention conventie verdrag
treaty traité report rapport verslag autorité autoriteit authority région regio gewest region province provincie gemeente
commune city stad ville affairs affaires zaken foreign étrangères buitenlandse internal interior intérieur binnenlandse
economy economic économie economie education enseignement onderwijs social sociale sociales security sécurité veiligheid
culture cultuur agriculture landbouw energy énergie energie sports sport youth jeunesse jeugd welfare welzijn climate
climat klimaat nature natuur budget begroting general générale algemene national nationale european europese européenne
"""
NO_ONE = frozenset(fold(_NO_ONE).split())
"""Words of offices that languages like English write with a capital; they name nobody in particular. Dates are checked as
dates."""

_ROOT = 4
"""Letters that a country and the people of it begin with."""

_ALIKE = 5
"""Letters that two forms of one name begin with at least: Vlaanderen and Vlaanderens."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a statement may name: the words of its sources in their language, the parliament that they are from, and the
    people that a library knows (folded words of their names)."""

    texts: Sequence[tuple[str, str | None]]
    parliament: str
    people: Collection[str] = ()


def unnamed(statement: str, language: str | None, known: Known) -> list[str]:
    """The names in a statement that its sources do not have."""
    text = _DOTTED.sub(lambda match: match[0].replace(".", ""), unicodedata.normalize("NFC", statement))
    words = list(WORD.finditer(text))
    missing, taken = list[str](), set[int]()
    # Offsets of words are those of the folded text too, unless folding took a word apart.
    if len(words) == len(fold(text).split()):
        for code, (first, end) in names_in(_lowered(text, words), language).items():
            taken.update(range(first, end))
            own = _without_others(known, code)
            mentioned = _mentioned(own, phrases(code)) or _peopled(own, code)
            if not is_home(code, [known.parliament]) and not mentioned:
                missing.append(text[words[first].start() : words[end - 1].end()])
        for first, end, place in places_in(text, language):
            if taken.isdisjoint(range(first, end)):
                taken.update(range(first, end))
                if not _mentioned(known, place) and not _europe(known, place):
                    missing.append(text[words[first].start() : words[end - 1].end()])
    said = _said(tuple(known.texts))
    whole = "".join(fold(source) for source, _ in known.texts)
    types = (match[0] for match in _TYPE.finditer(text))
    missing += [name for name in types if fold(name) not in whole and fold(name).replace(" ", "") not in whole.split()]
    for n, word in enumerate(words):
        if (
            n not in taken
            and not _at_home(word[0], known.parliament)
            and _is_name(text, words, n, language, known.people)
            and not _stands(word[0], language, said)
        ):
            missing.append(word[0])
    return missing


def _without_others(known: Known, code: str) -> Known:
    """The sources less the names of other countries: who says Wit-Rusland does not name Russia."""
    return replace(known, texts=tuple((_without(text, language, code), language) for text, language in known.texts))


@lru_cache(maxsize=64)
def _without(text: str, language: str | None, code: str) -> str:
    words = WORD.findall(unicodedata.normalize("NFC", text))
    if len(words) != len(fold(text).split()):
        return text
    while others := [span for other, span in names_in(" ".join(words), language).items() if other != code]:
        for first, end in others:
            words[first:end] = ["x"] * (end - first)
    return " ".join(words)


def _mentioned(known: Known, concept: Sequence[tuple[str, ...]]) -> bool:
    return any(mentions(text, language, tuple(concept)) for text, language in known.texts)


def _lowered(text: str, words: Sequence[re.Match[str]]) -> str:
    """The text with a small letter where a sentence opens: `Indien` is India in German, and `if` in Dutch."""
    for word in words:
        if _opens(text, word) and not _ACRONYM.fullmatch(word[0]):
            text = f"{text[: word.start()]}{text[word.start()].lower()}{text[word.start() + 1 :]}"
    return text


def _peopled(known: Known, code: str) -> bool:
    """Whether the sources have a word that begins as a name of the country does: Israëlische, israélien."""
    words, _ = _said(tuple(known.texts))
    starts = {start for name in forms(code) if len(start := fold(name).split()[0][:_ALIKE]) == _ALIKE}
    return any(word[:_ALIKE] in starts for word in words)


def _europe(known: Known, place: Sequence[tuple[str, ...]]) -> bool:
    """Whether the place is Europe or its Union, and the sources speak of either, also as European."""
    if not any(term.startswith("europ") for phrase in place for term in phrase):
        return False
    words, _ = _said(tuple(known.texts))
    return any(word.startswith("europ") or word in ("eu", "ue") for word in words)


def _is_name(text: str, words: Sequence[re.Match[str]], n: int, language: str | None, people: Collection[str]) -> bool:
    word = words[n][0]
    if _MIXED.fullmatch(word):
        return not _ORDINAL.fullmatch(word)
    if _ACRONYM.fullmatch(word):
        return len(word) > 1
    folded = fold(word).strip()
    if not word[0].isupper() or folded in NO_ONE or len(word) == 1:
        return False
    if folded in people and not _opens(text, words[n]):
        return True
    if language == "de":
        return n > 0 and bool(_TITLED.fullmatch(words[n - 1][0]))
    if not _opens(text, words[n]):
        return True
    return folded in people and n + 1 < len(words) and words[n + 1][0][0].isupper()


def _at_home(word: str, parliament: str) -> bool:
    """Whether a word is of the name of the parliament's own country (Belgian, Belgische), which its records rarely say."""
    start = fold(word).strip()[:_ROOT]
    return len(start) == _ROOT and start in _roots(parliament.split("-")[0].upper())


@cache
def _roots(code: str) -> frozenset[str]:
    return frozenset(fold(name).strip()[:_ROOT] for name in forms(code))


def _opens(text: str, word: re.Match[str]) -> bool:
    return bool(_OPENS.search(text[: word.start()]))


@lru_cache(maxsize=64)
def _said(texts: tuple[tuple[str, str | None], ...]) -> tuple[frozenset[str], tuple[tuple[str | None, frozenset[str]], ...]]:
    """The words of texts, folded, and the stems of each language."""
    folded = set[str]()
    stems = dict[str | None, set[str]]()
    for text, language in texts:
        own = fold(_DOTTED.sub(lambda match: match[0].replace(".", ""), text)).split()
        folded.update(own)
        stems.setdefault(language, set()).update(stem(word, language) for word in own)
    return frozenset(folded), tuple((language, frozenset(found)) for language, found in stems.items())


def _stands(
    word: str, language: str | None, said: tuple[frozenset[str], tuple[tuple[str | None, frozenset[str]], ...]]
) -> bool:
    """Whether the sources have a word, or a form or a translation of it."""
    words, stems = said
    return all(_has(piece, language, words, stems) for piece in _pieces(word))


def _pieces(word: str) -> Iterator[str]:
    yield from fold(word).split()


def _has(
    word: str, language: str | None, words: frozenset[str], stems: tuple[tuple[str | None, frozenset[str]], ...]
) -> bool:
    if word in words or (word.endswith("s") and word[:-1] in words):
        return True
    if len(word) >= _ALIKE and any(len(other) >= _ALIKE and _forms(word, other) for other in words):
        return True
    own = stem(word, language)
    for spoken, found in stems:
        if own in found and spoken == language:
            return True
        if language and spoken and found.intersection(lexicon(language, spoken).get(own, ())):
            return True
    return False


def _forms(one: str, other: str) -> bool:
    """Whether both begin alike and have endings of their own: Vlaanderens, Israëlische."""
    return one[:_ALIKE] == other[:_ALIKE] and not any(map(str.isdigit, one + other))
