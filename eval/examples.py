"""`python -m eval.examples`: answers as they are, good and bad, to the needs of the fictional sample collection, as Markdown.

In quotations, and where a language model is set (`HEMICYCLE_LLM_URL`) in its words as well.
"""

from collections.abc import Iterator

from eval.collection import SAMPLE_TOPICS
from eval.topics import LANGUAGES, Topic, load_topics
from ingest.sample.library import open_sample
from rag.answer.answer import Answer, Statement
from rag.answer.llm import chosen
from rag.answer.written import answer

_MOST = 10


def main() -> None:
    """Print the page."""
    library, model = open_sample(), chosen()
    print("# Answers as they are\n")
    print(
        "Ten needs of the fictional sample collection (`eval/sample_topics.jsonl`), in turns in Dutch, English and French, as"
        " `python -m eval.examples` prints them. Each says whether a record that answers it is cited."
    )
    for n, topic in enumerate(_some(load_topics(SAMPLE_TOPICS))):
        question = topic.query(LANGUAGES[n % len(LANGUAGES)])
        for writer in filter(None, (library, model)):
            said = answer(library, question, None if writer is library else model)
            print("\n".join(_shown(said, topic)))


def _some(topics: list[Topic]) -> list[Topic]:
    """Answerable ones first, the last few unanswerable."""
    absent = [topic for topic in topics if topic.kind == "unanswerable"][: _MOST // 3]
    return [topic for topic in topics if topic.kind == "answerable"][: _MOST - len(absent)] + absent


def _shown(answer: Answer, topic: Topic) -> Iterator[str]:
    yield f"\n## {answer.question}\n"
    yield f"*{_judged(answer, topic)} Written by: {answer.written_by}.*\n"
    yield from (f"{line}\n" for line in (answer.note, answer.summary) if line)
    heading = None
    for statement in answer.statements:
        if statement.heading and statement.heading != heading:
            yield f"**{statement.heading}**\n"
        heading = statement.heading
        yield from _stated(statement)
    for hit in answer.closest:
        yield f"- {hit.title or hit.record}"


def _judged(answer: Answer, topic: Topic) -> str:
    cited = {name for s in answer.statements for c in s.citations for name in (c.record, c.external_id)}
    if topic.kind == "unanswerable":
        return "Not in the records; refused: good." if answer.abstained else "Not in the records, and answered: bad."
    if answer.abstained:
        return "In the records, and refused: bad."
    return "Cites a record that answers: good." if cited & set(topic.relevant) else "Cites none that answers: bad."


def _stated(statement: Statement) -> Iterator[str]:
    yield f"{' '.join(statement.text.split())}\n"
    for reference in dict.fromkeys(citation.reference for citation in statement.citations):
        yield f"> {reference}\n"


if __name__ == "__main__":
    main()
