"""`python -m eval.briefings [FOLDER]`: the briefings of the documentation, on three topics of dekamer-2017 in two languages.

Without a folder they replace those in `docs/briefings`.
"""

import sys
from pathlib import Path

from eval.collection import collection, dekamer
from eval.markdown import table
from rag.briefing.files import FILES, write
from rag.briefing.make import brief
from rag.search.search import warm_up
from rag.vocabulary import BriefingLanguage

TOPICS: tuple[tuple[str, BriefingLanguage, str], ...] = (
    ("treinen", "nl", "trains"),
    ("trains", "en", "trains"),
    ("gevangenissen", "nl", "prisons"),
    ("prisons", "en", "prisons"),
    ("Congo", "nl", "congo"),
    ("Congo", "en", "congo"),
)
"""Topics, their language, and the name of their files."""

FOLDER = Path(__file__).parents[1] / "docs" / "briefings"


def main(folder: Path = FOLDER) -> int:
    """Make them, and print what they came to."""
    source = dekamer()
    if not source:
        print("no dekamer-2017 in HEMICYCLE_DATA", file=sys.stderr)
        return 2
    library = collection(source)
    warm_up(library)
    folder.mkdir(parents=True, exist_ok=True)
    rows = []
    for topic, language, name in TOPICS:
        made = brief(library, topic, language=language)
        for ending in FILES:
            write(made, folder / f"{name}.{language}.{ending}")
        quoted = sum(len(own.citations) for each in made.positions for own in each.statements)
        rows.append([topic, language, str(made.found), str(made.answered), str(quoted), f"{made.took_ms / 1000:.1f} s"])
    print(table(["Topic", "in", "records", "answered", "quotations", "made in"], rows))
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:2])))
