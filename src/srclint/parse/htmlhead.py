"""What a page's head says of the article: title, language, dates."""

from __future__ import annotations

import html
import json

from srclint.parse.htmltokens import Token

_DATES = {
    "article:published_time": "date",
    "datepublished": "date",
    "date": "date",
    "dc.date": "date",
    "dcterms.date": "date",
    "dcterms.created": "date",
    "dcterms.issued": "date",
    "citation_publication_date": "date",
    "article:modified_time": "updated",
    "og:updated_time": "updated",
    "datemodified": "updated",
    "dcterms.modified": "updated",
    "dc.date.modified": "updated",
    "last-modified": "updated",
    "revised": "updated",
}
_LANGUAGES = ("content-language", "dc.language", "dcterms.language")
_LIMIT = 200_000


def head_of(source: str, tokens: list[Token]) -> dict[str, object]:
    """``title``, ``lang``, ``date`` and ``updated`` as far as the page tells them.

    From ``html lang``, ``title``, ``meta``, JSON-LD and, failing these, the first ``time`` element.
    """
    values: dict[str, object] = {}
    first_time = ""
    for index, token in enumerate(tokens):
        if token.kind == "raw" and token.name == "title" and "title" not in values:
            words = " ".join(html.unescape(source[token.start : token.end]).split())
            if words:
                values["title"] = words
        elif token.kind == "raw" and token.name == "script" and tokens[index - 1].raw_has("ld+json"):
            _linked_data(source[token.start : min(token.end, token.start + _LIMIT)], values)
        elif token.kind != "open":
            continue
        elif token.name == "html":
            language = token.value("lang") or token.value("xml:lang")
            if language:
                values.setdefault("lang", language)
        elif token.name == "meta":
            name = token.value("name") or token.value("property") or token.value("itemprop")
            name = (name or token.value("http-equiv")).lower()
            content = token.value("content").strip()
            if content and name in _DATES:
                values.setdefault(_DATES[name], content)
            elif content and name in _LANGUAGES:
                values.setdefault("lang", content.split(",")[0].strip())
        elif token.name == "time" and not first_time:
            first_time = token.value("datetime").strip()
    if first_time and "date" not in values and "updated" not in values:
        values["date"] = first_time
    return values


def _linked_data(words: str, values: dict[str, object]) -> None:
    if words.count("[") + words.count("{") > 5000:
        return
    try:
        waiting: list[object] = [json.loads(words)]
    except (ValueError, RecursionError):
        return
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            for key, name in (("datePublished", "date"), ("dateModified", "updated"), ("inLanguage", "lang")):
                value = node.get(key)
                if isinstance(value, str) and value:
                    values.setdefault(name, value)
            waiting.extend(value for value in node.values() if isinstance(value, (list, dict)))
