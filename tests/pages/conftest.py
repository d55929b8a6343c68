"""A real browser for pages, where there is one."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WIDE, NARROW = 1400, 380


@dataclass
class Opened:
    """A page in a browser, with everything it complained of, asked for or tried to run."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def shown(self, selector: str = "details.finding") -> int:
        """How many elements can be seen."""
        return self.page.locator(f"{selector}:visible").count()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a window; the test is skipped, and says why, where it is not installed."""
    place = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if place is None:
        pytest.skip(
            "no Chromium on this machine (Debian: apt-get install chromium): pages were not opened in a browser"
        )
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=place, args=["--no-sandbox"])
        yield chromium
        chromium.close()


Open = Callable[..., Any]


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Open:
    """Opens the text of a page from a file: ``with opened(text, width=380, dark=True) as it``."""

    @contextmanager
    def open_page(
        text: str, width: int = WIDE, dark: bool = False, script: bool = True, at: str = ""
    ) -> Iterator[Opened]:
        file = tmp_path / "page.html"
        file.write_text(text, encoding="utf-8")
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            offline=True,
        )
        it = Opened(context.new_page())
        it.page.on("console", lambda message: it.complaints.append(message.text))
        it.page.on("pageerror", lambda error: it.complaints.append(str(error)))
        it.page.on("request", lambda request: it.requests.append(request.url))
        it.page.on("dialog", lambda dialog: (it.dialogs.append(dialog.message), dialog.dismiss()))
        it.page.goto(f"{file.as_uri()}{at}")
        yield it
        context.close()

    return open_page
