"""`hemicycle fetch`: records from the services of parliaments, what is new since the last time."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from ui.commands.ingest import print_report
from ui.commands.options import JsonOption, LibraryOption, open_to_write
from ui.commands.output import note, print_json, say
from ui.commands.progress import shown_progress

if TYPE_CHECKING:
    from ingest.fetch import Fetch, FetchReport
    from ingest.sources.base import Source
    from rag.settings import Settings


def fetch(
    source: Annotated[str | None, typer.Argument(metavar="SOURCE", help="Which service; without, they are listed.")] = None,
    first: Annotated[
        datetime | None,
        typer.Option("--from", formats=["%Y-%m-%d"], metavar="DATE", help="From this day; else where the last fetch ended."),
    ] = None,
    last: Annotated[
        datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], metavar="DATE", help="Up to this day; else up to now.")
    ] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="At most so many documents; the rest next time.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say which addresses would be asked for.")] = False,
    embed: Annotated[bool, typer.Option("--embed/--no-embed", help="Embed now; without, search finds words only.")] = True,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Fetch what is new from a parliament's own service. No other command asks another machine for records.

    What was fetched before is not asked for again unless the service says that it changed; what failed is tried again.

    Example: hemicycle fetch
    Example: hemicycle fetch tweede-kamer --from 2024-01-01
    Example: hemicycle fetch uk --library westminster
    """
    from rag.settings import Settings

    settings = Settings()
    if source is None:
        _list(settings, as_json)
        return
    from ingest.fetch import Fetch, connected
    from ingest.sources import source_named

    chosen = source_named(source)
    with connected(chosen, settings) as web, shown_progress() as progress:
        opened = open_to_write(library)
        run = Fetch(opened, chosen, web, first=_day(first), last=_day(last), progress=progress, told=note)
        if dry_run:
            _say_wanted(run, limit, as_json)
            return
        report = run.run(limit=limit, embed=embed)
    if as_json:
        print_json(report)
    else:
        print_report(report, str(opened.folder))
        _say_how_far(report)
    if report.failed:
        raise typer.Exit(1)


def _list(settings: "Settings", as_json: bool) -> None:
    from ingest.fetch import service_address
    from ingest.sources import SOURCES, source_named

    def row(source: "Source") -> dict[str, str]:
        return {"source": source.name, "what": source.what, "address": service_address(source, settings)}

    rows = [row(source_named(name)) for name in SOURCES]
    if as_json:
        print_json(rows)
        return
    for one in rows:
        say(f"{one['source']:14}{one['what']}")
        say(f"{'':14}{one['address']}")


def _say_wanted(run: "Fetch", limit: int | None, as_json: bool) -> None:
    from itertools import islice

    addresses = [found.address for found in islice(run.wanted(), limit)]
    if as_json:
        print_json({"first": run.window.first.isoformat(), "addresses": addresses})
        return
    for address in addresses:
        say(address)
    say(f"{len(addresses)} documents would be asked for, from {run.window.first} on")


def _say_how_far(report: "FetchReport") -> None:
    known = f"; {report.known} named by it were in already" if report.known else ""
    if report.through:
        how_far = f"is in as it was on {report.through:%Y-%m-%d %H:%M} UTC, and the next fetch goes on there"
    else:
        how_far = "how far this came is not remembered: a page failed, or the days end or leave a gap"
    say(f"{report.source}, from {report.first} on: {how_far}{known}")


def _day(given: datetime | None) -> date | None:
    return given.date() if given else None


def register(app: typer.Typer) -> None:
    app.command()(fetch)
