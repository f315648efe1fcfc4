"""The closed sets of words in the domain types; imports nothing, so that the command line can name them at once."""

from collections.abc import Mapping
from typing import Literal, get_args

Kind = Literal["written-question", "oral-question", "debate", "motion", "document"]
PartRole = Literal["title", "context", "question", "answer", "speech", "text", "note"]
Status = Literal["answered", "referred", "postponed", "declined", "unanswered"]
ReferenceKind = Literal["question", "sub-question", "letter", "resolution", "meeting", "dossier"]

QUESTIONS: tuple[Kind, ...] = ("written-question", "oral-question")
"""Kinds of records that somebody answers."""

FILTERS: Mapping[str, str] = {
    "from": "Asked, or debated, on or after (2021-02-19).",
    "to": "Asked, or debated, on or before.",
    "asker": "Who asked, or spoke in a debate; any order of names.",
    "party": "Party of who asked, or spoke in a debate.",
    "minister": "Who was asked, or spoke for the government: a name, or words of the functions.",
    "department": "Office that answers, or a part of its name.",
    "parliament": "Parliament, as in the record ids.",
    "kind": ", ".join(get_args(Kind)),
    "language": "Language of the record (nl, fr, ...).",
    "theme": "Theme, or a part of it.",
    "status": ", ".join(get_args(Status)),
    "without": "Whose answers to leave out, as with minister; repeatable.",
}
"""What each filter (`rag.library.filters`) means, in one line."""

Length = Literal["short", "normal", "long"]
"""Of a briefing."""

BriefingLanguage = Literal["nl", "en", "fr"]
"""Languages that a briefing's own words are in; quotations stay in the language of the record."""
