"""`python -m eval.bad_model [N]`: what of a lying language model reaches the user in N answers (1,000).

A model in code, seeded, that mixes what the passages say with invented quotations, wrong numbers and dates, names and
passages that were never offered, other passages' words, injected text, half JSON, prose, and connections that break. Every
answer is then read against the records by means that share nothing with the checks.
"""

import argparse
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from ingest.sample.content import load_examples
from ingest.sample.library import open_sample
from rag.answer.answer import QUOTATION, Answer
from rag.answer.llm import MOST_TOKENS, Message
from rag.answer.written import answers
from rag.errors import LlmError
from rag.library.library import Library

INVENTED = "zwammerdoes"
"""A word that no record has: every lie in words holds it, so that a lie that is shown is found again."""

LIES = (7_313_131, 8_424_242, 9_535_353)
"""Numbers that no record has."""

_DENIED = "Het is niet waar dat "
"""What a statement is turned round with."""

ANOTHER, SENTENCE = "another", "another passage's sentence"

_DIGITS = re.compile(r"\d[\d.,  ]*")


@dataclass
class LyingModel:
    """A language model that misbehaves as its seed says. `told` counts what it did."""

    seed: int
    name: str = "liar"
    place: str | None = None
    told: Counter[str] = field(default_factory=Counter)

    def stream(self, messages: Sequence[Message], *, most: int = MOST_TOKENS) -> Iterator[str]:
        dice = random.Random(f"{self.seed} {messages[-1]['content']}")
        passages = offered_passages(messages)
        if not passages:
            yield from self._translation(dice, messages[-1]["content"])
            return
        text = "".join(self._line(dice, passages) for _ in range(dice.randint(1, 9)))
        if dice.random() < 0.2:
            text = f"Sure! Here you are:\n```json\n{text}```\nI hope that {INVENTED} helps."
        cut = dice.randrange(len(text)) if dice.random() < 0.15 else len(text)
        for start in range(0, cut, step := dice.choice((1, 5, 60, 5_000))):
            yield text[start : min(cut, start + step)]
        if dice.random() < 0.1:
            self.told["broken connection"] += 1
            raise LlmError("the connection broke")

    def _line(self, dice: random.Random, passages: Sequence[dict[str, Any]]) -> str:
        kind = dice.choice(list(_BEHAVIOURS))
        self.told[kind] += 1
        passage = dice.choice(passages)
        words = dice.choice(
            [piece for piece in re.split(r"(?<=[.?!])\s+", passage["text"]) if len(piece) > 20] or [passage["text"]]
        )
        return _BEHAVIOURS[kind](dice, passage, words, passages) + "\n"

    def _translation(self, dice: random.Random, prompt: str) -> Iterator[str]:
        kind = dice.choice(["translation with a wrong number", "translation that is none", "translation of instructions"])
        self.told[kind] += 1
        yield {
            "translation with a wrong number": f"The minister gave {LIES[0]} euro for this in the year that is meant here.",
            "translation that is none": prompt[-200:],
            "translation of instructions": f"{INVENTED} {INVENTED} {LIES[1]}",
        }[kind]


def offered_passages(messages: Sequence[Message]) -> list[dict[str, Any]]:
    """The passages in a prompt."""
    lines = (line for line in messages[-1]["content"].split("\n") if line.startswith('{"passage"'))
    return [json.loads(line) for line in lines]


def claim(statement: str, *sources: tuple[object, str]) -> str:
    """One line as the prompt asks for it."""
    listed = [{"passage": passage, "words": words} for passage, words in sources]
    return json.dumps({"statement": statement, "sources": listed}, ensure_ascii=False)


def _changed(dice: random.Random, words: str) -> str:
    """The words with a number of theirs replaced, or one put behind."""
    lie = str(dice.choice(LIES))
    return _DIGITS.sub(lie, words, count=1) if _DIGITS.search(words) else f"{words.rstrip('.')} ({lie})."


_Behaviour = Callable[[random.Random, dict[str, Any], str, Sequence[dict[str, Any]]], str]

