"""The commands: thin, and the only place with exit codes, colour, environment and progress bars.

Exit status: 0 no finding at or above ``fail-on``; 1 findings; 2 srclint could not do its work
(usage, configuration, no file matched, an internal error); 130 interrupted.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import sys
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from srclint.errors import ConfigError, SrclintError, UsageError
from srclint.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

    from srclint.config import Config
    from srclint.engine import Progress
    from srclint.engine.files import InputFile
    from srclint.model import Report
    from srclint.report.style import Style

F = TypeVar("F", bound=Callable[..., Any])

_FORMATS = ("full", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown")


class _Commands(click.Group):
    """Turns every error of ours, and an interrupt, into one sentence and its exit status."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except SrclintError as error:
            _say(str(error))
            ctx.exit(2)
        except KeyboardInterrupt:
            click.echo("srclint: interrupted; what was fetched so far is kept in the cache.", err=True)
            ctx.exit(130)
        except BrokenPipeError:
            # The reader of our output (head, less) has gone; nothing more can be said.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)
        except click.ClickException as error:
            # Its text quotes what was given; the attribute is final in the types, the words are not ours.
            vars(error)["message"] = _harmless(error.message)
            raise
        except (click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if os.environ.get("SRCLINT_DEBUG"):
                raise
            _say(
                f"internal error: {type(error).__name__}: {error}. This is a defect of srclint; "
                "please report it with the output of the same command under SRCLINT_DEBUG=1."
            )
            ctx.exit(2)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        own = args[: args.index("--")] if "--" in args else args
        for word in own[1:]:
            # Hooks and shells pass the names of files, and a pull request may name one “-o.md”.
            if word.startswith("-") and len(word) > 1 and os.path.lexists(word):
                raise click.UsageError(
                    f"“{word}” is a file and looks like an option; write ./{word}, or all files after --.",
                    ctx,
                )
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from difflib import get_close_matches

            hint = ""
            if near := get_close_matches(args[0], self.commands, n=1, cutoff=0.5):
                hint = f" Did you mean {near[0]}?"
            elif Path(args[0]).exists():
                hint = f" To check it: srclint check {args[0]}"
            raise click.UsageError(f"There is no command “{args[0]}”.{hint}", ctx) from error


@click.group(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, "-V", "--version", prog_name="srclint", message="%(prog)s %(version)s")
def main() -> None:
    """Every claim, its source, its passage: a source-traceability linter for regulatory articles."""


# --------------------------------------------------------------------------- shared options


def _comma_list(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...] | None:
    from srclint.config import selectors

    if not value:
        return None
    try:
        return tuple(item for text in value for item in selectors(text))
    except ConfigError as error:
        raise click.BadParameter(str(error), ctx=ctx, param=param) from None


def _remaps(
    ctx: click.Context, param: click.Parameter, value: tuple[str, ...]
) -> tuple[tuple[re.Pattern[str], str], ...] | None:
    from srclint.config import remapping

    try:
        return tuple(remapping(text) for text in value) or None
    except ValueError as error:
        raise click.BadParameter(str(error), ctx=ctx, param=param) from None


def _day(ctx: click.Context, param: click.Parameter, value: str | None) -> dt.date | None:
    if value is None:
        return None
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"“{value}” is not a date; write it as 2026-06-22.", ctx, param) from None


def _options(*decorators: Callable[[F], F]) -> Callable[[F], F]:
    def decorate(function: F) -> F:
        for decorator in reversed(decorators):
            function = decorator(function)
        return function

    return decorate


_READING = _options(
    click.argument("paths", nargs=-1, metavar="[PATHS]..."),
    click.option(
        "--stdin-filename", metavar="NAME", help="The name of the article read from standard input."
    ),
    click.option(
        "-o", "--output", type=click.Path(dir_okay=False), metavar="FILE", help="Write the report there."
    ),
    click.option(
        "--as-of", callback=_day, metavar="DATE", help="Judge as of this date instead of the article's own."
    ),
    click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Processes that read articles."),
    click.option(
        "--config", "config_file", type=click.Path(), metavar="FILE", help="Use this configuration file."
    ),
    click.option("--isolated", is_flag=True, help="Use no configuration file at all."),
    click.option(
        "--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Default: auto."
    ),
    click.option("--no-progress", is_flag=True, help="Show no progress bar."),
    click.option("-q", "--quiet", is_flag=True, help="Print the report only, no notes."),
    click.option("-v", "--verbose", is_flag=True, help="Also tell what was read and asked."),
)

