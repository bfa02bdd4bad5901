"""Put the output of ``srclint check examples`` into the README, as a test wants it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
COMMAND = [sys.executable, "-m", "srclint", "check", "examples", "--offline", "--no-cache", "--exit-zero"]
BLOCK = re.compile(r"(<!-- output of the examples -->\n```text\n).*?(```)", re.DOTALL)


def main() -> None:
    """Run the command and write its output between the fences."""
    done = subprocess.run(COMMAND, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True)
    readme = ROOT / "README.md"
    text = readme.read_text(encoding="utf-8")
    readme.write_text(BLOCK.sub(lambda found: found[1] + done.stdout + found[2], text), encoding="utf-8")


if __name__ == "__main__":
    main()
