"""Currency: does the law still say it? What became of an act, and of the provision that is cited.

Pure comparison of texts that were read: the version that a link names or that was in force at the
article's date, and the newest one up to the run's date. What cannot be compared is unknown, never
unchanged and never changed.
"""

from __future__ import annotations

from srclint.legal.currency.change import Change, Comparison, compare
from srclint.legal.currency.citations import Cited, Stale, cited_provisions, stale_provisions
from srclint.legal.currency.standing import Standing, standing
from srclint.legal.currency.versions import Versions, amending_acts, name_of, versions_of

__all__ = [
    "Change",
    "Cited",
    "Comparison",
    "Stale",
    "Standing",
    "Versions",
    "amending_acts",
    "cited_provisions",
    "compare",
    "name_of",
    "stale_provisions",
    "standing",
    "versions_of",
]
