"""The tab to add records: files in, progress, and a report of what became of each."""

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.events import Dependency

from ingest.mapping import shipped_mappings
from rag.errors import HemicycleError
from rag.progress import Progress
from ui.add.report_table import report_html
from ui.desk import Desk
from ui.lines import problem_html
from ui.shelf import SAMPLE, library_named
from ui.texts import Texts
from ui.visitors import Visit

FILE_TYPES = [".pdf", ".txt", ".csv", ".jsonl", ".json", ".parquet", ".zip"]

_BETWEEN = 0.2
"""Seconds between two messages to the browser about the progress."""


@dataclass(frozen=True, slots=True)
class IngestTab:
    """What the rest of the page has to do with: the choice of the library that files go to, the end of an upload, and the
    name of the library that it went to."""

    into: gr.Dropdown
    done: Dependency
    added: gr.State


def ingest_tab(desk: Desk, visit: gr.State, texts: Texts) -> IngestTab:
    """Build the tab inside the current Blocks."""
    added_to = gr.State("")
    with gr.Column(elem_id="add"):
        gr.Markdown(texts.add_intro)
        files = gr.File(label=texts.files_label, file_count="multiple", file_types=FILE_TYPES, elem_id="files", height=180)
        mapping = gr.Dropdown(
            label=texts.mapping_label,
            info=texts.mapping_info,
            choices=[(texts.mapping_auto, ""), *((name, name) for name in shipped_mappings())],
            value="",
            elem_id="mapping",
        )
        into = gr.Dropdown(
            label=texts.into_label,
            info=texts.into_info,
            choices=into_choices(desk, texts),
            allow_custom_value=desk.shelf.takes_new,
            elem_id="into",
        )
        add = gr.Button(texts.add_button, variant="primary", elem_id="add-button")
        report = gr.HTML("", elem_id="report", label=texts.report_label, min_height=120)

    def run(
        uploads: list[str] | None,
        chosen: str | None,
        name: str | None,
        here: Visit,
        progress: gr.Progress = gr.Progress(),  # noqa: B008
    ) -> tuple[Any, ...]:
        if not uploads:
            return problem_html(texts.no_files), gr.skip(), ""
        paths = [Path(str(upload)) for upload in uploads]
        try:
            added = desk.add(
                paths,
                into=name or None,
                mapping=chosen or None,
                progress=shown_progress(progress, texts),
                texts=texts,
            )
        except HemicycleError as error:
            return problem_html(texts.not_added.format(reason=error)), gr.skip(), ""
        # The library keeps the bytes; no second copy stays among temporary files.
        for path in paths:
            path.unlink(missing_ok=True)
        shown = added.name if added.report.records else ""
        return report_html(added, texts, switched=shown not in ("", here.library)), None, shown

    done = add.click(
        run,
        inputs=[files, mapping, into, visit],
        outputs=[report, files, added_to],
        concurrency_limit=1,
        show_progress="full",
        show_progress_on=report,
        api_visibility="private",
    )
    return IngestTab(into, done, added_to)


def into_choices(desk: Desk, texts: Texts) -> list[tuple[str, str]]:
    """The libraries that take records."""
    names = [name for name in desk.shelf.names() if name != SAMPLE]
    return [(library_named(name, texts), name) for name in names]


def shown_progress(progress: gr.Progress, texts: Texts) -> Progress:
    """An ingest's progress as Gradio shows it; not every step is worth a message."""
    at, said = 0.0, ""

    def show(phase: str, done: int, of: int | None, note: str) -> None:
        nonlocal at, said
        now = time.monotonic()
        if phase == said and now - at < _BETWEEN and done != of:
            return
        at, said = now, phase
        if phase == "embedding":
            progress((done, of), desc=texts.embedding, unit=texts.embedding_unit)
        else:
            # How many there will be is not known: Gradio then shows the number and the unit, and no description.
            progress((done, None), unit=texts.reading.format(name=note))

    return show
