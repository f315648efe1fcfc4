"""The page's words, in each of its languages."""

from ui.texts.dutch import DUTCH
from ui.texts.english import ENGLISH
from ui.texts.french import FRENCH
from ui.texts.words import Texts

PAGES = {texts.language: texts for texts in (ENGLISH, DUTCH, FRENCH)}
"""The languages that the page speaks, by their codes; the first is what a browser gets that asks for none of them."""

__all__ = ["DUTCH", "ENGLISH", "FRENCH", "PAGES", "Texts"]
