"""What was true of one version of an act and is not of another; bounds that differ."""

from __future__ import annotations

from collections.abc import Sequence

from srclint.legal.identifiers import version_date
from srclint.legal.support import counts
from srclint.legal.support.cited import Cited
from srclint.legal.support.context import Context
from srclint.legal.support.elsewhere import has
from srclint.legal.support.gaps import Gap
from srclint.legal.support.outdated import Version, in_force, lost
from srclint.legal.support.telling import version_name
from srclint.legal.support.values import VALUES
from srclint.model import Fact, Severity, Sources, SupportVerdict


def of_held(context: Context, found: Sequence[tuple[Fact, Cited, str]], sources: Sources) -> list[Gap]:
    """What is to be said of facts that the cited text has: no longer true, or bounded otherwise."""
    out = []
    for fact, cited, path in found:
        if fact.type not in VALUES or not cited.is_act:
            continue
        if not context.article.frozen and cited.rank <= 1:
            newest = in_force(cited, sources)
            instead = None
            if newest is not None and path and not _tells_both(context, newest, found):
                instead = lost(context, fact, path, cited.reading, newest)
            if instead is not None and cited.paths:
                out.append(Gap(
                    "value", SupportVerdict.OUTDATED, (fact,), Severity.WARNING,
                    f"True of {version_name(cited.reading.outline)}; {instead}",
                    cited.citation, newest.document if newest else cited.document, (path.partition(".")[0],),
                ))  # fmt: skip
        out += counts.bound(context, fact, cited, path)
    return out


def _tells_both(context: Context, newest: Version, found: Sequence[tuple[Fact, Cited, str]]) -> bool:
    """Whether the claim has a figure of the new text that the old one lacks: then it tells of the change."""
    held = {id(fact) for fact, _, _ in found}
    tops = [path for path in newest.reading.top if not path.startswith("rct_")]
    return any(
        id(fact) not in held and any(has(newest.reading.passage(path), fact) for path in tops)
        for fact in context.values
    )


def of_other_version(context: Context, fact: Fact, cited: Cited, version: Version, path: str) -> Gap | str:
    """The claim has what another version says: outdated where that is an older one, else not to be judged."""
    own = version_date(cited.document)
    older = own is not None and (version.date is None or version.date < own)
    if not older or context.article.frozen or cited.rank > 1:
        return "other-version"
    now = Version(cited.document, own, cited.reading)
    instead = lost(context, fact, path, version.reading, now)
    if instead is None:
        return "other-version"
    return Gap(
        "value", SupportVerdict.OUTDATED, (fact,), Severity.WARNING,
        f"True of {version_name(version.reading.outline)}; {instead}", cited.citation, cited.document, (path,),
    )  # fmt: skip
