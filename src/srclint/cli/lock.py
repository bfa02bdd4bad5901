"""``srclint lock``: what the cited sources held, in a file for git."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from srclint.cli.group import main
from srclint.cli.options import LOCKING, LOOKING_UP, READING, configured
from srclint.cli.terminal import emit, harmless, progress_bar, say
from srclint.errors import UsageError

if TYPE_CHECKING:
    from srclint.engine.lock import Outcome

_SIGNS = {"added": "+", "changed": "~", "removed": "-", "unread": "?"}


@main.command()
@READING
@click.option(
    "--check",
    "checking",
    is_flag=True,
    help="Write nothing and ask nobody; exit with 1 where the lock does not fit the articles.",
)
@click.option("--prune", is_flag=True, help="Drop what the given articles do not cite, though others may.")
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text", help="Default: text.")
@LOOKING_UP
@LOCKING
def lock(paths: tuple[str, ...], *, checking: bool, prune: bool, output_format: str, **options: Any) -> None:
    """Record in srclint.lock what the cited sources hold, so that a run without network can verify it."""
    from srclint.engine import lock as locks

    if "-" in paths:
        raise UsageError("srclint lock reads files and folders, not standard input.")
    settings = configured(paths, {**options, "new_lock": True})
    chosen = paths or (".",)
    with progress_bar(options) as progress:
        if checking:
            outcome = locks.verify(chosen, settings, progress=progress)
        else:
            outcome = locks.update(chosen, settings, prune=prune, progress=progress)
    emit(_json(outcome) if output_format == "json" else _text(outcome, checking=checking), options)
    if not options["quiet"]:
        for note in outcome.notes:
            say(f"note: {note}")
    if checking and not outcome.current:
        sys.exit(1)


def _text(outcome: Outcome, *, checking: bool) -> str:
    from srclint.engine.files import shown

    lines = [
        "  " + harmless(f"{_SIGNS[change.what]} {change.id}{': ' if change.words else ''}{change.words}")
        for change in outcome.changes
    ]
    file = harmless(shown(outcome.file))
    count = len(outcome.lock.documents)
    held = f"{count} source{'' if count == 1 else 's'}"
    if checking:
        said = "fits the articles" if outcome.current else "does not fit the articles; run srclint lock"
    elif outcome.current:
        said = "nothing to change"
    else:
        counts = [
            f"{number} {what}"
            for what in ("added", "changed", "removed")
            if (number := sum(change.what == what for change in outcome.changes))
        ]
        said = ", ".join(counts) or "written"
    unread = sum(change.what == "unread" for change in outcome.changes)
    left_out = f"; {unread} could not be read" if unread else ""
    return "\n".join([*lines, f"{file}: {held}, {said}{left_out}."]) + "\n"


def _json(outcome: Outcome) -> str:
    from srclint.engine.files import shown
    from srclint.report.visible import json_text

    return json_text(
        {
            "version": 1,
            "file": shown(outcome.file),
            "current": outcome.current,
            "sources": len(outcome.lock.documents),
            "changes": [
                {"document": change.id, "what": change.what, "reason": change.words}
                for change in outcome.changes
            ],
        }
    )
