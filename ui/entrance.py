"""What happens when the page is opened or shows another library: what its address asks for, and what follows the library."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import gradio as gr

from rag.errors import HemicycleError
from ui.add.ingest_tab import IngestTab, into_choices
from ui.ask.ask_tab import AskTab
from ui.ask.asking import SAME, Shown
from ui.ask.conversation import Conversation
from ui.ask.shared_address import Address, read_address
from ui.banner import banner
from ui.brief.brief_tab import BriefTab
from ui.browse.filter_fields import field_updates
from ui.browse.plots_tab import PlotsTab
from ui.browse.records_tab import RecordsTab
from ui.desk import Desk
from ui.events import EACH, QUIET
from ui.lines import problem_html
from ui.shelf import library_named
from ui.texts import Texts
from ui.visitors import Visit, visitor_of


class Entrance:
    """The events of the page as a whole."""

    def __init__(self, desk: Desk, texts: Texts) -> None:
        self.desk, self.texts = desk, texts

    def wire(
        self,
        blocks: gr.Blocks,
        visit: gr.State,
        masthead: gr.HTML,
        library: gr.Dropdown,
        tabs: gr.Tabs,
        ask: AskTab,
        brief: BriefTab,
        records: RecordsTab,
        plots: PlotsTab,
        add: IngestTab,
    ) -> None:
        """Connect the parts of the page with each other."""
        wanted = gr.State(Address())
        fields = [*ask.filters.components, ask.language, ask.order]
        follows = [masthead, library, ask.chat, add.into, *ask.filters.components]

        def entered(request: gr.Request) -> tuple[Any, ...]:
            address = read_address(dict(request.query_params))
            here = Visit(visitor_of(request, shared=self.desk.shared), self.known(address.library))
            language, sort = address.language or "", address.sort or "relevance"
            return (
                here,
                address,
                Conversation(library=here.library),
                *self.follow(here, address),
                gr.update(value=language),
                gr.update(value=sort),
                address.filled or SAME,
            )

        def asked(address: Address, talk: Conversation, here: Visit, *chosen: str) -> Iterator[Shown]:
            """What the address asks, or the conversation in which it was asked, where that is the visitor's own."""
            if address.conversation and ask.asking.kept.conversation(here.visitor, address.conversation):
                yield ask.asking.open(address.conversation, here)[0]._replace(address=SAME)
            elif address.question:
                yield from ask.asking.ask(address.question, talk, here, *chosen, ignoring=address.ignoring)
            else:
                # Gradio empties the outputs of a generator that gives nothing.
                yield Shown()

        def shown(address: Address, here: Visit) -> tuple[Any, ...]:
            if not address.record:
                return SAME, *[SAME] * len(records.opened)
            return gr.update(selected="records"), *records.open_record(here, address.record)

        def chosen(name: str, here: Visit) -> tuple[Any, ...]:
            """Another library, and with it a new conversation."""
            there = replace(here, library=name)
            try:
                self.desk.library(name)
            except HemicycleError as error:
                return here, SAME, *Shown(problem=problem_html(str(error))), *[SAME] * len(follows)
            return there, name, *ask.asking.begin(there), *self.follow(there, Address())

        def added(name: str, here: Visit) -> tuple[Any, ...]:
            """The library that files were added to; one that is shown already is only shown anew."""
            if name and name != here.library:
                return chosen(name, here)
            return here, SAME, *Shown(), *(self.follow(here, Address()) if name else [SAME] * len(follows))

        opened = blocks.load(entered, outputs=[visit, wanted, ask.talk, *follows, ask.language, ask.order, ask.box], **QUIET)
        opened.then(ask.panel.refresh, **ask.listing)
        opened.then(asked, inputs=[wanted, ask.talk, visit, *fields], **ask.common).then(ask.panel.refresh, **ask.listing)
        opened.then(shown, [wanted, visit], [tabs, *records.opened], **QUIET).then(None, js="() => showPlace()")
        left = gr.State("")
        everything = [visit, left, *ask.outputs, *follows]
        library.input(chosen, [library, visit], everything, **EACH).then(ask.panel.refresh, **ask.listing)
        add.done.then(added, [add.added, visit], everything, **QUIET).then(ask.panel.refresh, **ask.listing)
        for restart in (brief.restart, records.restart, plots.restart, records.searches):
            left.change(restart.function, restart.inputs, restart.outputs, **QUIET)

    def known(self, name: str | None) -> str:
        """The name of the library that is shown to whoever asks for this one."""
        return self.desk.shelf.name_of(self.desk.library(name))

    def follow(self, here: Visit, address: Address) -> tuple[Any, ...]:
        """What changes with the library: the masthead, the choice of libraries, the examples, the filters."""
        library, names = self.desk.library(here.library), self.desk.shelf.names()
        return (
            banner(library, self.texts, self.desk.model),
            gr.update(
                choices=[(library_named(name, self.texts), name) for name in names],
                value=here.library,
                visible=len(names) > 1,
            ),
            gr.update(examples=[{"text": question} for question in self.desk.examples(self.texts, here.library)]),
            gr.update(choices=into_choices(self.desk, self.texts), value=None),
            *field_updates(library, address.filters, self.texts),
        )
