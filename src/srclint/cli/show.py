"""``srclint outline`` and ``srclint rule``."""

from __future__ import annotations

from typing import Any

import click

from srclint.cli.group import main
from srclint.cli.options import LOOKING_UP, configured
from srclint.cli.terminal import emit, style
from srclint.errors import SrclintError, UsageError


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
@LOOKING_UP
def outline(source: str, output_format: str, language: str, **options: Any) -> None:
    """The provisions of SOURCE: a URL, a CELEX number, an act's name or a local file."""
    from srclint.engine.show import outline_of
    from srclint.model import Fetched, Gone
    from srclint.report import outline as formats

    settings = configured((), {**options, "config_file": None, "isolated": False})
    name, answer = outline_of(source, settings, language=language)
    match answer:
        case Fetched():
            if output_format == "json":
                emit(formats.as_json(name, answer.outline), options)
            else:
                emit(formats.as_text(name, answer.outline, style(options)), options)
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

    from srclint.config.keys import suggest
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
