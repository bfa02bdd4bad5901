"""``check --fix``, ``--diff`` and ``--add-ignore``: what is done to the articles, and what is said of it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from srclint.cli.terminal import emit, on_terminal, say, style, to_stdout
from srclint.errors import UsageError

if TYPE_CHECKING:
    from srclint.engine import Run
    from srclint.engine.files import InputFile
    from srclint.engine.fixing import Mended


def wanted(options: dict[str, Any]) -> bool:
    """Whether articles shall be changed, or shown as they would be. Raises UsageError for a mixture."""
    changing = bool(options["fix"] or options["unsafe_fixes"] or options["diff"] or options["add_ignore"])
    if changing and options["write_baseline"]:
        raise UsageError("--write-baseline goes without --fix, --diff and --add-ignore; run it after them.")
    for name in ("reason", "until"):
        if options[name] is not None and not (options["write_baseline"] or options["add_ignore"]):
            raise UsageError(f"--{name} only goes with --write-baseline or --add-ignore.")
    if options["diff_base"] is not None and options["write_baseline"]:
        raise UsageError("--write-baseline records all findings; run it without --diff-base.")
    return changing


def mend(run: Run, options: dict[str, Any], stdin: InputFile | None) -> Mended:
    """Do what the options ask for; with ``--diff`` the run ends here."""
    from srclint.engine import fixing, ignoring

    reason = ignoring.checked_reason(options["reason"])
    mended = fixing.begin(run)
    if options["fix"] or options["unsafe_fixes"] or not options["add_ignore"]:
        mended = fixing.fix(mended, unsafe=options["unsafe_fixes"])
    if options["add_ignore"]:
        mended = ignoring.add_ignore(mended, reason=reason, until=options["until"])
    if options["diff"]:
        _show(mended, options)
        sys.exit(1 if mended.changes else 0)
    if stdin is None:
        mended = fixing.write(mended)
    tell(mended, options)
    return mended


def text_out(mended: Mended, stdin: InputFile) -> None:
    """The article from standard input, repaired, on standard output."""
    from srclint.engine.fixing import respelled

    data = stdin.read()
    for change in mended.changes:
        data = respelled(data, change)
    to_stdout(data)


def tell(mended: Mended, options: dict[str, Any], *, would: bool = False) -> None:
    """What was done, in a line, and what could not be done, in one each."""
    for words in mended.unwritten:
        say(words)
    if options["quiet"]:
        return
    for words in mended.notes:
        say(f"note: {words}")
    if options["fix"] or options["unsafe_fixes"] or not options["add_ignore"]:
        say(f"{'Would fix' if would else 'Fixed'} {_problems(mended.fixed)} ({mended.left} left).")
    if options["add_ignore"]:
        say(f"{'Would ignore' if would else 'Ignored'} {_problems(mended.ignored)} ({mended.left} left).")


def _show(mended: Mended, options: dict[str, Any]) -> None:
    from srclint.report.patch import patch

    look = style(options)
    exact = not on_terminal(options)
    emit("".join(patch(c.path, c.before, c.after, look, exact=exact) for c in mended.changes), options)
    tell(mended, options, would=True)


def _problems(count: int) -> str:
    return f"{count} problem" if count == 1 else f"{count} problems"


def report_out(text: str, options: dict[str, Any]) -> None:
    """The report, where standard output is taken by the article: ``-o``, else standard error."""
    if options["output"]:
        emit(text, options)
    else:
        click.echo(text, err=True, nl=False)
