"""``--diff-base REV``: only what a change brought, compared with where it began.

The base is the commit at which the work parted from the revision (``git merge-base REV HEAD``), as
in a pull request. What counts is the article as it is read now, committed or not. git is only asked
for the old text, as it is stored; the lines are compared here, so that no filter, external diff or
text conversion of a repository runs.
"""

from __future__ import annotations

import os
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path

from srclint.engine import git
from srclint.engine.files import MAX_BYTES
from srclint.errors import UnreadableArticle, UsageError
from srclint.model import Article, ArticleReport, Finding, Span, Suppressed
from srclint.parse.decode import decode
from srclint.suppress import claim_of

BY = "diff-base"
"""What ``Suppressed.by`` says of a finding outside the changes, until it is counted and left out."""
_MOST_PAIRS = 4_000_000
"""Lines times lines that are compared; a longer stretch of changes counts as changed throughout."""


@dataclass(frozen=True, slots=True)
class Base:
    """The old texts of the articles that the revision had, by path; an article without one is new."""

    revision: str
    texts: Mapping[str, str]

    def mark(self, entry: ArticleReport, before: Callable[[str], ArticleReport]) -> ArticleReport:
        """The findings outside the changes, marked; ``before`` judges the article's old text.

        A finding belongs to the changes where a line of its own, of its claim, of its citation or of
        a related place changed, or where the old text did not have it (a note was removed).
        """
        article = entry.article
        old = self.texts.get(article.path)
        if old is None or article.unreadable is not None:
            return entry
        changed = changed_lines(old, article.text)
        known: Counter[tuple[str, str, str | None]] = Counter()
        if changed or old != article.text:
            was = before(old)
            if was.article.unreadable is None:
                known.update(_key(was.article, finding) for finding in was.findings)
        marked: list[Finding] = []
        for finding in entry.findings:
            key = _key(article, finding)
            there = old == article.text or known[key] > 0
            known[key] -= 1
            if finding.suppressed is None and there and not _touched(article, finding, changed):
                why = f"Nothing that it stands on changed since {self.revision}."
                finding = replace(finding, suppressed=Suppressed(BY, why))
            marked.append(finding)
        return replace(entry, findings=tuple(marked))


def load(revision: str, articles: Sequence[Article]) -> Base:
    """Ask git for the articles as they were. Raises UsageError, in one sentence with the remedy."""
    if not revision or revision.startswith("-") or not revision.isprintable():
        raise UsageError(f"--diff-base {revision}: this is no revision; name a branch, a tag or a commit.")
    texts: dict[str, str] = {}
    try:
        for root, names in _by_repository(articles).items():
            base = _merge_base(root, revision)
            renamed = _renames(root, base)
            old = {path: renamed.get(name, name) for path, name in names.items()}
            held = git.blobs(root, base, sorted(set(old.values())), MAX_BYTES)
            for path, name in old.items():
                if name in held:
                    try:
                        texts[path] = decode(held[name], path)
                    except UnreadableArticle:
                        continue  # nothing to compare with: every line counts as new
    except FileNotFoundError:
        raise UsageError("--diff-base needs git, which was not found; install it.") from None
    return Base(revision, texts)


def _by_repository(articles: Sequence[Article]) -> dict[Path, dict[str, str]]:
    """Repository -> article's path -> its name there."""
    roots: dict[Path, Path | None] = {}
    found: dict[Path, dict[str, str]] = {}
    for article in articles:
        path = Path(os.path.abspath(article.path))
        if path.parent not in roots:
            roots[path.parent] = git.root_of(path.parent)
        root = roots[path.parent]
        name = git.name_in(path, root) if root is not None else None
        if root is None or name is None:
            raise UsageError(
                f"{article.path} lies in no git repository; --diff-base compares with a revision of one."
            )
        found.setdefault(root, {})[article.path] = name
    return found


def _merge_base(root: Path, revision: str) -> str:
    commit = git.ask(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if not commit:
        raise UsageError(
            f"--diff-base {revision}: there is no such revision in this clone; fetch it first "
            "(git fetch origin; in CI, check out with the whole history)."
        )
    base = git.ask(root, "merge-base", commit.decode("ascii").strip(), "HEAD")
    if not base:
        raise UsageError(
            f"--diff-base {revision}: it has no commit in common with this one, or the clone is too "
            "shallow to see it; fetch the whole history (git fetch --unshallow)."
        )
    return base.decode("ascii").split()[0]


def _renames(root: Path, base: str) -> dict[str, str]:
    """New name -> old name, of what was committed or staged since."""
    told = git.ask(
        root, "diff", "--cached", "--name-status", "--diff-filter=R", "--find-renames", "-z",
        "--no-ext-diff", "--no-textconv", "--no-color", "--ignore-submodules", base, "--",
    )  # fmt: skip
    parts = [os.fsdecode(part) for part in (told or b"").split(b"\0")]
    return {
        new: old for status, old, new in zip(parts[::3], parts[1::3], parts[2::3], strict=False) if status
    }


def changed_lines(old: str, new: str) -> tuple[int, ...]:
    """The lines of ``new``, from 1, that ``old`` does not have there; line ends do not count."""
    before, after = _lines(old), _lines(new)
    low = 0
    while low < min(len(before), len(after)) and before[low] == after[low]:
        low += 1
    high = 0
    while high < min(len(before), len(after)) - low and before[-1 - high] == after[-1 - high]:
        high += 1
    before, after = before[low : len(before) - high], after[low : len(after) - high]
    if len(before) * len(after) > _MOST_PAIRS:
        return tuple(range(low + 1, low + len(after) + 1))
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return tuple(
        low + line + 1
        for tag, _, _, start, end in matcher.get_opcodes()
        if tag != "equal"
        for line in range(start, end)
    )


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _touched(article: Article, finding: Finding, changed: Sequence[int]) -> bool:
    problem = finding.problem
    spans: list[Span] = [problem.span, *problem.related]
    citation = article.citation(problem.citation)
    if citation is not None:
        spans += [citation.span, *([citation.url_span] if citation.url_span else [])]
    spans += [unit.span for unit in article.units if unit.id == problem.unit]
    return any(_any_within(changed, span) for span in spans)


def _any_within(changed: Sequence[int], span: Span) -> bool:
    at = bisect_left(changed, span.line)
    return at < len(changed) and changed[at] <= max(span.line, span.end_line)


def _key(article: Article, finding: Finding) -> tuple[str, str, str | None]:
    return finding.code, claim_of(article, finding), finding.problem.document
