"""What stands between the network and the page, from the outside in."""

from pathlib import Path

import gradio.routes
from fastapi import FastAPI
from starlette.routing import Mount

from rag.settings import Settings
from ui.guard.access import Access
from ui.guard.bodies import SafeBodies
from ui.guard.gradio_routes import NeededRoutes
from ui.guard.headers import SafeHeaders
from ui.guard.login import Door
from ui.guard.origins import OwnSite


def protect(app: FastAPI, *, host: str = "127.0.0.1", access: Access | None = None) -> None:
    """Put the guards around an application and every page of Gradio's that is mounted in it so far.

    `host` is the address that it will listen on, `access` what visitors need, if anything.
    """
    for mount in app.routes:
        if isinstance(mount, Mount) and isinstance(mount.app, gradio.routes.App):
            mount.app = NeededRoutes(SafeBodies(mount.app, Path(mount.app.uploaded_file_dir)))
    # The one added last is the outermost: refusals carry the headers too.
    if access:
        app.add_middleware(Door, access=access)
    app.add_middleware(OwnSite, host=host, names=Settings().host_names)
    app.add_middleware(SafeHeaders)