_LOOKING_UP = _options(
    click.option("--offline", is_flag=True, default=None, help="Touch no network: cache and catalogue only."),
    click.option("--refresh", is_flag=True, default=None, help="Ask again even where the cache is fresh."),
    click.option("--cache-dir", type=click.Path(file_okay=False), metavar="DIR", envvar="SRCLINT_CACHE_DIR",
                 help="Where fetched sources live."),
    click.option("--no-cache", is_flag=True, default=None, help="Keep nothing on disk."),
    click.option("--source-dir", type=click.Path(), multiple=True, metavar="DIR",
                 help="A folder of local sources, used before the network."),
    click.option("--remap", multiple=True, callback=_remaps, metavar="'PATTERN REPLACEMENT'",
                 help="Rewrite request addresses before they are sent."),
    click.option("--allow-private", is_flag=True, default=None, help="Let requests go to private addresses."),
    click.option("--max-time", type=click.FloatRange(min=0), metavar="SECONDS",
                 help="A budget for all requests."),
)  # fmt: skip

_JUDGING = _options(
    click.option("--output-format", type=click.Choice(_FORMATS), help="Default: full."),
    click.option("--select", multiple=True, callback=_comma_list, metavar="LIST",
                 help="Run only these rules: codes, prefixes (SRC3) or names."),
    click.option("--extend-select", multiple=True, callback=_comma_list, metavar="LIST",
                 help="Run these too."),
    click.option("--ignore", multiple=True, callback=_comma_list, metavar="LIST", help="Leave these out."),
    click.option("--fail-on", type=click.Choice(["error", "warning", "info", "never"]),
                 help="What exit status 1 means. Default: error."),
    click.option("--strict", is_flag=True, help="The same as --fail-on warning."),
    click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever is found."),
)  # fmt: skip


def _configured(paths: tuple[str, ...], options: dict[str, Any]) -> Config:
    """The configuration file's settings with those of the command line over them."""
    from srclint import config as configuration

    file: Path | None = None
    if options["config_file"]:
        file = Path(options["config_file"])
        if not file.is_file():
            raise ConfigError(f"{file}: there is no such configuration file.")
    elif not options["isolated"]:
        file = configuration.find(_common_folder(paths))
    settings = configuration.load(file) if file else configuration.Config(root=Path.cwd())
    if not options["config_file"]:
        # A file that was found may have come with a pull request: it opens no private network.
        settings = replace(settings, trust_remap=bool(options.get("remap")))
        if settings.allow_private and not options.get("allow_private"):
            raise ConfigError(
                f"{file}: allow-private is believed only from the command line, or in a file that --config names."
            )
    given: dict[str, Any] = {}
    for name in (
        "as_of", "jobs", "offline", "refresh", "no_cache", "remap", "allow_private", "max_time",
        "select", "extend_select", "ignore", "fail_on", "output_format",
    ):  # fmt: skip
        if options.get(name) is not None:
            given[name] = options[name]
    if options.get("cache_dir"):
        given["cache_dir"] = Path(options["cache_dir"])
    if options.get("source_dir"):
        given["source_dir"] = tuple(Path(folder) for folder in options["source_dir"])
        for folder in given["source_dir"]:
            if not folder.is_dir():
                raise UsageError(f"--source-dir {folder}: there is no such folder.")
    if options.get("strict"):
        given["fail_on"] = "warning"
    if options.get("exit_zero"):
        given["fail_on"] = "never"
    return replace(settings, **given)


def _common_folder(paths: Iterable[str]) -> Path:
    absolute = [os.path.abspath(path) for path in paths if path != "-"]
    return Path(os.path.commonpath(absolute)) if absolute else Path.cwd()


def _stdin(paths: tuple[str, ...], name: str | None) -> InputFile | None:
    from srclint.engine.files import InputFile

    if "-" not in paths:
        if name is not None:
            raise UsageError("--stdin-filename only goes with - as the path.")
        return None
    if len(paths) > 1:
        raise UsageError("- (standard input) goes alone, without other paths.")
    return InputFile(name or "stdin.md", None, data=sys.stdin.buffer.read())


# --------------------------------------------------------------------------- check and extract


