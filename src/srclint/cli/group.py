"""The group of commands: every error of ours becomes one sentence and an exit status."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from srclint.cli.terminal import harmless, say
from srclint.errors import SrclintError
from srclint.version import __version__


class _Commands(click.Group):
    """Turns every error of ours, and an interrupt, into one sentence and its exit status."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except SrclintError as error:
            say(str(error))
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
            vars(error)["message"] = harmless(error.message)
            raise
        except (click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if os.environ.get("SRCLINT_DEBUG"):
                raise
            say(
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
