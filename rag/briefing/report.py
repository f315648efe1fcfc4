"""A briefing as a report that can be written in every format of export."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from rag.answer.answer import QUOTATION, Citation, Statement
from rag.answer.phrases import long_date, months
from rag.answer.reference import kind_named, reference_alone
from rag.answer.write import named
from rag.briefing.briefing import Briefing, Listed, OpenEnd, Position, Related
from rag.briefing.wording import counted, say
from rag.commitments.commitments import Commitment
from rag.export.cited import dated, headed, note, titled
from rag.export.document import (
    Block,
    Bullets,
    Cell,
    Chart,
    Column,
    Heading,
    Note,
    Paragraph,
    Quotation,
    Report,
    Run,
    Series,
    Table,
)
from rag.export.listing import cell
from rag.export.shared import one_line
from rag.export.wording import conditions
from rag.vocabulary import QUESTIONS, Status

_FATES: tuple[Status, ...] = ("answered", "referred", "declined", "postponed", "unanswered")
"""What became of the records, in the order in which it is said."""

_ASKERS, _NUMBERS = 10, 12
"""Who asked, at most; and the numbers of the list that are named for each."""


def official(_record: str, url: str | None) -> str | None:
    """Where a reader of a document finds a record: at its official address."""
    return url


def report(briefing: Briefing, link: Callable[[str, str | None], str | None] = official) -> Report:
    """The briefing as a report in its language, with a note for each place quoted; `link` gives the address of a record by
    its id and its official address."""
    return _Writer(briefing, link).report()


class _Writer:
    """Collects the notes while the blocks are written."""

    def __init__(self, briefing: Briefing, link: Callable[[str, str | None], str | None]) -> None:
        self.briefing, self.language, self.link = briefing, briefing.language, link
        self.notes: dict[tuple[str, int | None], Note] = {}

    def report(self) -> Report:
        own = self.briefing
        blocks = tuple(self.blocks())
        return Report(
            title=own.topic[:1].upper() + own.topic[1:],
            kind=self.say("kind"),
            language=self.language,
            made_on=own.made_on,
            mark=own.provenance.mark,
            facts=tuple(self.facts()),
            blocks=blocks,
            notes_title=self.say("notes"),
            notes=tuple(self.notes.values()),
            foot_title=self.say("foot"),
            foot=tuple(self.foot()),
            page_label=self.say("page", page="{page}", pages="{pages}"),
        )

    def say(self, key: str, **values: object) -> str:
        return say(self.language, key, **values)

    def day(self, day: date | None) -> str:
        return long_date(day, self.language) if day else self.say("undated")

    def counted(self, key: str, count: int) -> str:
        return counted(self.language, key, count)

    def noted(self, cited: Citation) -> int:
        """The number of the note for a place: a page of a record, or a record without pages."""
        place = (cited.record, cited.page)
        self.notes.setdefault(place, note(cited, self.language, self.link(cited.record, cited.url)))
        return list(self.notes).index(place) + 1

    def facts(self) -> Iterator[str]:
        own = self.briefing
        yield self.say("made", date=self.day(own.made_on))
        yield self.extent()
        if own.filters:
            yield self.say("narrowed", filters=conditions(self.language, own.filters))

    def extent(self) -> str:
        """What was searched, and the days that it spans."""
        searched = self.briefing.provenance.searched
        records = self.counted("records", searched.records)
        period = self.period([searched.first, searched.last])
        return self.say("on_records", records=records, period=period) if searched.records else records

    def blocks(self) -> Iterator[Block]:
        own = self.briefing
        if own.abstained:
            yield Paragraph(runs=(Run(text=self.nothing()),), kind="lead")
        else:
            yield from self.summary()
            yield from self.positions()
            yield from self.debated()
            yield from self.timeline()
            yield from self.askers()
            yield from self.open_ends()
            yield from self.commitments()
        yield from self.related()
        if own.records:
            yield from self.list()

    def nothing(self) -> str:
        searched = self.briefing.provenance.searched.records
        if not searched:
            return self.say("nothing_at_all")
        return self.say("nothing", records=self.counted("records", searched))

    def summary(self) -> Iterator[Block]:
        own = self.briefing
        yield Heading(text=self.say("summary"))
        yield Paragraph(
            runs=(Run(text=self.overview()), Run(text=self.counted("see_list", own.found), emphasis="quiet")), kind="lead"
        )
        yield Paragraph(runs=(Run(text=self.say("cut" if own.cut else "unsure")),), kind="hint")
        written = own.written_by != QUOTATION
        if own.summary:
            how = self.say("written_how", model=own.written_by) if written else self.say("quoted_how")
            yield Paragraph(runs=(Run(text=how),), kind="hint")
            yield Bullets(items=tuple(self.stated(one) if written else self.sentence(one) for one in own.summary))
        if own.note:
            yield Paragraph(runs=(Run(text=own.note),), kind="hint")
        if own.changes:
            yield Heading(text=self.say("changes"), level=2)
            yield Bullets(items=tuple(self.stated(one) for one in own.changes))

    def overview(self) -> str:
        own = self.briefing
        days = sorted(one.asked_on for one in own.records if one.asked_on)
        questions = all(one.kind in QUESTIONS for one in own.records)
        statuses = Counter(one.status for one in own.records) | Counter({"answered": own.answered})
        fates = [self.counted(f"fate_{status}", statuses[status]) for status in _FATES if statuses[status]]
        return self.say(
            "overview",
            what=self.counted("questions" if questions else "records", own.found),
            by=self.say("by", members=self.counted("members", len(own.askers))) if own.askers else "",
            period=self.period(days[:1] + days[-1:]),
            fates=f"; {', '.join(fates)}" if fates else "",
        )

    def period(self, days: Sequence[date | None]) -> str:
        """From a day to another, one where both are the same."""
        said = [long_date(day, self.language) for day in days if day]
        return " – ".join(dict.fromkeys(said)) or self.say("undated")

    def stated(self, one: Statement) -> tuple[Run, ...]:
        """A statement in its own words, with all that it cites."""
        return (Run(text=one.text, notes=tuple(dict.fromkeys(map(self.noted, one.citations)))),)

    def sentence(self, one: Statement) -> tuple[Run, ...]:
        """A quotation of one sentence, with who said it when."""
        cited = one.citations[0]
        speaker = cited.speaker or cited.function
        if one.kind == "spoken":
            speaker = f"{named(cited, self.language)}, {kind_named('debate', self.language)}"
        who = ", ".join(filter(None, [speaker, dated(cited, self.language)]))
        title = Run(text=f"{titled(cited, self.language)}. ", emphasis="strong")
        return (title, self.quoted(cited), Run(text=f" – {who}", emphasis="quiet"))

    def whose(self, cited: Citation) -> tuple[Run, ...]:
        who = cited.speaker or cited.function or titled(cited, self.language)
        return (Run(text=f"{who[:1].upper()}{who[1:]}", emphasis="strong"), Run(text=f", {dated(cited, self.language)}: "))

    def quoted(self, cited: Citation) -> Run:
        return Run(text=f"“{one_line(cited.quote)}”", notes=(self.noted(cited),))

    def positions(self) -> Iterator[Block]:
        own = self.briefing
        if not own.positions:
            return
        yield Heading(text=self.say("positions"))
        yield Paragraph(runs=(Run(text=self.say("positions_how")),), kind="hint")
        yield from self.quotations(own.positions)

    def debated(self) -> Iterator[Block]:
        if self.briefing.debated:
            yield Heading(text=self.say("debated"))
            yield from self.quotations(self.briefing.debated)

    def quotations(self, positions: Sequence[Position]) -> Iterator[Block]:
        for position in positions:
            yield Heading(text=position.who, level=2)
            for one in position.statements:
                for cited in one.citations:
                    yield Quotation(
                        before=(Run(text=headed(cited, self.language)),),
                        quote=cited.quote,
                        notes=(self.noted(cited),),
                        asked=one_line(cited.asked.text) if cited.asked else None,
                        translation=cited.translation,
                    )

    def timeline(self) -> Iterator[Block]:
        own = self.briefing
        series = [Series(name=self.say("asked"), counts=tuple(one.asked for one in own.timeline))]
        series += [Series(name=self.say("answered"), counts=tuple(one.answered for one in own.timeline))]
        if len(own.timeline) < 2:
            return
        most = max(own.timeline, key=lambda one: one.asked)
        said = self.say(
            "timeline_said", most=most.asked, period=self.named(most.period), questions=sum(one.asked for one in own.timeline)
        )
        unit = self.say("year" if len(most.period) == 4 else "month")
        yield Heading(text=self.say("timeline"))
        yield Chart(
            labels=tuple(one.period for one in own.timeline),
            series=tuple(each for each in series if any(each.counts)),
            caption=self.say("timeline_caption", topic=own.topic, unit=unit),
            alternative=said,
        )
        dayless = "" if any(one.answered for one in own.timeline) else f" {self.say('no_answer_days')}"
        yield Paragraph(runs=(Run(text=said + dayless),))

    def named(self, period: str) -> str:
        """`2017-04` as people say it."""
        year, *month = period.split("-")
        return f"{months(self.language)[int(month[0]) - 1]} {year}" if month else year

    def askers(self) -> Iterator[Block]:
        own = self.briefing
        if not own.askers:
            return
        yield Heading(text=self.say("askers"))
        columns = (
            Column(title=self.say("name"), share=3),
            Column(title=self.say("party"), share=2),
            Column(title=self.say("asked"), share=1, numbers=True),
            Column(title=self.say("in_list"), share=4),
        )
        rows = []
        for one in own.askers[:_ASKERS]:
            numbers = ", ".join(map(str, one.records[:_NUMBERS])) + (" …" if len(one.records) > _NUMBERS else "")
            rows.append(tuple(map(cell, (one.name, one.party or "", str(len(one.records)), numbers))))
        yield Table(columns=columns, rows=tuple(rows))
        if left := len(own.askers) - len(rows):
            yield Paragraph(runs=(Run(text=self.counted("others", left)),), kind="hint")

    def open_ends(self) -> Iterator[Block]:
        own = self.briefing
        if own.open_ends:
            yield Heading(text=self.say("open_ends"))
            yield Bullets(items=tuple(self.open_end(one) for one in own.open_ends))
            yield from self.shown(len(own.open_ends), own.open_ends_found)

    def open_end(self, one: OpenEnd) -> tuple[Run, ...]:
        runs = [*self.asked_by(one.asked[0]), Run(text=f"{self.say(one.status)}. ", emphasis="quiet")]
        for cited in one.asked:
            runs += [self.quoted(cited), Run(text=" ")]
        if one.more:
            runs.append(Run(text=f"({self.counted('more', one.more)}) ", emphasis="quiet"))
        if one.reply:
            runs += [Run(text=self.say("says"), emphasis="quiet"), self.quoted(one.reply)]
        return tuple(runs)

    def asked_by(self, cited: Citation) -> tuple[Run, ...]:
        who = cited.asker or titled(cited, self.language)
        return (Run(text=who, emphasis="strong"), Run(text=f", {self.day(cited.asked_on)}: "))

    def commitments(self) -> Iterator[Block]:
        own = self.briefing
        if own.commitments:
            yield Heading(text=self.say("commitments"))
            yield Paragraph(runs=(Run(text=self.say("commitments_how")),), kind="hint")
            yield Bullets(items=tuple(self.commitment(one) for one in own.commitments))
            yield from self.shown(len(own.commitments), own.commitments_found)

    def commitment(self, one: Commitment) -> tuple[Run, ...]:
        cited = one.citation
        runs = [*self.whose(cited), self.quoted(cited)]
        if one.deadline:
            runs.append(Run(text=f" ({self.say('deadline', text=one_line(one.deadline.text))})", emphasis="quiet"))
        return tuple(runs)

    def shown(self, shown: int, found: int) -> Iterator[Block]:
        if shown < found:
            yield Paragraph(runs=(Run(text=self.say("shown_of", shown=shown, found=found)),), kind="hint")

    def related(self) -> Iterator[Block]:
        if self.briefing.related:
            yield Heading(text=self.say("related"))
            yield Bullets(items=tuple(self.relation(one) for one in self.briefing.related))

    def relation(self, one: Related) -> tuple[Run, ...]:
        reference = reference_alone(one.reference, one.url, one.licence, self.language)
        return (
            Run(text=f"{reference} ", link=self.link(one.record, one.url)),
            Run(text=f"({self.say(one.how, listed=one.listed)})", emphasis="quiet"),
        )

    def list(self) -> Iterator[Block]:
        yield Heading(text=self.say("list"))
        yield Paragraph(runs=(Run(text=self.say("list_how")),), kind="hint")
        shares = {"n": 0.7, "date": 1.5, "asker": 2.2, "to": 3.2, "subject": 4, "status": 1.2}
        columns = [Column(title=self.say(key), share=share, numbers=key == "n") for key, share in shares.items()]
        yield Table(columns=tuple(columns), rows=tuple(self.entry(one) for one in self.briefing.records))

    def entry(self, one: Listed) -> tuple[Cell, ...]:
        askers = ", ".join(f"{each.name} ({each.party})" if each.party else each.name for each in one.askers if each.name)
        to = ", ".join(each.name or each.role or "" for each in one.addressees)
        if one.kind == "debate":
            askers, to = kind_named(one.kind, self.language), ""
        title = cell(one_line(one.title or "") or self.say("untitled"), link=self.link(one.record, one.url))
        day, status = one.asked_on.isoformat() if one.asked_on else "–", self.say(f"status_{one.status or ''}")
        return (*map(cell, (str(one.number_in_list), day, askers, to)), title, cell(status))

    def foot(self) -> Iterator[str]:
        own, made = self.briefing, self.briefing.provenance
        if made.mark:
            yield self.say("mark", mark=made.mark)
        yield self.say("searched", extent=self.extent())
        if made.library_date:
            yield self.say("library", date=self.day(made.library_date))
        yield self.say("filters", filters=conditions(self.language, own.filters)) if own.filters else self.say("no_filters")
        yield self.say("how", encoder=made.encoder) if made.encoder else self.say("how_words")
        if own.written_by != QUOTATION:
            yield self.say("written", model=own.written_by, dropped=own.dropped)
        if own.records:
            yield self.say("licences", licences=", ".join(made.licences)) if made.licences else self.say("no_licence")
        yield self.say("again", version=made.version, command=made.command)
