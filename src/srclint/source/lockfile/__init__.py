"""``srclint.lock`` as text: what the cited sources held when they were read.

Every line stands for itself, ``<document> <key> <value>``, so that a merge which keeps the lines of
both sides is always right, and so that a line in a review tells what it is about. Documents are sorted
by id, the consolidated texts of an act behind it; within a document the provisions stand in its own
order, and the digest of a cited one follows the line that holds it. Two branches that cite different
articles of one act so change different places. The dividers (``# ---- celex:32016``) do the same for
new documents: they part the file from its first day on, where a short one would have only one place
for everything. An act that was read in another language than English has it behind its id
(``celex:32016R0679@fr``): its wording is another.

::

    celex:32024R1689 read 2026-06-22 oj-html en 9f86d081...
    celex:32024R1689 has art_64 .par_1..2
    celex:32024R1689 cites art_64.par_1 5d41402abc4b2a76b9719d911017c592
    celex:32024R1689 lacks art_640
    act:32024R1689 versions 2026-06-22 02024R1689-20260727

A lock comes from a repository, and so perhaps from a stranger: its size is bounded, each line must have
the shape that is written here, and nothing in it is executed or opened.
"""

from srclint.source.lockfile.content import (
    FORMAT,
    NAME,
    Lock,
    LockedAct,
    id_of,
    key_of,
    sorted_versions,
)
from srclint.source.lockfile.reading import MAX_BYTES, load
from srclint.source.lockfile.writing import dividers, dump

__all__ = [
    "FORMAT", "MAX_BYTES", "NAME", "Lock", "LockedAct", "dividers", "dump", "id_of", "key_of", "load",
    "sorted_versions",
]  # fmt: skip
