"""A run with every state in it: articles read by the real reader, verdicts and passages set by hand.

The act is invented; its passages were written here.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from srclint.model import (
    Article,
    ArticleReport,
    Fetched,
    Finding,
    Outline,
    Problem,
    Report,
    Severity,
    SourceRecord,
    Support,
    SupportVerdict,
    Unverified,
    Verdict,
    VerdictState,
)
from srclint.parse.article import read_article
from srclint.parse.settings import ReadSettings

ACT = "https://eur-lex.europa.eu/eli/reg/2030/9001/oj"
TITLE = "Regulation (EU) 2030/9001 on the keeping of small records"
GUIDE = "https://records.example.org/guide/for-keepers"
NEWS = "https://news.example.org/2030/a-very-long-address-that-must-wrap/" + "keepers-and-their-records-" * 6

TEXT = f"""---
title: "Keeping small records: what changes for keepers in 2031"
date: 2031-02-10
lang: en
---

# Keeping small records: what changes for keepers in 2031

The Small Records Regulation asks every keeper in the Union for a register.[^1] Keepers must keep their
records for 5 years after the last entry.[^2] The fine is at most EUR 12 000 or 3 % of turnover, whichever
is higher.[^3]

## Who must act, and when

The duties apply from 2 March 2031.[^4] Keepers must name a contact within 30 days, and they may
do so on paper.

> “Records shall be legible and shall be kept in one place.”[^5]

In practice:

1. keepers must hand over the register within 72 hours;[^2]
2. small keepers are exempt from Article 2(3) until 2033;[^1]
3. ask your adviser.

## Fines by kind

| Breach | Fine |
| --- | --- |
| no register | EUR 6 000[^3] |
| false entries | EUR 12 000[^3] |

The Commission's guide names 14 national authorities.[^6] A newspaper put the number of keepers at
45 million ([the report]({NEWS})). Article 40 of the Regulation obliges keepers to publish a summary.[^7]

[^1]: Regulation (EU) 2030/9001, Art. 1. <{ACT}#art_1>
[^2]: Regulation (EU) 2030/9001, Art. 2. <{ACT}#art_2>
[^3]: Regulation (EU) 2030/9001, Art. 3. <{ACT}#art_3>
[^4]: Regulation (EU) 2030/9001, Art. 4. <{ACT}#art_4>
[^5]: Regulation (EU) 2030/9001, Art. 2(2). <{ACT}#art_2>
[^6]: [Guide for keepers]({GUIDE})
[^7]: Regulation (EU) 2030/9001. <{ACT}>
"""

OTHER = f"""---
title: Registers op papier
date: 2031-01-05
lang: nl
---

# Registers op papier

Houders bewaren hun register ten minste vijf jaar.[^1] De boete bedraagt hoogstens 2 %.[^2]