@main.command()
@_READING
@_JUDGING
@_LOOKING_UP
def check(paths: tuple[str, ...], **options: Any) -> None:
    """Read articles, look up what they cite, and report what is not backed by its source."""
    from srclint import engine, report
    from srclint.model import Severity

    settings = _configured(paths, options)
    stdin = _stdin(paths, options["stdin_filename"])
    machine = settings.output_format in report.MACHINE_FORMATS
    with _progress(options) as progress:
        result = engine.check(paths or (".",), settings, stdin=stdin, progress=progress)
    _emit(report.render(settings.output_format, result, _style(options)), options)
    if not options["quiet"]:
        for note in result.notes:
            _say(f"note: {note}")
        if machine or options["output"]:
            click.echo(_in_short(result), err=True)
        if options["verbose"]:
            _say(f"configuration: {settings.file or 'none'}")
            for record in result.sources:
                _say(f"source: {record.id}: {type(record.source).__name__.lower()}")
    if settings.fail_on != "never":
        threshold = Severity(settings.fail_on).rank
        if any(finding.severity.rank <= threshold for finding in result.findings()):
            sys.exit(1)


@main.command()
@_READING
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text", help="Default: text.")
def extract(paths: tuple[str, ...], output_format: str, **options: Any) -> None:
    """Read only: claims, citations and references. Never touches the network."""
    from srclint import engine
    from srclint.report import extract as formats

    settings = _configured(paths, options)
    stdin = _stdin(paths, options["stdin_filename"])
    with _progress(options) as progress:
        articles = engine.read(paths or (".",), settings, stdin=stdin, progress=progress)
    if output_format == "json":
        _emit(formats.as_json(articles, __version__), options)
    else:
        _emit(formats.as_text(articles, _style(options)), options)
    unreadable = [article for article in articles if article.unreadable is not None]
    for article in unreadable:
        _say(f"{article.path}: {article.unreadable}")
    if unreadable:
        sys.exit(1)


# --------------------------------------------------------------------------- the other commands


@main.command()
@click.argument("source")
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text", help="Default: text.")
@click.option(
    "--language", metavar="CODE", default="en", help="The language to ask for, two letters. Default: en."
)
@click.option("-o", "--output", type=click.Path(dir_okay=False), metavar="FILE", help="Write it there.")
@click.option(
    "--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Default: auto."
)
@_LOOKING_UP
def outline(source: str, output_format: str, language: str, **options: Any) -> None:
    """The provisions of SOURCE: a URL, a CELEX number, an act's name or a local file."""
    from srclint.engine.show import outline_of
    from srclint.model import Fetched, Gone
    from srclint.report import outline as formats

    settings = _configured((), {**options, "config_file": None, "isolated": False})
    name, answer = outline_of(source, settings, language=language)
    match answer:
        case Fetched():
            if output_format == "json":
                _emit(formats.as_json(name, answer.outline), options)
            else:
                _emit(formats.as_text(name, answer.outline, _style(options)), options)
        case Gone():
            raise SrclintError(f"{source}: it is not there: {answer.evidence}")
        case _:
            raise SrclintError(f"{source}: it could not be read ({answer.reason}): {answer.evidence}")


@main.command()
@click.argument("rule", required=False, metavar="[CODE|NAME]")
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text", help="Default: text.")
def rule(rule: str | None, output_format: str) -> None:
    """List the rules, or show one rule's page."""
    import json

    from srclint.config import suggest
    from srclint.rules import RULES
    from srclint.suppress import matches

    chosen = [r for r in RULES if rule is None or matches(rule, r.code, r.name)]
    if not chosen:
        assert rule is not None
        near = suggest(rule)
        raise UsageError(
            f"There is no rule “{rule}”." + (f" Did you mean {near}?" if near else " See: srclint rule")
        )
    if output_format == "json":
        table = [
            {"code": r.code, "name": r.name, "severity": r.severity, "needs": r.needs, "summary": r.summary}
            | ({"page": r.page} if rule is not None else {})
            for r in chosen
        ]
        click.echo(json.dumps(table, ensure_ascii=False, indent=2))
    elif rule is None or len(chosen) > 1:
        width = max(len(r.name) for r in chosen)
        for r in chosen:
            click.echo(f"{r.code}  {r.name:<{width}}  {r.severity:<7}  {r.summary}")
    else:
        found = chosen[0]
        click.echo(f"# {found.name} ({found.code})\n")
        click.echo(f"Default severity: {found.severity}. Needs: {found.needs}.\n")
        click.echo(found.page)


