"""Within how many days a question is to be answered, where a parliament's own rules say so.

Public holidays and recesses are not known here: a term in working days counts Mondays to Fridays, so that more may look late
than is.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Term:
    """Days from the question to its answer; `working` days are Mondays to Fridays."""

    days: int
    working: bool = False


DEFAULT = Term(30)
"""Where a parliament's term is not known."""

TERMS: Mapping[str, Term] = {
    # Rules of procedure of the Flemish Parliament, on written questions: twenty working days.
    "flemish-parliament": Term(20, working=True),
    # Rules of procedure of the Belgian Chamber, rule 123: twenty working days.
    "be-chamber": Term(20, working=True),
    # Rules of procedure of the Tweede Kamer, on written questions: three weeks.
    "tweede-kamer": Term(21),
    # Companion to the Standing Orders of the House of Lords: ten working days. The Commons have no rule but a convention, a
    # working week; the longer term is taken for both.
    "uk-parliament": Term(10, working=True),
}


def late(asked: np.ndarray, until: np.ndarray, term: Term) -> np.ndarray:
    """Whether more days than the term lie between two days (n,) datetime64[D]: (n,) bool."""
    passed = np.busday_count(asked, until) if term.working else (until - asked).astype(np.int64)
    found: np.ndarray = passed > term.days
    return found


def term_of(parliament: str, chosen: int | None = None) -> Term:
    """The term that holds for a parliament, unless a number of days was chosen."""
    return TERMS.get(parliament, DEFAULT) if chosen is None else Term(chosen)
