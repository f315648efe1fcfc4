"""An answer as a chat message: the attribution, the quotations set apart, a number behind each that opens its source."""

from rag.answer.answer import QUOTATION, Answer, Citation, Statement
from rag.answer.phrases import long_date, say
from rag.search.hits import Hit
from ui.ask.citations import Source, anchor, sources
from ui.periods import filter_line, period
from ui.sections import sections, with_asked
from ui.shown import markdown
from ui.texts import Texts

_CLOSING = '”"»’“'


def answer_markdown(answer: Answer, turn: int, texts: Texts) -> str:
    """The message for one answer; `turn` keeps its links apart from those of the other answers of a conversation."""
    cited = sources(answer)
    blocks = [markdown(line) for line in (answer.note, answer.summary) if line]
    for parliament, heading, statements in sections(answer.statements, answer.language):
        blocks += [f"### {markdown(parliament)}"] if parliament else []
        blocks += [f"**{markdown(heading)}**"] if heading else []
        for statement in statements:
            blocks.append(statement_markdown(statement, cited, turn, answer.language))
            blocks += _translations(statement, cited, turn, answer.language)
    if answer.closest:
        blocks.append("\n".join(_closest(hit, number, turn, texts) for number, hit in enumerate(answer.closest, start=1)))
    read = texts.read_as.format(language=texts.language_named(answer.language)) if answer.language else ""
    # What an abstention searched stands in its note already.
    closing = [] if answer.abstained else [*_written(answer), searched_line(answer, texts)]
    blocks.append(f"*{markdown(' '.join(filter(None, [*closing, read])))}*")
    return "\n\n".join(blocks)


def statement_markdown(statement: Statement, cited: tuple[Source, ...], turn: int, language: str | None = None) -> str:
    """One statement. Quotations found in its text become quotation blocks, each under the sub-question that it answers;
    others are cited by number behind the text."""
    head_end, quotes, rest, reached = len(statement.text), list[str](), list[int](), 0
    for citation, asked in with_asked(statement.citations):
        number = _number(citation, cited)
        place = statement.text.find(citation.quote, reached)
        if place < 0:
            rest.append(number)
            continue
        between = statement.text[reached:place].strip(f" {_CLOSING}[…]–") if quotes else ""
        head_end = min(head_end, place)
        reached = place + len(citation.quote)
        # A no-break space: the number stays on the line of the words that it belongs to.
        lines = "  \n> ".join(markdown(line) for line in citation.quote.splitlines() if line.strip())
        under = f"> *{markdown(say(language, 'on_asked', asked=asked))}*\n>\n" if asked else ""
        under = f"> {markdown(between)}\n>\n{under}" if between else under
        quotes.append(f"{under}> “{lines}”\u00a0{_link(turn, number)}")
    after = statement.text[reached:].lstrip(_CLOSING).strip() if quotes else ""
    head = statement.text[:head_end].rstrip(' “"«')
    numbers = " ".join(_link(turn, number) for number in dict.fromkeys(rest))
    blocks = [markdown(head), "\n>\n".join(quotes), " ".join(filter(None, [markdown(after), numbers]))]
    return "\n\n".join(filter(None, blocks)) if quotes else " ".join(filter(None, [markdown(head), numbers]))


def _written(answer: Answer) -> list[str]:
    """Who wrote the answer, where that was a language model, and how much of it is not shown."""
    if answer.written_by == QUOTATION:
        return []
    lines = [say(answer.language, "written_by", model=answer.written_by)]
    if answer.dropped:
        key = "left_out_one" if answer.dropped == 1 else "left_out"
        lines.append(say(answer.language, key, count=answer.dropped))
    return lines


def _translations(statement: Statement, cited: tuple[Source, ...], turn: int, language: str | None) -> list[str]:
    """The machine translations of what a statement quotes, each labelled as one."""
    label = markdown(say(language, "translation"))
    return [
        f"*{label}*\u00a0{_link(turn, _number(citation, cited))}: {markdown(citation.translation)}"
        for citation in statement.citations
        if citation.translation
    ]


def _number(citation: Citation, cited: tuple[Source, ...]) -> int:
    return next(s.number for s in cited if s.record == citation.record and s.passage == citation.passage)


def searched_line(answer: Answer, texts: Texts) -> str:
    """What was searched, and the filter that was in force."""
    span = period(answer.searched.first, answer.searched.last, texts)
    searched = (texts.searched if span else texts.searched_undated).format(
        records=texts.records(answer.searched.records), period=span
    )
    narrowed = filter_line(answer.filters, texts)
    return f"{searched} {narrowed}." if narrowed else searched


def _closest(hit: Hit, number: int, turn: int, texts: Texts) -> str:
    facts = [
        texts.number.format(number=hit.number) if hit.number else None,
        long_date(hit.asked_on, texts.language) if hit.asked_on else None,
    ]
    named = ", ".join(fact for fact in facts if fact)
    title = markdown(hit.title or hit.record) + (f" ({markdown(named)})" if named else "")
    return f"- {title} {_link(turn, number)}"


def _link(turn: int, number: int) -> str:
    return f"[{number}](#{anchor(turn, number)})"
