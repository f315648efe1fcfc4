"""`hemicycle serve`: the page on an address of this machine."""

import errno
import logging
import os
import signal
import socket
import sys
import tempfile
import threading
from pathlib import Path
from types import FrameType

# Before Gradio or Chroma is imported: nothing of ours speaks to a machine elsewhere.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
os.environ.setdefault("HF_HUB_OFFLINE", "1")

import uvicorn

from rag.errors import InputError
from rag.settings import kept_file
from ui.commands.answers import announce
from ui.commands.output import complain, readable
from ui.desk import Desk
from ui.guard.access import Access, access_to
from ui.kept import Kept

TRIES = 20
"""Ports above the wanted one that are tried before the system chooses."""

_PATIENCE = 3
"""Seconds that open pages get to finish when the program is stopped."""


def run(*libraries: Path, host: str = "127.0.0.1", port: int = 7860) -> None:
    """Serve the page until Ctrl-C. Another free port is taken where `port` is in use, and said.

    Raises HemicycleError where the library cannot be opened or the address not be used.
    """
    access = access_to(host)
    desk, kept = Desk(*libraries, shared=access is not None), Kept(kept_file())
    listening = listen(host, port)
    taken = listening.getsockname()[1]
    if taken != port:
        print(f"Port {port} is in use; taking {taken} instead.", flush=True)
    # However it is stopped, what was uploaded and not added goes.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with tempfile.TemporaryDirectory(prefix="hemicycle-uploads-", ignore_cleanup_errors=True) as uploads:
        # Gradio's own choice is a folder that all users of the machine share.
        os.environ["GRADIO_TEMP_DIR"] = uploads
        _serve(desk, kept, listening, host, access)
    print("Stopped.", flush=True)


def _serve(desk: Desk, kept: Kept, listening: socket.socket, host: str, access: Access | None) -> None:
    from ui.app import application

    if desk.model:
        announce(desk.model, conversation=True)
    shown = address(host, listening.getsockname()[1])
    print(readable(f"{shown}  (library: {desk.library().folder}; Ctrl-C to stop)"), flush=True)
    config = uvicorn.Config(
        application(desk, kept, host=host, access=access),
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=_PATIENCE,
    )
    server = PageServer(desk, config)
    threading.Thread(target=_warm_up, args=(desk,), name="warm-up", daemon=True).start()
    try:
        server.run(sockets=[listening])
    except KeyboardInterrupt:
        pass
    finally:
        listening.close()


class PageServer(uvicorn.Server):
    """A server that ends quietly: a running ingest stops at its next step, open pages are cut off after a while."""

    def __init__(self, desk: Desk, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._desk = desk

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._desk.stopping.set()
        # Every open page holds a connection; that these are cut is no news for the terminal.
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        super().handle_exit(sig, frame)


def listen(host: str, port: int) -> socket.socket:
    """A listening socket on `port`, or on the next free one above it, or on any.

    Raises InputError where the address itself is none of this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for candidate in [port, *range(port + 1, min(port + TRIES, 65_535) + 1), 0]:
        listening = socket.socket(family, socket.SOCK_STREAM)
        if sys.platform != "win32":
            # There it would mean sharing the port with whoever has it.
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, candidate))
            listening.listen(128)
        except OSError as error:
            listening.close()
            if error.errno in (errno.EADDRINUSE, errno.EACCES):
                continue
            raise InputError(f"--host {host!r}: {error.strerror or error}; 127.0.0.1 is this machine alone") from None
        return listening
    raise InputError(f"no free port on {host!r}; stop another program first")


def address(host: str, port: int) -> str:
    """What to open in a browser; a wildcard address is reached as this machine."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{shown}:{port}"


def _warm_up(desk: Desk) -> None:
    if problem := desk.warm_up():
        complain(problem)
