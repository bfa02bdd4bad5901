"""Claims as small articles: a heading, a harmless sentence, the claim with its source, another sentence."""

from __future__ import annotations

import re
import zlib

from mutationset.claims import Claim

_TITLE = {
    "en": ("What the rules say", "A short guide", "Questions we get every week"),
    "nl": ("Wat er in de regels staat", "Een korte gids", "Vragen uit de praktijk"),
    "de": ("Was in den Regeln steht", "Ein kurzer Leitfaden", "Fragen aus der Praxis"),
    "fr": ("Ce que disent les règles", "Petit guide", "Les questions que l'on nous pose"),
}
_BEFORE = {
    "en": ("Readers often ask how this works in practice.", "The details matter more than the headlines."),
    "nl": ("Lezers vragen vaak hoe dit in de praktijk werkt.", "De details doen er hier toe."),
    "de": ("Leser fragen oft, wie das in der Praxis aussieht.", "Auf die Einzelheiten kommt es an."),
    "fr": ("On nous demande souvent comment cela se passe.", "Tout est dans les détails."),
}
_AFTER = {
    "en": ("Ask your lawyer before you act on this.", "We will come back to this in another post."),
    "nl": ("Overleg met een jurist voordat u iets doet.", "We komen hier later op terug."),
    "de": ("Im Zweifel hilft ein Gespräch mit dem Anwalt.", "Darauf kommen wir noch zurück."),
    "fr": ("Parlez-en à votre avocat avant d'agir.", "Nous y reviendrons dans un autre billet."),
}
_LEVEL = re.compile(r"([a-z]+)_(\w+)")


def rendered(claim: Claim, at: str) -> str:
    """The Markdown article that makes the claim and cites the provision ``at`` for it.

    How it is cited (a footnote with the address or without, a linked provision, one in the words)
    depends on the claim alone, so that a mutant looks as its claim does.
    """
    language = claim.language
    number = zlib.crc32(claim.id.encode())
    sentence, note = _cited(claim, at, number)
    lines = [
        "---",
        f"title: {_TITLE[language][number % 3]}",
        f"date: {claim.act.date.isoformat()}",
        f"lang: {language}",
        "---",
        "",
        _BEFORE[language][number % 2],
        "",
        sentence,
        "",
        _AFTER[language][number // 2 % 2],
    ]
    if note:
        lines += ["", f"[^1]: {note}"]
    return "\n".join(lines) + "\n"


def _cited(claim: Claim, at: str, number: int) -> tuple[str, str]:
    act, language = claim.act, claim.language
    name, full = act.name[language], act.number[language]
    inside = any(part.kind == "ref" for part in claim.parts)
    sentence = "".join(
        _of_act(said(at, language, number), name, language) if part.kind == "ref" else part.words
        for part in claim.parts
    )
    if inside:
        return f"{sentence}[^1]", f"{full} ({name}), {act.url}"
    pinpoint = said(at, language, number)
    style = number // 7 % (4 if act.linked else 5)
    if style == 0:
        return f"{sentence}[^1]", f"{_capital(pinpoint)}, {full} ({name}), {act.url}."
    if style == 1:
        return f"{sentence}[^1]", f"[{full}, {pinpoint}]({act.url})."
    if style == 2:
        link = f" ([{_of_act(pinpoint, name, language)}]({act.url}))"
        return f"{sentence[:-1]}{link}{sentence[-1]}", ""
    if style == 3:
        address = act.url if "#" in act.url or "?" in act.url else f"{act.url}#{at.partition('.')[0]}"
        return f"{sentence}[^1]", f"{name}, {pinpoint}, <{address}>"
    return f"{sentence}[^1]", f"{name}, {pinpoint}."


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _of_act(pinpoint: str, name: str, language: str) -> str:
    if language == "de":
        return f"{pinpoint} {name}"
    if language == "nl":
        return f"{pinpoint} van de {name}" if name != "DORA" else f"{pinpoint} van DORA"
    if language == "fr":
        return f"{pinpoint} du {name}" if not name.startswith("directive") else f"{pinpoint} de la {name}"
    return f"{pinpoint} of the {name}"


def said(path: str, language: str, number: int = 0) -> str:
    """A canonical path in the words of a language, in one of the ways that authors write it."""
    levels = [(found[1], found[2]) for found in map(_LEVEL.fullmatch, path.split(".")) if found]
    (kind, first), rest = levels[0], levels[1:]
    short = number % 3 == 0
    if language == "en":
        return _english(kind, first, rest, short)
    if language == "nl":
        word = {"art": "art." if short else "artikel", "anx": "bijlage", "rct": "overweging"}[kind]
        level = {"par": "lid ", "pnt": "punt " if rest[:1] == levels[1:2] and kind != "art" else "onder "}
        if rest and rest[0][0] == "pnt":
            level["pnt"] = "punt "
        mark = " " if short else ", "
        return f"{word} {first}" + "".join(f"{mark}{level[name]}{n}" for name, n in rest)
    if language == "de":
        word = {"art": "Art." if short else "Artikel", "anx": "Anhang", "rct": "Erwägungsgrund"}[kind]
        parts = {"par": "Abs. " if short else "Absatz ", "pnt": "Buchst. " if short else "Buchstabe "}
        return f"{word} {first}" + "".join(
            f" {'Nr. ' if name == 'pnt' and n.isdigit() else parts[name]}{n}" for name, n in rest
        )
    word = {"art": "art." if short else "article", "anx": "annexe", "rct": "considérant"}[kind]
    return f"{word} {first}" + "".join(
        f", {'paragraphe ' if name == 'par' else 'point '}{n}{')' if n.isalpha() else ''}" for name, n in rest
    )


def _english(kind: str, first: str, rest: list[tuple[str, str]], short: bool) -> str:
    word = {"art": "Art." if short else "Article", "anx": "Annex", "rct": "recital"}[kind]
    if kind == "art":
        return f"{word} {first}" + "".join(f"({n})" for _, n in rest)
    return f"{word} {first}" + "".join(f", point ({n})" for _, n in rest)
