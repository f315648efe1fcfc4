"""Who speaks, as reports print it before the words: `De heer Laçin (SP)`, `Minister for the Interior (Mr Iota):`."""

import re
import unicodedata

from ingest.people import display_name

_TITLE = re.compile(
    r"(?:(?:(?:the )?(?:right |rt\.? )?hon(?:ou?rable\b|\.|\b)|l['’]hon(?:orable\b|\.)|l[ea] très hon(?:orable\b|\.)|mm?\."
    r"|(?:mr|mrs|ms|miss|mx|dr|prof|mme|mmes|mlle|sr|sra|dhr|mw|mevr|abg)\b\.?"
    r"|(?:monsieur|madame|(?:de )?heer|mevrouw|herr|frau|onorevole|signora?)\b"
    r"|(?:el |la )?(?:señor(?:a|ita)?|diputad[oa]|senadora?)\b)\s*)+(?=[^\W\d_])",
    re.IGNORECASE,
)
_PERSONAL = re.compile(
    r"(?:right |rt\.? |l['’]|le très |la très )?(?:mr|mrs|ms|miss|dr|sir|hon|m|mme|mlle|sr|sra|don|doña)\b\.?\s*[^\W\d_]",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"(?P<before>[^()]*)\((?P<inside>[^()]*)\)(?P<after>[^()]*)")
_CHAIR = re.compile(
    r"(?:(?:the|mr|madam|house|deputy|acting|assistant|temporary|le|la|de|el|der|die)\b\.?\s*)*"
    r"(?:(?:deputy |acting )?(?:speaker|chair(?:man|woman|person)?)|(?:vice-?)?pr[eé]sident[ea]?|(?:onder)?voorzitter"
    r"|(?:vize)?präsident(?:in)?)"
    r"(?: suppléante?| accidental)?(?: (?:de la|del|of the) (?:sesi[oó]n|c[aá]mara|senado|house|session|sitting)\b.*)?",
    re.IGNORECASE,
)


def is_chair(role: str | None) -> bool:
    """Whether the words, as a whole, name who presides over a sitting."""
    return role is not None and _CHAIR.fullmatch(" ".join(role.split())) is not None


def person_name(printed: str) -> str | None:
    """A name without the title before it: `De heer LAÇIN` gives `Laçin`, `L'hon. Scott Brison` gives `Scott Brison`;
    `Ascencio Mansilla, don Gabriel` gives `Gabriel Ascencio Mansilla`. None where there is nothing else."""
    name = " ".join(printed.split()).strip(" ,;:.–-")
    found = _TITLE.match(name)
    surname, _, first = name[found.end() if found else 0 :].partition(", ")
    given = re.match(r"do(?:n|ña)\s+(?P<first>.+)", first, re.IGNORECASE)
    pieces = [given["first"], surname] if given else [surname, first]
    return (" " if given else ", ").join(display_name(piece) for piece in pieces if piece) or None


def split_label(label: str) -> tuple[str, str | None]:
    """What a label says outside its first brackets and inside them, without the sign that ends it; a name that stands in
    the brackets, as behind an office, is put first, and a first name (`LETELIER (don Juan Pablo)`) is no aside."""
    text = " ".join(label.split()).strip(" :.–-")
    found = _ASIDE.match(text)
    if not found or not found["inside"].strip():
        return text, None
    outside = " ".join(f"{found['before']} {found['after']}".split()).strip(" :.–-")
    inside = found["inside"].strip()
    if re.match(r"do(?:n|ña)\b", inside, re.IGNORECASE):
        return f"{outside}, {inside}", None
    return (inside, outside) if outside and _PERSONAL.match(inside) else (outside or inside, inside if outside else None)


def folded_words(text: str) -> set[str]:
    """The words of a name without accents, in small letters."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return set(re.findall(r"[a-z]{2,}", plain))


def readable_id(identifier: str) -> str | None:
    """A name made of an identifier as corpora build them: `#KhadijaArib` gives `Khadija Arib`, `DeVriendtWouter` `De Vriendt
    Wouter`; a year behind it goes. None for an identifier that is no name (`#Q123`, `#u7`)."""
    written = re.sub(r"\d{4}$", "", identifier.lstrip("#")).replace("_", " ").replace(".", " ")
    name = re.sub(r"(?<=[^\W\d_])(?=[^\W\d_])", lambda seam: " " if _opens_word(written, seam.start()) else "", written)
    name = " ".join(name.split())
    letters = re.fullmatch(r"[^\W\d_]+(?:[ '’-][^\W\d_]+)*", name)
    return name if letters and len(name) > 2 and any(map(str.isupper, name)) else None


def _opens_word(name: str, at: int) -> bool:
    """Whether a capital opens a word: not in `McDonald`, nor in a row of capitals."""
    return name[at].isupper() and name[at - 1].islower() and name[max(0, at - 2) : at] != "Mc"
