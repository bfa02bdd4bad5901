"""``srclint cache``: what has been fetched."""

from __future__ import annotations

from pathlib import Path

import click

from srclint.cli.group import main


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


@cache.command("show", short_help="All that is kept about a document.")
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


@cache.command("export", short_help="Write the sources as a web archive (WARC).")
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
