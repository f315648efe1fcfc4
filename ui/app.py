"""The page: its tabs, composed, in each of its languages. Everything that it does lies in functions that a test can call."""

import os
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

# Gradio reads this when it is imported, and takes only this spelling.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import gradio as gr
from fastapi import FastAPI
from fastapi.responses import PlainTextResponse, RedirectResponse
from starlette.requests import Request

from ui.add.ingest_tab import ingest_tab
from ui.ask.ask_tab import ask_tab
from ui.banner import banner
from ui.brief.brief_tab import brief_tab
from ui.brief.briefing_routes import briefing_routes
from ui.brief.kept_briefings import KeptBriefings
from ui.browse.plots_tab import plots_tab
from ui.browse.records_tab import records_tab
from ui.desk import Desk
from ui.entrance import Entrance
from ui.events import prepare
from ui.guard.access import Access
from ui.guard.bodies import LARGEST_FILE
from ui.guard.login import logout_form
from ui.guard.origins import API, MCP
from ui.guard.protection import protect
from ui.kept import Kept, as_jsonl
from ui.languages import language_for
from ui.programs.api import programs_api
from ui.programs.mcp_route import McpRoute
from ui.programs.served import Served
from ui.programs.tools import mcp_server
from ui.record.original_routes import originals_routes
from ui.texts import ENGLISH, PAGES, Texts
from ui.theme import CONFINED, STATIC, head, theme
from ui.visitors import Visit, Visitors, visitor_of

VISITORS_AT_A_TIME = 8
"""Visitors whose same click is worked on at once; further ones wait their turn."""


def page(
    desk: Desk, kept: Kept, texts: Texts = ENGLISH, briefings: KeptBriefings | None = None, *, locked: bool = False
) -> gr.Blocks:
    """The page as Gradio's Blocks, one tab a file; one can log out where it is `locked`."""
    blocks: gr.Blocks
    with gr.Blocks(title=texts.product, analytics_enabled=False, fill_width=True, delete_cache=(600, 3600)) as blocks:
        visit = gr.State(Visit())
        with gr.Row(elem_id="top"):
            masthead = gr.HTML(banner(desk.library(), texts, desk.model), elem_id="head")
            library = gr.Dropdown(
                label=texts.library_label,
                show_label=False,
                container=False,
                filterable=False,
                visible=False,
                scale=0,
                min_width=200,
                elem_id="library",
            )
            if locked:
                gr.HTML(logout_form(texts.login), elem_id="logout")
        with gr.Tabs(elem_id="tabs") as tabs:
            with gr.Tab(texts.ask_tab, id="ask"):
                ask = ask_tab(desk, kept, visit, texts)
            brief = brief_tab(desk, briefings or KeptBriefings(), visit, texts)
            records = records_tab(desk, kept, visit, texts)
            plots = plots_tab(desk, visit, texts)
            with gr.Tab(texts.add_tab, id="add"):
                add = ingest_tab(desk, visit, texts)
        Entrance(desk, texts).wire(blocks, visit, masthead, library, tabs, ask, brief, records, plots, add)
    prepare(blocks, texts, shared=desk.shared)
    blocks.queue(default_concurrency_limit=VISITORS_AT_A_TIME)
    return blocks


def application(desk: Desk, kept: Kept, *, host: str = "127.0.0.1", access: Access | None = None) -> FastAPI:
    """The web application: `/healthz`, the page in each language, what a visitor may take away as a file, the ways in for
    programs, and what protects them; `host` is the address that it will listen on, `access` what visitors need."""
    served = Served(desk.shelf, desk.turns, desk.model)
    mcp = McpRoute(mcp_server(served))
    app = FastAPI(title=ENGLISH.product, openapi_url=None, docs_url=None, redoc_url=None, lifespan=mcp.running)
    app.mount(API, programs_api(served, locked=access is not None))
    app.router.routes.append(mcp.route(MCP))

    @app.get("/healthz")
    def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/")
    def start(request: Request) -> RedirectResponse:
        return _to(language_for(request), request.query_params)

    @app.get("/record/{record}")
    @app.get("/{language}/record/{record}")
    def record(request: Request, record: str, language: str | None = None) -> RedirectResponse:
        return _to(language or language_for(request), {**request.query_params, "record": record})

    @app.get("/feedback.jsonl")
    def feedback(request: Request) -> PlainTextResponse:
        given = as_jsonl(kept.judged(visitor_of(request, shared=desk.shared)))
        return PlainTextResponse(given, media_type="application/jsonl")

    briefings = KeptBriefings()
    for texts in PAGES.values():
        app.include_router(originals_routes(desk.library, texts), prefix=f"/{texts.language}")
        app.include_router(briefing_routes(briefings, texts, shared=desk.shared), prefix=f"/{texts.language}")
        gr.mount_gradio_app(
            app,
            page(desk, kept, texts, briefings, locked=access is not None),
            path=f"/{texts.language}",
            footer_links=[],
            run_history=False,
            ssr_mode=False,
            pwa=False,
            enable_monitoring=False,
            show_error=False,
            max_file_size=LARGEST_FILE,
            theme=theme(),
            css_paths=[STATIC / name for name in CONFINED],
            head=head(texts),
        )
    app.add_middleware(Visitors)
    protect(app, host=host, access=access)
    return app


def _to(language: str, parameters: Mapping[str, Any]) -> RedirectResponse:
    """To the page in a language, with what the address asked for."""
    known = language if language in PAGES else ENGLISH.language
    return RedirectResponse(f"/{known}/" + (f"?{urlencode(parameters)}" if parameters else ""), status_code=307)
