"""Numbers as the page's language writes them."""

from babel.numbers import format_decimal

from ui.texts import Texts


def number(value: float, texts: Texts) -> str:
    """`1,234` in English, `1.234` in Dutch; one decimal at most."""
    return str(format_decimal(round(value, 1), locale=texts.language))
