"""A real Chromium, driven by Playwright; without one these tests skip and say what is missing.

The browser reaches nothing: pages are files, every other request is recorded and refused.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

# No sandbox: it does not work for root, as whom builds run. Only pages of our own are opened.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND",
]
_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """The browser; ``SRCLINT_CHROMIUM`` may say where it is.

    It is closed before other tests begin: Playwright keeps an event loop running in this thread meanwhile.
    """
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        pytest.skip("Playwright is not installed (pip install 'srclint[browser]')")
    path = os.environ.get("SRCLINT_CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
    if path is None:
        pytest.skip("there is no Chromium on this machine (Debian: apt-get install chromium)")
    with sync_playwright() as driver:
        try:
            browser = driver.chromium.launch(executable_path=path, args=ARGUMENTS)
        except Error as error:
            pytest.skip(f"{path} does not start: {str(error).splitlines()[0]}")
        yield browser
        browser.close()


@dataclass
class Looked:
    """An open page and what went on in it: words on its console, errors, requests but its own."""

    page: Any
    console: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def visible(self, selector: str) -> list[str]:
        """The ids (else classes) of what matches and is shown."""
        return list(
            self.page.eval_on_selector_all(
                selector, "all => all.filter(e => e.checkVisibility()).map(e => e.id || e.className)"
            )
        )

    def color(self, selector: str, what: str = "backgroundColor") -> str:
        """A computed colour."""
        return str(self.page.eval_on_selector(selector, f"e => getComputedStyle(e).{what}"))


@pytest.fixture
def look(chromium: Any, tmp_path: Path) -> Iterator[Any]:
    """Opens HTML as a file, with a window of its own."""
    contexts = []

    def open_(html: str | Path, *, width: int = 1440, height: int = 900, **options: Any) -> Looked:
        file = html if isinstance(html, Path) else tmp_path / "page.html"
        if not isinstance(html, Path):
            file.write_text(html, encoding="utf-8")
        context = chromium.new_context(
            viewport={"width": width, "height": height}, offline=True, reduced_motion="reduce", **options
        )
        context.set_default_timeout(5000)
        contexts.append(context)
        looked = Looked(context.new_page())

        def judge(route: Any) -> None:
            if route.request.url.startswith(f"file://{tmp_path}"):
                route.continue_()
            else:
                looked.requests.append(route.request.url)
                route.abort()

        context.route("**/*", judge)
        looked.page.on("console", lambda message: looked.console.append(message.text))
        looked.page.on("pageerror", lambda error: looked.console.append(str(error)))
        looked.page.on("dialog", lambda dialog: looked.console.append(dialog.message) or dialog.dismiss())
        looked.page.goto(file.as_uri())
        return looked

    yield open_
    for context in contexts:
        context.close()
