"""How a report may look: colour, hyperlinks and width, decided by the caller."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

_CODES = {
    "bold": "1",
    "error": "1;31",
    "warning": "1;33",
    "info": "1;36",
    "help": "1;32",
    "gutter": "1;34",
    "second": "34",
    "dim": "2",
}
_DEFAULT_WIDTH = 100
_LEAST_WIDTH = 40


@dataclass(frozen=True, slots=True)
class Style:
    """What the reader's screen can show; reporters ask no terminal themselves.

    ``width`` is in columns; 0 or less means unknown, and less than 40 is taken as 40.
    """

    color: bool = False
    hyperlinks: bool = False
    width: int = 0

    @property
    def columns(self) -> int:
        """The width to write for."""
        return max(self.width, _LEAST_WIDTH) if self.width > 0 else _DEFAULT_WIDTH

    def paint(self, text: str, role: str) -> str:
        """``text`` in the colour of ``role`` (a severity, ``bold``, ``gutter``, ...)."""
        return f"\x1b[{_CODES[role]}m{text}\x1b[0m" if self.color and text else text

    def link(self, text: str, url: str | None) -> str:
        """``text`` as an OSC 8 hyperlink; left as it is for anything but an http(s) address."""
        if not self.hyperlinks or not url or not url.lower().startswith(("http://", "https://")):
            return text
        # The address comes from the article: only printable ASCII may reach the terminal.
        return f"\x1b]8;;{percent_encoded(url)}\x1b\\{text}\x1b]8;;\x1b\\"


def percent_encoded(url: str) -> str:
    """An address in printable ASCII without spaces, quotes or brackets of markup."""
    return quote(url.encode("utf-8", "surrogatepass"), safe="!#$%&'()*+,-./:;=?@[]_~")
