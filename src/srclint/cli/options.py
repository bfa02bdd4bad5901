"""Options that commands share, and the configuration that they make."""

from __future__ import annotations

import datetime as dt
import os
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from srclint.errors import ConfigError, UsageError

if TYPE_CHECKING:
    from srclint.config import Config
    from srclint.engine.files import InputFile

F = TypeVar("F", bound=Callable[..., Any])

FORMATS = (
    "full", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown", "html", "csv", "jsonld",
)  # fmt: skip


def comma_list(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...] | None:
    """Selectors, each option a list with commas; None where none is given."""
    from srclint.config.keys import selectors

    if not value:
        return None
    try:
        return tuple(item for text in value for item in selectors(text))
    except ConfigError as error:
        raise click.BadParameter(str(error), ctx=ctx, param=param) from None


def remaps(
    ctx: click.Context, param: click.Parameter, value: tuple[str, ...]
) -> tuple[tuple[re.Pattern[str], str], ...] | None:
    """The ``--remap`` options, checked."""
    from srclint.config.keys import remapping

    try:
        return tuple(remapping(text) for text in value) or None
    except ValueError as error:
        raise click.BadParameter(str(error), ctx=ctx, param=param) from None


def day(ctx: click.Context, param: click.Parameter, value: str | None) -> dt.date | None:
    """A date as 2026-06-22."""
    if value is None:
        return None
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"“{value}” is not a date; write it as 2026-06-22.", ctx, param) from None


def options(*decorators: Callable[[F], F]) -> Callable[[F], F]:
    """Several options as one decorator, shown in this order."""

    def decorate(function: F) -> F:
        for decorator in reversed(decorators):
            function = decorator(function)
        return function

    return decorate


