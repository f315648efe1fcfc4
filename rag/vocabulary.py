"""The closed sets of words in the domain types; imports nothing, so that the command line can name them at once."""

from typing import Literal

Kind = Literal["written-question", "oral-question", "debate", "motion", "document"]
PartRole = Literal["title", "context", "question", "answer", "speech", "text", "note"]
Status = Literal["answered", "referred", "postponed", "declined", "unanswered"]
ReferenceKind = Literal["question", "sub-question", "letter", "resolution", "meeting", "dossier"]

Length = Literal["short", "normal", "long"]
"""Of a briefing."""

BriefingLanguage = Literal["nl", "en", "fr"]
"""Languages that a briefing's own words are in; quotations stay in the language of the record."""
