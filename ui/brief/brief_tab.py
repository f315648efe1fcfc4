"""The tab to brief from: a topic in, a document out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_args

import gradio as gr

from rag.errors import HemicycleError
from rag.search.search import NO_FILTERS
from rag.vocabulary import BriefingLanguage, Length
from ui.again import Again
from ui.brief.kept_briefings import KeptBriefings
from ui.brief.preview import preview_html
from ui.browse.filter_fields import choice_updates, chosen_filters, field_updates, filter_fields
from ui.desk import Desk
from ui.events import QUIET
from ui.lines import hint_html, problem_html
from ui.texts import Texts
from ui.visitors import Visit

LONGEST = 300
"""Characters of a topic at most: what is longer is a question."""

WAITING_AT_A_TIME = 8
"""Briefings of one language of the page that may wait for their turn (`ui.turns.BRIEFINGS_AT_A_TIME`) outside its queue, and
so are said to be in the making."""


@dataclass(frozen=True, slots=True)
class BriefTab:
    """What other parts of the page work with: what follows another library."""

    restart: Again


def brief_tab(desk: Desk, kept: KeptBriefings, visit: gr.State, texts: Texts) -> BriefTab:
    """Build the tab inside the current Tabs."""
    own = texts.brief
    with gr.Tab(own.tab, id="brief") as tab, gr.Column(elem_id="brief"):
        gr.Markdown(own.intro)
        with gr.Row(equal_height=False, elem_id="brief-row"):
            topic = gr.Textbox(label=own.topic, placeholder=own.topic_example, max_length=LONGEST, scale=6, min_width=260)
            length = gr.Dropdown(
                list(zip(own.lengths, get_args(Length), strict=True)),
                value="normal",
                label=own.length,
                filterable=False,
                min_width=130,
            )
            language = gr.Dropdown(
                list(zip(own.languages, get_args(BriefingLanguage), strict=True)),
                value=texts.language,
                label=own.language,
                filterable=False,
                min_width=130,
            )
        with gr.Accordion(own.filters, open=False, elem_id="brief-filters"):
            fields = filter_fields(texts)
            clear = gr.Button(own.clear, size="sm")
        make = gr.Button(own.make, variant="primary", elem_id="brief-make")
        shown = gr.HTML("", elem_id="briefing", label=own.tab, min_height=60)

    def made(
        wanted: str,
        how_long: Length,
        spoken: BriefingLanguage,
        here: Visit,
        *given: str,
    ) -> Iterator[str]:
        if not wanted.strip():
            yield problem_html(own.no_topic)
            return
        yield hint_html(own.making, spoken=True)
        try:
            filters = chosen_filters(given, texts)
            briefing = desk.brief(wanted, filters, how_long, spoken, here.library)
        except HemicycleError as error:
            yield problem_html(str(error))
            return
        name = kept.keep(here.visitor, briefing, desk.address_name(here.library))
        yield preview_html(f"/{texts.language}/briefing/{name}", briefing.topic, texts)

    def restart(here: Visit) -> tuple[Any, ...]:
        return "", *field_updates(desk.library(here.library), NO_FILTERS, texts)

    gr.on(
        [make.click, topic.submit],
        made,
        inputs=[topic, length, language, visit, *fields.components],
        outputs=shown,
        concurrency_limit=WAITING_AT_A_TIME,
        **QUIET,
    )

    def choose(here: Visit, *given: str) -> list[Any]:
        return choice_updates(desk.library(here.library), chosen_filters(given, texts), texts)

    gr.on([tab.select], choose, [visit, *fields.components], fields.components, **QUIET)
    anew = Again(restart, [visit], [shown, *fields.components])
    clear.click(lambda here: restart(here)[1:], visit, fields.components, **QUIET)
    return BriefTab(anew)