[^1]: Verordening (EU) 2030/9001, artikel 2. <{ACT}#art_2>
[^2]: Verordening (EU) 2030/9001, artikel 3. <{ACT}#art_3>
"""

_CONSISTENT = SupportVerdict.CONSISTENT
ARTICLE_2 = (
    "Keepers shall keep their records for 5 years after the date of the last entry.",
    "1.",
    "2. Records shall be legible, complete and kept at the seat of the keeper.",
)
ARTICLE_3 = (
    "The fine shall not exceed EUR 12 000 or 2 % of the total turnover of the preceding year, whichever is higher.",
    "Member States shall lay down the rules on penalties.",
    "It shall be proportionate.",
)


def read(text: str, path: str) -> Article:
    """An article by the real reader."""
    return read_article(text, path, ReadSettings(), modified=None, today=dt.date(2031, 3, 1))


def _support(
    article: Article, words: str, verdict: SupportVerdict, passage=None, **rest
) -> tuple[str, Support]:
    unit = next(unit for unit in article.units if words in unit.plain)
    citation = rest.pop("citation", None) or unit.coverage[0].citation
    if passage:
        rest |= {"exact": passage[0], "prefix": passage[1], "suffix": passage[2]}
    document = article.citation(citation).document
    return unit.id, Support(citation, verdict, document=document.id if document else None, **rest)


def _finding(
    article: Article, words: str, code: str, name: str, severity: Severity, message: str, help_: str
):
    unit = next(unit for unit in article.units if words in unit.plain)
    citation = unit.coverage[0].citation if unit.coverage else None
    return Finding(
        code,
        name,
        severity,
        article.path,
        Problem(unit.span, message, help_, unit.id, citation),
        f"{code}{unit.id}",
    )


def first_article(path: str = "articles/small-records.md", text: str = TEXT) -> ArticleReport:
    """An English article with a claim in every state."""
    article = read(text, path)
    facts = {unit.id: unit.facts for unit in article.units}
    units = {unit.plain: unit.id for unit in article.units}
    fine = next(id_ for plain, id_ in units.items() if plain.startswith("The fine is at most"))
    authorities = next(id_ for plain, id_ in units.items() if "14 national" in plain)
    given = [
        _support(article, "asks every keeper", SupportVerdict.UNCHECKED, reason="no-facts", provision="art_1",
                 passage=("This Regulation lays down rules on the records of every keeper in the Union.", "", ""),
                 url=f"{ACT}#art_1"),
        _support(article, "for 5 years", _CONSISTENT, ARTICLE_2, provision="art_2", url=f"{ACT}#art_2"),
        _support(article, "The fine is at most", SupportVerdict.MISMATCH, ARTICLE_3, provision="art_3",
                 missing=tuple(f for f in facts[fine] if f.value == "3"), note="The provision has 2 %.",
                 url=f"{ACT}#art_3"),
        _support(article, "apply from 2 March", SupportVerdict.OUTDATED,
                 ("It shall apply from 2 March 2031.", "It enters into force on the twentieth day.", ""),
                 provision="art_4", url=f"{ACT}#art_4",
                 note="True of the Official Journal text; since 1 February 2031 Article 4 has 2 September 2031."),
        _support(article, "legible and shall", SupportVerdict.MISMATCH, ARTICLE_2, provision="art_2.par_2",
                 note="The source has: “Records shall be legible, complete and kept at the seat of the keeper.”"),
        _support(article, "72 hours", SupportVerdict.ELSEWHERE, provision="art_2", found_in=("art_5.par_1",),
                 passage=("The keeper shall hand over the register within 72 hours of a request.", "", ""),
                 note="72 hours stands in Article 5(1), not in Article 2.", url=f"{ACT}#art_5"),
        _support(article, "no register", _CONSISTENT, ARTICLE_3, provision="art_3", url=f"{ACT}#art_3"),
        _support(article, "false entries", _CONSISTENT, ARTICLE_3, provision="art_3", url=f"{ACT}#art_3"),
        _support(article, "14 national", SupportVerdict.NOT_IN_PROVISION,
                 passage=("The guide lists the authorities of the Member States.", "", ""),
                 missing=tuple(f for f in facts[authorities] if f.value == "14"), url=GUIDE),
    ]  # fmt: skip
    support: dict[str, tuple[Support, ...]] = {}
    for id_, one in given:
        support[id_] = (*support.get(id_, ()), one)
    findings = (
        _finding(article, "The fine is at most", "SRC401", "value-not-in-provision", Severity.ERROR,
                 "3 % is not in Article 3, which has 2 %.", "Correct the figure, or cite where it stands."),
        _finding(article, "name a contact", "SRC101", "claim-without-source", Severity.WARNING,
                 "This claim has no source (a duration, a duty).", "Add a footnote after it."),
        _finding(article, "apply from 2 March", "SRC504", "claim-outdated", Severity.WARNING,
                 "2 March 2031 was true of the version cited; Article 4 now has 2 September 2031.",
                 "Update the date, or set frozen: true for an article that tells of its own day."),
        _finding(article, "72 hours", "SRC402", "value-in-other-provision", Severity.WARNING,
                 "72 hours is not in Article 2; it stands in Article 5(1).", "Cite Article 5(1)."),
        _finding(article, "Article 40", "SRC301", "provision-not-in-source", Severity.ERROR,
                 "Article 40 does not exist in Regulation (EU) 2030/9001, which has 12 articles.", "Check the number."),
        _finding(article, "14 national", "SRC404", "count-or-body-not-in-provision", Severity.INFO,
                 "14 is not on the page.", "Check whether it stands there in other words."),
    )  # fmt: skip
    return judged(article, support, findings)


def second_article(path: str = "articles/nl/registers.md") -> ArticleReport:
    """A Dutch article, shorter."""
    article = read(OTHER, path)
    support = {
        id_: (one,)
        for id_, one in (
            _support(article, "vijf jaar", _CONSISTENT, ARTICLE_2, provision="art_2", url=f"{ACT}#art_2"),
            _support(article, "2 %", _CONSISTENT, ARTICLE_3, provision="art_3", url=f"{ACT}#art_3"),
        )
    }
    return judged(article, support, ())


def judged(article: Article, support, findings) -> ArticleReport:
    """An article whose acts were read and whose newspaper did not answer."""
    blocked = Verdict(VerdictState.UNVERIFIED, "blocked")
    read_, missing = Verdict(VerdictState.VERIFIED), Verdict(VerdictState.MISSING, "art_40")
    return ArticleReport(
        article,
        {c.id: blocked if c.url and "news." in c.url else read_ for c in article.citations},
        {r.id: missing if "art_40" in r.targets else read_ for r in article.references},
        support,
        tuple(sorted(findings, key=lambda f: f.problem.span)),
    )


def sources(*entries: ArticleReport) -> tuple[SourceRecord, ...]:
    """What was looked up for these articles."""
    moment = dt.datetime(2031, 3, 1, 9, 0, tzinfo=dt.UTC)
    outlines = {
        True: Outline("oj-html", TITLE, "en", None, dt.date(2030, 6, 3)),
        False: Outline("page", "Guide for keepers", "en"),
    }  # fmt: skip
    found: dict[str, SourceRecord] = {}
    for entry in entries:
        for citation in entry.article.citations:
            document = citation.document
            if document is None or document.id in found:
                continue
            url = citation.url or document.url
            if entry.citations[citation.id].state is VerdictState.VERIFIED:
                outline = outlines[document.is_eu]
                source = Fetched(document.id, document.url, 200, "ab" * 32, moment, outline)
            else:
                source = Unverified(document.id, "blocked", "The server answered 403.")
            found[document.id] = SourceRecord(document.id, (url,), source)
    return tuple(found.values())


def report(*entries: ArticleReport, **changes) -> Report:
    """A run over these articles; over the first article by default."""
    entries = entries or (first_article(),)
    return replace(Report("0.1.0", entries, sources(*entries), (), requests=3), **changes)
