"""The settings block at the head of a Markdown file: YAML, TOML or JSON."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping

_OPENING = re.compile(r"(---|\+\+\+|;;;)[ \t]*\r?\n")
_LIMIT = 200_000
# "<<" is the merge key; a tag can say the same, also with percent signs in it.
_MERGES = re.compile(r"<<|merge|![^\s]{0,200}%")
_ALIAS = re.compile(r"(?<![^\s\[{,:?-])\*[^\s,\[\]{}]")


def front_matter(text: str) -> tuple[Mapping[str, object], int, tuple[tuple[int, int, str], ...]]:
    """(values, end offset, warnings) of the front matter that ``text`` (line ends ``\\n``) begins with.

    ``---`` opens YAML, ``+++`` TOML, ``{`` JSON. Where it cannot be read the values are empty and
    one warning says why; the end offset then still lies after it, so that it is not read as prose.
    """
    if text.startswith("{"):
        return _json(text)
    opening = _OPENING.match(text)
    if opening is None:
        return {}, 0, ()
    fence = opening.group(1)
    endings = "---|\\.\\.\\." if fence == "---" else re.escape(fence)
    closing = re.compile(rf"^(?:{endings})[ \t]*\r?$", re.MULTILINE).search(text, opening.end(), _LIMIT)
    if closing is None:
        if fence == "---":
            return {}, 0, ()  # a thematic break
        return {}, 0, ((0, len(fence), "The front matter is never closed."),)
    end = closing.end()
    if text.startswith("\n", end):
        end += 1
    inner = text[opening.end() : closing.start()]
    if fence == "+++":
        if _too_deep(inner):
            return {}, end, ((0, end, "The front matter is not usable TOML: it is nested too deeply."),)
        try:
            return tomllib.loads(inner), end, ()
        except (ValueError, RecursionError) as error:
            return {}, end, ((0, end, f"The front matter is not valid TOML: {error}."),)
    return _yaml(inner, end)


def _json(text: str) -> tuple[Mapping[str, object], int, tuple[tuple[int, int, str], ...]]:
    if not re.match(r"\{\s{0,200}\"", text):
        return {}, 0, ()
    try:
        values, end = json.JSONDecoder().raw_decode(text[:_LIMIT])
    except (ValueError, RecursionError) as error:
        # A number of thousands of digits is a ValueError of its own kind.
        deep = "it is nested too deeply" if isinstance(error, RecursionError) else "a number is too long"
        why = error.msg if isinstance(error, json.JSONDecodeError) else deep
        return {}, 0, ((0, 1, f"The front matter is not valid JSON: {why}."),)
    return (values if isinstance(values, dict) else {}), end, ()


def _yaml(inner: str, end: int) -> tuple[Mapping[str, object], int, tuple[tuple[int, int, str], ...]]:
    import yaml

    if _too_deep(inner):
        return {}, end, ((0, end, "The front matter is not usable YAML: it is nested too deeply."),)
    if _MERGES.search(inner) and len(_ALIAS.findall(inner)) > 20:
        # Mappings merged out of merged mappings grow without end; twenty aliases cannot.
        return {}, end, ((0, end, "The front matter is not usable YAML: it merges too many mappings."),)
    loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        values = yaml.load(inner, Loader=loader)  # noqa: S506 -- both loaders are the safe ones
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        problem = getattr(error, "problem", None) or str(error).split("\n", 1)[0]
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 2}" if mark is not None else ""
        return {}, end, ((0, end, f"The front matter is not valid YAML: {problem}{where}."),)
    if values is None:
        return {}, end, ()
    if not isinstance(values, dict):
        return {}, end, ((0, end, "The front matter is not a list of keys and values."),)
    return {str(key): value for key, value in values.items()}, end, ()


def _too_deep(inner: str) -> bool:
    """Whether brackets would make a recursive parser overflow."""
    depth = deepest = 0
    for bracket in re.findall(r"[\[\]{}]", inner):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    return deepest > 50
