"""Commitments as a report that can be written in every format of export, and as rows of a sheet."""

from collections.abc import Iterator, Mapping, Sequence

from rag.commitments.commitments import Commitment, Commitments, Mention
from rag.export.cited import headed, note
from rag.export.document import Block, Bullets, Heading, Note, Paragraph, Quotation, Report, Run
from rag.export.listing import Made, listing_report
from rag.export.shared import one_line
from rag.export.sheets import Address, Sheet
from rag.export.wording import counted


def commitments_report(found: Commitments, made: Made, spoken: Mapping[str, str | None]) -> Report:
    """A report of commitments, under who made them, in the order in which they are listed; `spoken` has the languages of
    their records."""
    about = one_line(found.about or "")
    facts = [made.say("commitments_found", count=found.found, records=counted(made.language, "records", found.records))]
    if len(found.commitments) < found.found:
        facts.append(made.say("commitments_shown", shown=len(found.commitments)))
    notes = dict.fromkeys(_note(each, made) for each in found.commitments)
    blocks = list(_blocks(found, made, spoken, list(notes)))
    return listing_report(
        made,
        made.say("commitments_about", about=about) if about else made.say("commitments"),
        facts=facts,
        blocks=blocks,
        notes=list(notes),
        foot=[made.say("commitments_rules")],
    )


def commitments_sheet(found: Commitments, made: Made) -> Sheet:
    """The commitments, a row each."""
    keys = ("answered", "asked", "minister", "quote", "when", "until", "no", "subject", "asker", "address", "record")
    return Sheet(
        title=made.say("commitments"),
        made_on=made.on,
        columns=tuple(made.say(key) for key in keys),
        rows=tuple(
            (
                each.answered_on,
                each.citation.asked_on,
                each.citation.speaker or each.citation.function,
                each.citation.quote,
                each.deadline.text if each.deadline else None,
                each.deadline.last if each.deadline else None,
                each.citation.number,
                one_line(each.citation.title or ""),
                each.citation.asker,
                Address(text=each.citation.url, url=each.citation.url) if each.citation.url else None,
                each.citation.record,
            )
            for each in found.commitments
        ),
    )


def _blocks(found: Commitments, made: Made, spoken: Mapping[str, str | None], notes: Sequence[Note]) -> Iterator[Block]:
    if not found.commitments:
        yield Paragraph(runs=(Run(text=made.say("commitments_none")),), kind="lead")
        return
    yield Paragraph(runs=(Run(text=made.say("commitments_how")),), kind="hint")
    by_speaker = dict[str, list[Commitment]]()
    for each in found.commitments:
        who = each.citation.speaker or each.citation.function or made.say("answer")
        by_speaker.setdefault(f"{who[:1].upper()}{who[1:]}", []).append(each)
    for who, several in by_speaker.items():
        yield Heading(text=who)
        for each in several:
            yield Quotation(
                before=tuple(_before(each, made)),
                quote=each.citation.quote,
                notes=(notes.index(_note(each, made)) + 1,),
                language=spoken.get(each.citation.record),
            )
            yield from _later(each, made)


def _before(each: Commitment, made: Made) -> Iterator[Run]:
    yield Run(text=headed(each.citation, made.language))
    if each.deadline:
        text = f"“{one_line(each.deadline.text)}”"
        last = each.deadline.last
        when = made.say("deadline_until", text=text, date=made.day(last)) if last else made.say("deadline", text=text)
        yield Run(text=f" · {when}", emphasis="quiet")


def _later(each: Commitment, made: Made) -> Iterator[Block]:
    """The later records that come back to it, where they were looked for."""
    if each.mentioned:
        yield Bullets(items=tuple(tuple(_mention(other, made)) for other in each.mentioned))
    elif each.mentioned is not None:
        yield Paragraph(runs=(Run(text=made.say("none_later")),), kind="hint")


def _mention(other: Mention, made: Made) -> Iterator[Run]:
    yield Run(text=f"{made.say(f'later_{other.how}')} ", emphasis="quiet")
    number = made.say("number", number=other.number) if other.number else None
    title = one_line(other.title or "") or made.say("untitled")
    yield Run(text=", ".join(filter(None, [number, made.day(other.asked_on), f"“{title}”"])))


def _note(each: Commitment, made: Made) -> Note:
    return note(each.citation, made.language, each.citation.url)
