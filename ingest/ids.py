"""Record ids, made from what a document says about itself, so that they survive a second reading."""

import hashlib
import re
import unicodedata
from datetime import date


def slug(text: str) -> str:
    """Lower-case ASCII letters and digits, words joined with hyphens: `Zuhal Demir` gives `zuhal-demir`."""
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", folded).strip("-")


def record_id(
    parliament: str,
    kind: str,
    *,
    asked_on: date | None,
    number: str | None,
    addressee: str | None,
    external_id: str | None,
    text: str,
) -> str:
    """`parliament.kind.date.number.addressee`; without number or date `parliament.kind.external-id`; else a hash of the text.

    Numbers run per minister, so number, date and addressee together name one question.
    """
    stem = f"{slug(parliament)}.{kind}"
    if asked_on and number:
        return ".".join(filter(None, [stem, asked_on.isoformat(), slug(number), slug(addressee or "")]))
    if external_id and slug(external_id):
        return f"{stem}.{slug(external_id)}"
    return f"{stem}.{hashlib.sha256(text.encode()).hexdigest()[:12]}"
