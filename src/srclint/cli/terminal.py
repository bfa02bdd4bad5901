"""The terminal: style, messages, the report's way out, progress bars."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from srclint.errors import UsageError

if TYPE_CHECKING:
    from srclint.engine import Progress
    from srclint.model import Report
    from srclint.report.style import Style


def style(options: dict[str, Any]) -> Style:
    """What the output can show: NO_COLOR and FORCE_COLOR are honoured, --color beats both."""
    import shutil

    from srclint.report.style import Style

    to_terminal = on_terminal(options)
    if options["color"] != "auto":
        color = options["color"] == "always"
    elif os.environ.get("NO_COLOR"):
        color = False
    elif os.environ.get("FORCE_COLOR"):
        color = True
    else:
        color = to_terminal and os.environ.get("TERM") != "dumb"
    width = shutil.get_terminal_size().columns if to_terminal else 0
    return Style(color=color, hyperlinks=color and to_terminal, width=width)


def on_terminal(options: dict[str, Any]) -> bool:
    """Whether what is emitted is read by a person at a terminal."""
    # Python gives no stream at all where the caller closed it (>&-).
    out = getattr(sys, "stdout", None)
    return options["output"] is None and out is not None and out.isatty()


def harmless(text: str) -> str:
    """A message that may hold names of files and words of servers: no control characters, no line of its own."""
    from srclint.report.visible import one_line

    return one_line(text)


def say(text: str) -> None:
    """A line on standard error, in srclint's name."""
    click.echo(f"srclint: {harmless(text)}", err=True)


def is_folder(options: dict[str, Any]) -> bool:
    """Whether ``-o`` means a folder: one that exists, or a name that ends as folders do."""
    output = options["output"]
    return bool(output) and (output.endswith(("/", os.sep)) or os.path.isdir(output))


def emit(text: str, options: dict[str, Any]) -> None:
    """Write the report where ``-o`` says, else to standard output. Raises UsageError where it cannot."""
    if options["output"]:
        if is_folder(options):
            raise UsageError(f"-o {options['output']}: only check's html format fills a folder; name a file.")
        _write(Path(options["output"]), text)
        return
    to_stdout(text.encode("utf-8", "backslashreplace"))


def to_stdout(data: bytes) -> None:
    """Bytes to standard output, so that neither the locale nor the system's line ends change them.

    Raises UsageError where it is closed or full, BrokenPipeError where its reader has gone.
    """
    out = getattr(sys, "stdout", None)
    if out is None:
        raise UsageError("Standard output is closed; name a file with -o.")
    try:
        out.buffer.write(data)
        out.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        # What is left in the buffer would be tried, and complained of, once more at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())
        raise UsageError(f"Standard output cannot be written: {error.strerror}.") from None


def emit_pages(pages: Mapping[str, str], options: dict[str, Any]) -> None:
    """Write files by name into the folder that ``-o`` names, which is made if need be; others in it stay.

    Raises UsageError where it cannot.
    """
    folder = Path(options["output"])
    _through_no_link(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder}: the folder cannot be made: {error.strerror}.") from None
    for name, text in pages.items():
        _write(folder / name, text)


def _write(file: Path, text: str) -> None:
    from srclint.engine.writing import put_file

    _through_no_link(file)
    try:
        put_file(file, text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise UsageError(f"{file}: the report cannot be written: {error.strerror}.") from None


def _through_no_link(path: Path) -> None:
    """A pull request may have put a link there, and it may lead to any file of the user's.

    The same goes for a folder on the way there, below the current one; what lies above is not the checkout's.
    """
    from srclint.engine.writing import leads_out

    if os.path.abspath(path).startswith(("/dev/", "/proc/")):
        return
    if path.is_symlink() or leads_out(path):
        raise UsageError(f"{path}: the report is not written through a link; remove it or name its target.")


def in_short(result: Report) -> str:
    """The counts of a run in one line."""
    from srclint.report import summary_line

    return f"srclint: {summary_line(result)}"


@contextmanager
def progress_bar(options: dict[str, Any]) -> Iterator[Progress | None]:
    """A bar on stderr, only on a terminal; it goes away when the work is done."""
    if options["no_progress"] or options["quiet"] or not sys.stderr.isatty():
        yield None
        return
    words = {"read": "reading articles", "look-up": "looking up sources"}
    width = 0

    def tell(stage: str, done: int, total: int, name: str) -> None:
        nonlocal width
        filled = 20 * done // max(total, 1)
        short = "".join(c if c.isprintable() else "?" for c in name[-40:])
        line = f"{words.get(stage, stage)} [{'#' * filled}{'.' * (20 - filled)}] {done}/{total} {short}"
        click.echo(f"\r{line:<{width}}", nl=False, err=True)
        width = len(line)

    try:
        yield tell
    finally:
        if width:
            click.echo("\r" + " " * width + "\r", nl=False, err=True)
