"""The command `hemicycle`. Nothing heavy is imported until a command needs it, so that `--help` answers at once."""

import os
import sys
from contextlib import suppress
from io import TextIOWrapper
from typing import NoReturn

import typer
from typer._click.exceptions import ClickException
from typer._click.utils import PacifyFlushWrapper

from rag.errors import HemicycleError
from ui.commands import (
    ask,
    backup,
    bench,
    brief,
    chat,
    commitments,
    doctor,
    draft,
    evaluate,
    export,
    fetch,
    forget,
    ingest,
    mcp,
    rebuild,
    records,
    search,
    serve,
    status,
    watch,
)
from ui.commands.output import complain

app = typer.Typer(
    name="hemicycle",
    help="Ask parliamentary records in everyday words. Every quotation is word for word in the record.",
    epilog="Start with: hemicycle ingest PATH, then: hemicycle ask 'what did the government say about Belarus?'",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for module in (
    ingest,
    fetch,
    watch,
    search,
    ask,
    chat,
    commitments,
    records,
    status,
    doctor,
    draft,
    rebuild,
    forget,
    backup,
    bench,
    brief,
    evaluate,
    export,
    serve,
    mcp,
):
    module.register(app)


def run() -> NoReturn:
    """`main` as a process of its own, which ends without taking its model apart first: that takes half a second."""
    code: object = 0
    try:
        main()
    except SystemExit as ended:
        code = ended.code
    with suppress(OSError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code if isinstance(code, int) else 0)


def main() -> None:
    """Run the command. Wrong use and a HemicycleError become one line on stderr and exit code 2."""
    # Libraries must neither phone home nor look for models: Hemicycle works offline.
    os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
    os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    if isinstance(sys.stdout, TextIOWrapper):
        # Records are in every script and JSON is UTF-8, whatever the locale; an argument that was no text stays readable.
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = app(standalone_mode=False)
        sys.stdout.flush()
        if code == 130:  # what the command line's library makes of Ctrl-C
            raise KeyboardInterrupt
        sys.exit(code)
    except ClickException as error:
        if message := error.format_message():
            complain(f"{message} (see --help)")
        sys.exit(2)
    except HemicycleError as error:
        complain(error)
        sys.exit(2)
    except (KeyboardInterrupt, typer.Abort):
        complain("stopped; what was committed stays, run the same command to go on")
        sys.exit(130)
    except BrokenPipeError:
        _reader_gone()
    except SystemExit:
        if isinstance(sys.stdout, PacifyFlushWrapper):  # what the command line's library puts there when a pipe breaks
            _reader_gone()
        raise


def _reader_gone() -> NoReturn:
    """End well: that head or a pager has seen enough is no error."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sys.exit(0)
