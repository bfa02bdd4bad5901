"""``srclint check`` and ``srclint extract``."""

from __future__ import annotations

import sys
from typing import Any

import click

from srclint.cli.group import main
from srclint.cli.options import (
    ADOPTING,
    FIXING,
    JUDGING,
    LOCKING,
    LOOKING_UP,
    READING,
    configured,
    from_stdin,
)
from srclint.cli.terminal import emit, emit_pages, in_short, is_folder, progress_bar, say, style
from srclint.errors import UsageError
from srclint.version import __version__


@main.command()
@READING
@JUDGING
@FIXING
@ADOPTING
@LOOKING_UP
@LOCKING
def check(paths: tuple[str, ...], **options: Any) -> None:
    """Read articles, look up what they cite, and report what is not backed by its source."""
    from srclint import engine, report
    from srclint.cli import mending
    from srclint.model import Severity

    changing = mending.wanted(options)
    settings = configured(paths, options)
    given = from_stdin(paths, options["stdin_filename"])
    machine = settings.output_format in report.MACHINE_FORMATS
    pages = report.PAGED.get(settings.output_format) if is_folder(options) else None
    if is_folder(options) and pages is None:
        raise UsageError(
            f"-o {options['output']}: a folder is for the formats that fill one ({', '.join(report.PAGED)});"
            f" name a file for {settings.output_format}."
        )
    with progress_bar(options) as progress:
        it = engine.run(
            paths or (".",),
            settings,
            stdin=given,
            progress=progress,
            new_baseline=options["write_baseline"],
        )
    if options["diff_base"] is not None:
        it = it.since(options["diff_base"])
    if options["write_baseline"]:
        it, new = engine.write_baseline(it, reason=options["reason"] or "", until=options["until"])
        if not options["quiet"]:
            say(
                f"{new.baseline.name}: {new.total} findings ({new.added} new, {new.dropped} no longer found)."
            )
    mended = mending.mend(it, options, given) if changing else None
    result = mended.run.final if mended else it.final
    if mended and given:
        mending.text_out(mended, given)
    if pages is not None:
        emit_pages(pages(result, style(options)), options)
    else:
        text = report.render(settings.output_format, result, style(options))
        if mended and given:
            mending.report_out(text, options)
        else:
            emit(text, options)
    if not options["quiet"]:
        for note in result.notes:
            say(f"note: {note}")
        if machine or options["output"]:
            click.echo(in_short(result), err=True)
        if options["verbose"]:
            say(f"configuration: {settings.file or 'none'}")
            for record in result.sources:
                say(f"source: {record.id}: {type(record.source).__name__.lower()}")
    if mended and mended.unwritten:
        sys.exit(2)
    if settings.fail_on != "never":
        threshold = Severity(settings.fail_on).rank
        if any(finding.severity.rank <= threshold for finding in result.findings()):
            sys.exit(1)


@main.command()
@READING
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text", help="Default: text.")
def extract(paths: tuple[str, ...], output_format: str, **options: Any) -> None:
    """Read only: claims, citations and references. Never touches the network."""
    from srclint import engine
    from srclint.report import extract as formats

    settings = configured(paths, options)
    given = from_stdin(paths, options["stdin_filename"])
    with progress_bar(options) as progress:
        articles, notes = engine.read_and_tell(paths or (".",), settings, stdin=given, progress=progress)
    if output_format == "json":
        emit(formats.as_json(articles, __version__), options)
    else:
        emit(formats.as_text(articles, style(options)), options)
    for note in notes:
        say(f"note: {note}")
    unreadable = [article for article in articles if article.unreadable is not None]
    for article in unreadable:
        say(f"{article.path}: {article.unreadable}")
    if unreadable:
        sys.exit(1)
