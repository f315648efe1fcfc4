"""The page: its tabs, composed. Everything that it does lies in functions that a test can call."""

import os

# Gradio reads this when it is imported, and takes only this spelling.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import gradio as gr
from fastapi import FastAPI

from ui.ask_tab import ask_tab, examples_update
from ui.banner import banner
from ui.desk import Desk
from ui.headers import SafeHeaders
from ui.ingest_tab import ingest_tab
from ui.plots_tab import plots_tab
from ui.records_tab import records_tab
from ui.texts import ENGLISH, Texts
from ui.theme import STATIC, STYLES, head, theme

LARGEST_UPLOAD = "256mb"


def page(desk: Desk, texts: Texts = ENGLISH) -> gr.Blocks:
    """The page as Gradio's Blocks, one tab a file."""
    blocks: gr.Blocks
    with gr.Blocks(title=texts.product, analytics_enabled=False, fill_width=True, delete_cache=(600, 3600)) as blocks:
        masthead = gr.HTML(banner(desk.library, texts, desk.model), elem_id="head")
        with gr.Tabs(elem_id="tabs"):
            with gr.Tab(texts.ask_tab, id="ask"):
                chat = ask_tab(desk, texts)
            records_tab(desk, texts)
            plots_tab(desk, texts)
            with gr.Tab(texts.add_tab, id="add"):
                ingest_tab(desk, masthead, chat, texts)
        # The library may have changed since the page was built: by another visitor, or from the command line.
        blocks.load(
            lambda: (banner(desk.library, texts, desk.model), examples_update(desk, texts)),
            outputs=[masthead, chat],
            show_progress="hidden",
            api_visibility="private",
        )
    return blocks


def application(desk: Desk, texts: Texts = ENGLISH) -> FastAPI:
    """The web application: `/healthz`, the page, and headers that keep the browser on this machine."""
    app = FastAPI(title=texts.product, openapi_url=None, docs_url=None, redoc_url=None)

    @app.get("/healthz")
    def healthz() -> dict[str, str]:
        return {"status": "ok"}

    app.add_middleware(SafeHeaders)
    mounted: FastAPI = gr.mount_gradio_app(
        app,
        page(desk, texts),
        path="/",
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        pwa=False,
        enable_monitoring=False,
        max_file_size=LARGEST_UPLOAD,
        theme=theme(),
        css_paths=[STATIC / name for name in STYLES],
        head=head(),
    )
    return mounted
