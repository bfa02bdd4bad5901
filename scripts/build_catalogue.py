"""Build the catalogue of acts from a table of facts and, where given, from a folder of sources.

    python scripts/build_catalogue.py TABLE.tsv [--sources FOLDER] [--only acts|outlines]

``TABLE.tsv`` has the columns celex, eli, citation, names_en ... names_other, adopted, applies_from,
articles, recitals, annexes, notes, check (one line an act). ``FOLDER`` is laid out as
``<CELEX>/<LANG>.<ext>``; every version that ``srclint.source.outline`` can read becomes a skeleton:
paths only, never a word of the law. Output: ``src/srclint/legal/data/acts.tsv`` and ``outlines.txt``.
Further names of acts, and acts known by number and name only, are kept by hand in ``act-names.tsv``.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections import defaultdict
from pathlib import Path

from srclint.legal import skeletons

DATA = Path(__file__).parent.parent / "src" / "srclint" / "legal" / "data"
COLUMNS = [
    "celex", "eli", "citation", "names", "adopted", "applies_from", "articles", "recitals", "annexes",
    "repealed_by", "repealed_on", "amended_by", "versions", "corrigenda",
]  # fmt: skip
LANGUAGES = ("en", "de", "fr", "nl", "es", "it", "pl")
_CELEX = r"[0-9]{5}[A-Z]{1,2}[0-9]{4}"
_REPEALED_BY = re.compile(rf"(?i:re(?:pealed|placed)) by ({_CELEX})(?: (?:on|from) (\d{{4}}-\d\d-\d\d))?")
_REPEALS = re.compile(
    rf"(?i:repeal(?:s|ed)) ({_CELEX})(?: (?:from|on|with effect from) (\d{{4}}-\d\d-\d\d))?"
)
_AMENDS = re.compile(rf"(?:Amends|inserts [^;:]*? into|[Aa]mending act: pin-points normally mean) ({_CELEX})")
_AMENDS_BY_NAME = re.compile(r"Amends ([A-Z][A-Za-z0-9]+)(?: and |/)([A-Z][A-Za-z0-9]+)")
_VERSION = re.compile(r"\b0\d{4}[A-Z]\d{4}-\d{8}\b")
_CORRIGENDUM = re.compile(r"R\((\d\d)\) (\d{1,2})\.(\d{1,2})\.(\d{4})")


def evidence(check: str) -> dict[str, str]:
    """Field -> evidence ("text", "list", "unverified"...) of a row's check column."""
    return dict(item.split(":", 1) for item in re.sub(r"\([^)]*\)", "", check).split() if ":" in item)


def count(row: dict[str, str], field: str) -> str:
    """``113`` where the count was verified, ``?113`` where it is only believed, empty where unknown."""
    value = row[field].strip()
    if not value:
        return ""
    seen = evidence(row["check"])
    grade = seen.get(field, seen.get("counts", "unverified"))
    return value if grade in {"text", "list"} else "?" + value


def names(row: dict[str, str]) -> str:
    """``en:A|B;de:C`` in the order of the table; a bracketed explanation is not part of a name."""
    groups = [(language, row[f"names_{language}"]) for language in LANGUAGES]
    groups += [tuple(item.split(":", 1)) for item in row["names_other"].split(";") if item]  # type: ignore[misc]
    parts = []
    for language, words in groups:
        cleaned = [re.sub(r"\s*\([^)]*\)$", "", word).strip() for word in words.split("|")]
        kept = list(dict.fromkeys(word for word in cleaned if word))
        if kept:
            parts.append(f"{language}:{'|'.join(kept)}")
    return ";".join(parts)


def base(version: str) -> str:
    """The act that a consolidated version consolidates."""
    return "3" + version[1:].split("-")[0]


def build_acts(table: Path, sources: Path | None) -> list[dict[str, str]]:
    """The catalogue's rows, in the table's order."""
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    repealed: dict[str, tuple[str, str]] = {}
    amended: defaultdict[str, list[str]] = defaultdict(list)
    versions: defaultdict[str, set[str]] = defaultdict(set)
    named = {name: row["celex"] for row in reversed(rows) for name in row["names_en"].split("|") if name}
    for row in rows:
        for match in _AMENDS_BY_NAME.finditer(row["notes"]):
            for name in match.groups():
                amended[named[name]].append(row["celex"])
        for match in _REPEALED_BY.finditer(row["notes"]):
            repealed[row["celex"]] = (match[1], match[2] or repealed.get(row["celex"], ("", ""))[1])
        for match in _REPEALS.finditer(row["notes"]):
            known = repealed.get(match[1], ("", ""))
            repealed[match[1]] = (row["celex"], match[2] or known[1])
        for match in _AMENDS.finditer(row["notes"]):
            amended[match[1]].append(row["celex"])
        for version in _VERSION.findall(row["notes"]):
            versions[base(version)].add(version)
    if sources:
        for folder in sources.iterdir():
            if _VERSION.fullmatch(folder.name):
                versions[base(folder.name)].add(folder.name)
    out = []
    for row in rows:
        celex = row["celex"]
        corrigenda = [
            f"{int(y):04d}-{int(m):02d}-{int(d):02d}={celex}R({number})"
            for number, d, m, y in _CORRIGENDUM.findall(row["notes"])
        ]
        by, on = repealed.get(celex, ("", ""))
        out.append(
            {
                "celex": celex,
                "eli": row["eli"],
                "citation": row["citation"],
                "names": names(row),
                "adopted": row["adopted"],
                "applies_from": row["applies_from"],
                "articles": count(row, "articles"),
                "recitals": count(row, "recitals"),
                "annexes": count(row, "annexes"),
                "repealed_by": by,
                "repealed_on": on,
                "amended_by": "|".join(amended[celex]),
                "versions": "|".join(sorted(versions[celex], reverse=True)),
                "corrigenda": "|".join(corrigenda),
            }
        )
    return out


def write_acts(rows: list[dict[str, str]]) -> None:
    """Write the table, one act a line."""
    lines = ["\t".join(COLUMNS)] + ["\t".join(row[c] for c in COLUMNS) for row in rows]
    (DATA / "acts.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def build_outlines(sources: Path) -> str:
    """The skeletons of every version in the folder that can be read; English before other languages."""
    from srclint.model import Outline
    from srclint.source import outline

    found = []
    for folder in sorted(path for path in sources.iterdir() if path.is_dir()):
        best: Outline | None = None
        for file in sorted(folder.iterdir(), key=lambda f: (not f.name.startswith("EN."), f.name)):
            read = outline.read(file.read_bytes(), celex=folder.name)
            if isinstance(read, Outline) and read.provisions:
                rank = (len(read.partial), -len(read.provisions))
                if best is None or rank < (len(best.partial), -len(best.provisions)):
                    best = read
        if best is not None and (best.celex or folder.name)[0] in "0123":
            found.append((folder.name.replace("-TXT", "/TXT"), best))
    return skeletons.dump_outlines(found)


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("table", type=Path)
    parser.add_argument("--sources", type=Path)
    parser.add_argument("--only", choices=["acts", "outlines"])
    options = parser.parse_args()
    DATA.mkdir(exist_ok=True)
    if options.only != "outlines":
        rows = build_acts(options.table, options.sources)
        write_acts(rows)
        print(f"acts.tsv: {len(rows)} acts")
    if options.sources and options.only != "acts":
        text = build_outlines(options.sources)
        (DATA / "outlines.txt").write_text(text, encoding="utf-8", newline="\n")
        print(f"outlines.txt: {text.count(chr(10))} lines")


if __name__ == "__main__":
    main()