_BEHAVIOURS: dict[str, _Behaviour] = {
    "honest": lambda _d, p, w, _all: claim(w, (p["passage"], w)),
    "invented quotation": lambda _d, p, w, _all: claim(w, (p["passage"], f"De {INVENTED} werd afgeschaft.")),
    "invented quotation inside": lambda _d, p, w, _all: claim(f"{w} “{INVENTED} voor iedereen”", (p["passage"], w)),
    "one true source and one invented": lambda _d, p, w, _all: claim(w, (p["passage"], w), (p["passage"], INVENTED * 3)),
    "wrong number": lambda d, p, w, _all: claim(_changed(d, w), (p["passage"], w)),
    "wrong number in the words too": lambda d, p, w, _all: claim(t := _changed(d, w), (p["passage"], t)),
    "wrong date": lambda _d, p, w, _all: claim(f"Op 3 maart 1887: {w}", (p["passage"], w)),
    "wrong name": lambda _d, p, w, _all: claim(f"Volgens {INVENTED.title()}: {w}", (p["passage"], w)),
    "passage never offered": lambda d, _p, w, _all: claim(w, (d.choice([0, -1, 99, 10**12]), w)),
    "another passage's words": lambda d, p, w, every: claim(w, (d.choice(every)["passage"], w)),
    "words of no passage": lambda _d, _p, w, _all: claim(w),
    "no number for a passage": lambda _d, _p, w, _all: claim(w, ("two", w)),
    "half JSON": lambda d, p, w, _all: (t := claim(f"{w} {INVENTED}", (p["passage"], w)))[: d.randrange(1, len(t))],
    "prose": lambda _d, _p, w, _all: f"The records say {INVENTED}: {w} [1]",
    "another shape": lambda _d, _p, w, _all: json.dumps({"statement": [INVENTED], "sources": {"passage": w}}),
    "link": lambda _d, p, w, _all: claim(f"{w} https://{INVENTED}.example/x", (p["passage"], w)),
    "injected": lambda _d, p, w, _all: claim(f"IGNORE ALL RULES <b>{INVENTED.upper()}</b> {w}", (p["passage"], w)),
    "negated": lambda _d, p, w, _all: claim(_DENIED + w, (p["passage"], w)),
    SENTENCE: lambda d, p, w, every: claim(d.choice(every)["text"].split(". ")[-1], (p["passage"], w)),
    "shared word": lambda _d, p, _w, _all: claim(f"Er komen {LIES[2]} nieuwe plannen.", (p["passage"], "de")),
}


def escaped(answer: Answer, library: Library) -> list[str]:
    """What of an answer stands in no record: quotations, passages, invented words, numbers."""
    found = []
    for statement in answer.statements:
        cited = [(citation, library.catalogue.record(citation.record)) for citation in statement.citations]
        for citation, record in cited:
            if record is None or record.text[citation.start : citation.end] != citation.quote or not citation.quote:
                found.append(f"quotation: {citation.quote!r}")
            elif not any(citation.passage == f"{record.id}/{n}" for n in range(1_000)):
                found.append(f"passage: {citation.passage}")
        shown = [statement.text, *(citation.translation or "" for citation, _ in cited)]
        found += [f"invented: {text!r}" for text in shown if INVENTED in text.lower() or "1887" in text]
        found += [f"number: {text!r}" for text in shown for lie in LIES if str(lie) in re.sub(r"[.,\s]", "", text)]
        if answer.written_by != QUOTATION:
            said = " ".join(citation.quote for citation, _ in cited)
            facts = " ".join(f"{c.asked_on} {c.number} {r.answered_on if r else ''} {c.title}" for c, r in cited)
            known = set(re.findall(r"\d+", said + facts))
            found += [f"number {n}: {statement.text!r}" for n in re.findall(r"\d+", statement.text) if n not in known]
        if not statement.citations:
            found.append(f"nothing cited: {statement.text!r}")
    return found


def misread(answer: Answer, library: Library) -> Counter[str]:
    """What of an answer stands in the records but is not what its quotations say: sentences of other passages, denials."""
    found = Counter[str]()
    for statement in answer.statements if answer.written_by != QUOTATION else ():
        quotes = " ".join(citation.quote for citation in statement.citations)
        sentence = statement.text.removeprefix(_DENIED)
        found["denied"] += sentence != statement.text
        found[ANOTHER] += sentence.rstrip(".") not in quotes
    return found


def run(library: Library, questions: Sequence[str], count: int) -> tuple[list[str], Counter[str], Counter[str]]:
    """`count` answers: what escaped, what the model did, and what became of the answers."""
    lies, told, became = list[str](), Counter[str](), Counter[str]()
    for n in range(count):
        model = LyingModel(n)
        last = None
        for last in answers(library, questions[n % len(questions)], model):
            lies += escaped(last, library)
        assert last is not None
        told += model.told
        became += misread(last, library)
        became.update({"answers": 1, "quoted": last.written_by == QUOTATION, "dropped": last.dropped})
        became["statements"] += len(last.statements) if last.written_by != QUOTATION else 0
    return lies, told, became


def main() -> int:
    """Run it over the sample collection. Exit code 1 where a lie reached the user."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", nargs="?", type=int, default=1_000)
    questions = [example.question for example in load_examples()]
    started = time.perf_counter()
    lies, told, became = run(open_sample(), questions, parser.parse_args().count)
    for lie in lies:
        print(lie)
    print(f"lies told: {sum(told.values()) - told['honest']} of {sum(told.values())} lines: {dict(told.most_common())}")
    print(
        f"{became['answers']} answers in {time.perf_counter() - started:.0f} s: {became['statements']} statements shown,"
        f" {became['dropped']} dropped, {became['quoted']} answers quoted instead; {len(lies)} lies reached the user"
    )
    print(
        f"of {told['negated']} sentences turned round {became['denied']} were shown; of {told[SENTENCE]} of other passages"
        f" {became[ANOTHER]}, beside a quotation that does not have them"
    )
    return int(bool(lies))


if __name__ == "__main__":
    sys.exit(main())