READING = options(
    click.argument("paths", nargs=-1, metavar="[PATHS]..."),
    click.option(
        "--stdin-filename", metavar="NAME", help="The name of the article read from standard input."
    ),
    click.option(
        "-o",
        "--output",
        type=click.Path(),
        metavar="FILE",
        help="Write the report there. With html also a folder (one that exists, or NAME/).",
    ),
    click.option(
        "--as-of", callback=day, metavar="DATE", help="Judge as of this date instead of the article's own."
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

LOOKING_UP = options(
    click.option("--offline", is_flag=True, default=None, help="Touch no network: cache and catalogue only."),
    click.option("--refresh", is_flag=True, default=None, help="Ask again even where the cache is fresh."),
    click.option("--cache-dir", type=click.Path(file_okay=False), metavar="DIR", envvar="SRCLINT_CACHE_DIR",
                 help="Where fetched sources live."),
    click.option("--no-cache", is_flag=True, default=None, help="Keep nothing on disk."),
    click.option("--source-dir", type=click.Path(), multiple=True, metavar="DIR",
                 help="A folder of local sources, used before the network."),
    click.option("--remap", multiple=True, callback=remaps, metavar="'PATTERN REPLACEMENT'",
                 help="Rewrite request addresses before they are sent."),
    click.option("--allow-private", is_flag=True, default=None, help="Let requests go to private addresses."),
    click.option("--max-time", type=click.FloatRange(min=0), metavar="SECONDS",
                 help="A budget for all requests."),
)  # fmt: skip

LOCKING = options(
    click.option("--lock", type=click.Path(dir_okay=False), metavar="FILE",
                 help="The lock file. Default: the nearest srclint.lock."),
    click.option("--no-lock", is_flag=True, help="Use no lock file."),
)  # fmt: skip

JUDGING = options(
    click.option("--output-format", type=click.Choice(FORMATS), help="Default: full."),
    click.option("--select", multiple=True, callback=comma_list, metavar="LIST",
                 help="Run only these rules: codes, prefixes (SRC3) or names."),
    click.option("--extend-select", multiple=True, callback=comma_list, metavar="LIST",
                 help="Run these too."),
    click.option("--ignore", multiple=True, callback=comma_list, metavar="LIST", help="Leave these out."),
    click.option("--fail-on", type=click.Choice(["error", "warning", "info", "never"]),
                 help="What exit status 1 means. Default: error."),
    click.option("--strict", is_flag=True, help="The same as --fail-on warning."),
    click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever is found."),
)  # fmt: skip

FIXING = options(
    click.option("--fix", is_flag=True, help="Repair what can be repaired without a doubt."),
    click.option("--unsafe-fixes", is_flag=True,
                 help="Repair also what may change what the article says; implies --fix."),
    click.option("--diff", is_flag=True, help="Show what would be changed, and write nothing."),
)  # fmt: skip

ADOPTING = options(
    click.option("--baseline", type=click.Path(dir_okay=False), metavar="FILE",
                 help="Findings that are known, and are not reported."),
    click.option("--write-baseline", is_flag=True,
                 help="Record the findings of this run in the baseline."),
    click.option("--diff-base", metavar="REV",
                 help="Report only what changed since this git revision (a branch, a tag, a commit)."),
    click.option("--add-ignore", is_flag=True,
                 help="Put a comment into the articles that silences each remaining finding."),
    click.option("--reason", metavar="TEXT", help="Why, for what --write-baseline or --add-ignore adds."),
    click.option("--until", callback=day, metavar="DATE", help="The day until which that holds."),
)  # fmt: skip


def configured(paths: tuple[str, ...], options: dict[str, Any]) -> Config:
    """The configuration file's settings with those of the command line over them."""
    from srclint import config as configuration

    file: Path | None = None
    if options["config_file"]:
        file = Path(options["config_file"])
        if not file.is_file():
            raise ConfigError(f"{file}: there is no such configuration file.")
    elif not options["isolated"]:
        file = configuration.find(common_folder(paths))
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
        "jobs", "offline", "refresh", "no_cache", "remap", "allow_private", "max_time",
        "select", "extend_select", "ignore", "fail_on", "output_format",
    ):  # fmt: skip
        if options.get(name) is not None:
            given[name] = options[name]
    if options.get("as_of") is not None:
        given["reading"] = replace(settings.reading, as_of=options["as_of"])
    if options.get("cache_dir"):
        given["cache_dir"] = Path(options["cache_dir"])
    if options.get("baseline"):
        given["baseline"] = Path(options["baseline"])
    if options.get("write_baseline") and "baseline" not in given and settings.baseline is None:
        given["baseline"] = settings.root / "srclint-baseline.jsonl"
    if options.get("source_dir"):
        given["source_dir"] = tuple(Path(folder) for folder in options["source_dir"])
        for folder in given["source_dir"]:
            if not folder.is_dir():
                raise UsageError(f"--source-dir {folder}: there is no such folder.")
    if options.get("no_lock"):
        given["lock"] = None
    elif options.get("lock"):
        given["lock"] = Path(options["lock"])
        if not options.get("new_lock") and not os.path.lexists(options["lock"]):
            raise UsageError(
                f"--lock {options['lock']}: there is no such lock file; srclint lock writes one."
            )
    elif settings.lock is None:
        from srclint.engine.locked import default_file

        given["lock"] = default_file(common_folder(paths), file)
    if options.get("strict"):
        given["fail_on"] = "warning"
    if options.get("exit_zero"):
        given["fail_on"] = "never"
    return replace(settings, **given)


def common_folder(paths: Iterable[str]) -> Path:
    """The folder that all paths share: where the search for a configuration begins."""
    absolute = [os.path.abspath(path) for path in paths if path != "-"]
    return Path(os.path.commonpath(absolute)) if absolute else Path.cwd()


def from_stdin(paths: tuple[str, ...], name: str | None) -> InputFile | None:
    """The article on standard input, where the path is ``-``. Raises UsageError for a mixture."""
    from srclint.engine.files import InputFile

    if "-" not in paths:
        if name is not None:
            raise UsageError("--stdin-filename only goes with - as the path.")
        return None
    if len(paths) > 1:
        raise UsageError("- (standard input) goes alone, without other paths.")
    stream = getattr(sys, "stdin", None)
    if stream is None:
        raise UsageError("Standard input is closed; name a file.")
    return InputFile(name or "stdin.md", None, data=stream.buffer.read())
