"""Write the rule pages in docs/rules/ from the rules' docstrings. With --check: say whether they are up to date."""

from __future__ import annotations

import sys
from pathlib import Path

from srclint.rules import RULES

FOLDER = Path(__file__).parent.parent / "docs" / "rules"


def pages() -> dict[str, str]:
    """File name -> content, the index included."""
    index = ["# Rules", "", "| code | name | default | needs | |", "|---|---|---|---|---|"]
    found: dict[str, str] = {}
    for rule in RULES:
        index.append(
            f"| [{rule.code}]({rule.name}.md) | {rule.name} | {rule.severity} | {rule.needs} | {rule.summary} |"
        )
        found[f"{rule.name}.md"] = (
            f"# {rule.name} ({rule.code})\n\nDefault severity: {rule.severity}. Needs: {rule.needs}.\n\n{rule.page}\n"
        )
    found["README.md"] = "\n".join(index) + "\n"
    return found


def main() -> int:
    """Write or check; 1 when a page is not up to date."""
    stale = [name for name, text in pages().items() if _read(FOLDER / name) != text]
    if "--check" in sys.argv:
        print("\n".join(stale))
        return 1 if stale else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    return 0


def _read(file: Path) -> str | None:
    return file.read_text(encoding="utf-8") if file.is_file() else None


if __name__ == "__main__":
    sys.exit(main())
