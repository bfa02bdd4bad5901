"""SRC502."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from srclint.legal.currency import Comparison, Stale, name_of, stale_provisions
from srclint.legal.currency.change import described
from srclint.legal.currency.versions import called
from srclint.legal.identifiers import document, eurlex_url
from srclint.legal.prose import capital, listed, spoken
from srclint.legal.provisions import article_of, human
from srclint.model import Article, Problem, Severity, Sources
from srclint.rules.base import Needs, rule


@rule("SRC502", "provision-amended-since", severity=Severity.WARNING, needs=Needs.SOURCES)
def check(article: Article, sources: Sources) -> Iterator[Problem]:
    """A cited provision was changed or deleted after the article was written.

    ## Why it matters
    The sentence was right on its day and may be wrong today: a date was moved, a duty was dropped. The
    reader who looks it up finds other words than the author did.

    srclint compares the text in force at the article's date with the newest consolidated text up to the
    day of the run, word by word, and says what changed. Typography and corrigenda are no change. A
    consolidated text is documentary; only the Official Journal is authentic.

    Where the article is younger than the change, or bears no date, but its link goes to the text as
    published, the finding is of severity `info`: the claim may be right, the link shows the older words.
    So it is where the act was only inferred, as the one that the article is about, and where the number
    can be read in two ways (Art.3-12).
    For an article without a date of its own the file's last commit counts as the latest day on which it
    can have been written. Where the amending act is named next to the reference, the rule is silent.

    Each article or annex of an act is reported once, at its first reference. An article that is a record
    of its day says so in its front matter, and the rule leaves it alone:

    ```yaml
    srclint:
      frozen: true
    ```

    ## Example
    ```markdown
    Written on 22 June 2026: high-risk rules apply from 2 August 2027 (Art. 113 of the AI Act).
    ```

    ## Use instead
    ```markdown
    High-risk rules apply from 2 December 2027 (Art. 113 of the AI Act, as amended by Regulation (EU) 2026/1744).
    ```
    """
    problems: list[Problem] = []
    told: dict[tuple[str, str | None], int] = {}
    for stale in stale_provisions(article, sources):
        keys = [(stale.cited.act, _unit(comparison.target)) for comparison in stale.comparisons]
        new = [comparison for key, comparison in zip(keys, stale.comparisons, strict=True) if key not in told]
        if not new:
            first = told[keys[0]]
            problems[first] = replace(problems[first], related=(*problems[first].related, stale.cited.span))
            continue
        for key in keys:
            told.setdefault(key, len(problems))
        problems.append(_problem(article, replace(stale, comparisons=tuple(new))))
    yield from problems


def _unit(target: str) -> str | None:
    return article_of(target.partition("..")[0])


def _problem(article: Article, stale: Stale) -> Problem:
    cited = stale.cited
    names = listed([capital(human(comparison.target)) for comparison in stale.comparisons])
    alone = len(stale.comparisons) == 1
    lines = dict.fromkeys(described(comparison, named=not alone) for comparison in stale.comparisons)
    words = "; ".join(line for line in lines if line)
    what = f": {words}." if words else "."
    by = f" by {listed([name_of(act) for act in stale.acts])}" if stale.acts else ""
    verb = "deleted" if all(_is_gone(comparison) for comparison in stale.comparisons) else "changed"
    current = called(stale.new)
    number = stale.new.removeprefix("celex:")
    address = eurlex_url(number, article.language)
    if stale.after:
        day = spoken(article.as_of)
        when = "the article's date" if article.as_of_source != "commit" else "the file's last commit"
        message = f"{names} of {name_of(cited.act)} {_was(stale)} {verb}{by} after {when} ({day}){what}"
        remedy = (
            f"Read the claim against {current} ({address}) and correct it and its date; "
            "an article that records its day says `frozen: true` in its front matter."
        )
    else:
        message = f"The link goes to {name_of(cited.act)} as published; {names} {_was(stale)} {verb} since{by}{what}"
        remedy = f"See that the claim holds in {current}, and link to it: {address}."
    return Problem(
        cited.span,
        message,
        remedy,
        unit=cited.unit,
        citation=cited.citation,
        reference=cited.reference,
        document=document(number).id,
        lower=None if stale.after and not cited.guessed else Severity.INFO,
    )


def _is_gone(comparison: Comparison) -> bool:
    return all(one.kind == "deleted" and one.path == comparison.target for one in comparison.changes)


def _was(stale: Stale) -> str:
    several = len(stale.comparisons) > 1 or ".." in stale.comparisons[0].target
    return "were" if several else "was"
