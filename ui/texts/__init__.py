"""The page's words, in each of its languages."""

from ui.texts.english import ENGLISH
from ui.texts.words import Texts

__all__ = ["ENGLISH", "Texts"]
