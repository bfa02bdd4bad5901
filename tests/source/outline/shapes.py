"""Small documents in the shapes that EUR-Lex serves."""

# ruff: noqa: E501 - documents are written as they are served

from __future__ import annotations

from srclint.model import Outline, Provision
from srclint.source.outline.reading import read_document


def read(text: str | bytes, **hints: str | None) -> Outline:
    """The outline of a document that is one."""
    content = text.encode() if isinstance(text, str) else text
    found = read_document(
        content, content_type=hints.get("content_type"), url=hints.get("url"), celex=hints.get("celex")
    )
    assert isinstance(found, Outline), found
    return found


def paths(outline: Outline) -> list[str]:
    """All paths in order."""
    return [provision.path for provision in outline.provisions]


def at(outline: Outline, path: str) -> Provision:
    """One provision."""
    return next(p for p in outline.provisions if p.path == path)


def item(mark: str, *inner: str) -> str:
    """A list item as the Official Journal prints it: a table of two columns."""
    body = "".join(part if part.startswith("<") else f'<p class="oj-normal">{part}</p>' for part in inner)
    return (
        '<table width="100%"><col width="4%"/><col width="96%"/><tbody><tr>'
        f'<td valign="top"><p class="oj-normal">{mark}</p></td><td valign="top">{body}</td></tr></tbody></table>'
    )


def grid(mark: str, *inner: str) -> str:
    """A list item of a consolidated text."""
    body = "".join(part if part.startswith("<") else f'<p class="norm">{part}</p>' for part in inner)
    return (
        '<div class="grid-container grid-list"><div class="list grid-list-column-1">'
        f'<span>{mark}</span></div><div class="grid-list-column-2">{body}</div></div>'
    )


def oj(body: str, *, language: str = "EN") -> str:
    """An act as published."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>L_X</title></head>'
        f'<body><table><tr><td><p class="oj-hd-lg">{language}</p></td><td><p class="oj-hd-date">12.7.2024</p></td></tr>'
        f'</table><div class="eli-container">{body}</div></body></html>'
    )


def article(number: str, title: str, body: str, word: str = "Article") -> str:
    """An article of the act itself."""
    return (
        f'<div class="eli-subdivision" id="art_{number}"><p class="oj-ti-art" id="d1e{number}-1-1">{word}\u00a0{number}</p>'
        f'<div class="eli-title" id="art_{number}.tit_1"><p class="oj-sti-art">{title}</p></div>{body}</div>'
    )


def consolidated(body: str) -> str:
    """A consolidated text of the newest generation."""
    return (
        "<html><head><title>Consolidated TEXT: 32024R1111 — EN — 27.07.2026</title></head><body>"
        '<p class="reference">02024R1111 — EN — 27.07.2026 — 001.001</p>'
        '<div class="eli-container"><p class="arrow"><a>▼B</a></p><div class="eli-main-title" id="tit_1">'
        '<p class="title-doc-first">REGULATION (EU) 2024/1111</p><p class="title-doc-last">on widgets</p></div>'
        f"{body}</div></body></html>"
    )