@main.group()
def cache() -> None:
    """What has been fetched."""


_CACHE_DIR = click.option(
    "--cache-dir", type=click.Path(file_okay=False), metavar="DIR", envvar="SRCLINT_CACHE_DIR",
    help="Where fetched sources live.",
)  # fmt: skip


@cache.command("dir")
@_CACHE_DIR
def cache_dir(cache_dir: str | None) -> None:
    """Print the folder."""
    click.echo(_cache_folder(cache_dir))


@cache.command("info")
@_CACHE_DIR
def cache_info(cache_dir: str | None) -> None:
    """Say how much is in it."""
    from srclint.source.cache import Cache

    info = Cache(_cache_folder(cache_dir)).info()
    click.echo(f"{info.path}: {info.entries} answers, {info.bodies} documents, {info.size / 1e6:.1f} MB")


@cache.command("list")
@_CACHE_DIR
def cache_list(cache_dir: str | None) -> None:
    """One line for each answer: when, state, language, document."""
    from srclint.source.cache import Cache
    from srclint.source.export import lines

    for line in lines(Cache(_cache_folder(cache_dir)).entries()):
        click.echo(line)


@cache.command("show")
@click.argument("document", metavar="ID")
@_CACHE_DIR
def cache_show(document: str, cache_dir: str | None) -> None:
    """All that is kept about a document: its id, CELEX number or address."""
    from srclint.source.cache import Cache
    from srclint.source.export import choose, describe

    held = Cache(_cache_folder(cache_dir))
    for entry in choose(held, (document,)):
        for line in describe(held, entry):
            click.echo(line)


@cache.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.warc.gz")
@click.argument("documents", nargs=-1, metavar="[ID]...")
@_CACHE_DIR
def cache_export(file: Path, documents: tuple[str, ...], cache_dir: str | None) -> None:
    """Write the sources as a web archive (WARC): all of them, or those named."""
    from srclint.source.cache import Cache
    from srclint.source.export import choose, export

    held = Cache(_cache_folder(cache_dir))
    written, lost = export(held, choose(held, documents), file)
    click.echo(f"{written} documents written to {file}")
    if lost:
        click.echo(f"srclint: note: {lost} documents are lost or damaged in the cache.", err=True)


@cache.command("clean")
@_CACHE_DIR
def cache_clean(cache_dir: str | None) -> None:
    """Remove everything that was fetched."""
    from srclint.source.cache import Cache

    folder = _cache_folder(cache_dir)
    click.echo(f"{Cache(folder).clean()} answers removed from {folder}")


def _cache_folder(given: str | None) -> Path:
    from srclint import engine

    return Path(given) if given else engine.default_cache_dir()


# --------------------------------------------------------------------------- the terminal


def _style(options: dict[str, Any]) -> Style:
    """What the output can show: NO_COLOR and FORCE_COLOR are honoured, --color beats both."""
    import shutil

    from srclint.report.style import Style

    to_terminal = options["output"] is None and sys.stdout.isatty()
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


def _harmless(text: str) -> str:
    """A message that may hold names of files and words of servers: no control characters, no line of its own."""
    from srclint.report.visible import one_line

    return one_line(text)


def _say(text: str) -> None:
    click.echo(f"srclint: {_harmless(text)}", err=True)


def _emit(text: str, options: dict[str, Any]) -> None:
    if options["output"]:
        file = Path(options["output"])
        if file.is_symlink() and not os.path.abspath(file).startswith(("/dev/", "/proc/")):
            # A pull request may have put it there, and it may lead to any file of the user's.
            raise UsageError(
                f"{file}: the report is not written through a link; remove it or name its target."
            )
        try:
            file.write_text(text, encoding="utf-8", errors="backslashreplace", newline="")
        except OSError as error:
            raise UsageError(
                f"{options['output']}: the report cannot be written: {error.strerror}."
            ) from None
        return
    # Bytes, so that neither the locale nor the system's line ends change the report.
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()


def _in_short(result: Report) -> str:
    from srclint.report import summary_line

    return f"srclint: {summary_line(result)}"


@contextmanager
def _progress(options: dict[str, Any]) -> Iterator[Progress | None]:
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
