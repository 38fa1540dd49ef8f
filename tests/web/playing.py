"""What tests with a browser do: sign in as somebody, fill in, look; and what they ask of every page that was opened."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Dialog, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
PASSWORD = "gong-zuo-2016"
WIDE, PHONE = (1440, 900), (390, 844)


@dataclass
class Served:
    """The demonstration office in a process of its own (served.py), and a browser in front of it.

    `foreign` are the requests that went elsewhere, `refused` what the browser said it would not do.
    """

    process: subprocess.Popen[str]
    address: str
    database: str
    folder: Path
    browser: Browser
    contexts: dict[tuple[object, ...], BrowserContext] = field(default_factory=dict)
    foreign: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    # ------------------------------------------------------------------ whoever keeps the server

    def day(self, day: str) -> None:
        """It is that day from now on."""
        self._order(do="day", day=day)

    def luoshi(self, *words: str, code: int = 0) -> str:
        """What the command said; it ended with that code."""
        done = self._order(do="run", words=list(words))
        assert done["code"] == code, done["said"]
        return str(done["said"])

    def _order(self, **order: object) -> dict[str, Any]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        print(json.dumps(order), file=self.process.stdin, flush=True)
        return dict(json.loads(self.process.stdout.readline()))

    # ------------------------------------------------------------------ whoever sits before it

    def page(self, account: str = "", size: tuple[int, int] = WIDE, path: str = "", **more: Any) -> Page:
        """A new page of somebody who is signed in; of a visitor where no account is named."""
        key = (account, size, *more)
        if key not in self.contexts:
            self.contexts[key] = self.context(size, **more)
            if account:
                self.let_in(self.contexts[key], account)
        page = self.contexts[key].new_page()
        if path:
            page.goto(self.address + path)
        return page

    def let_in(self, context: BrowserContext, account: str) -> None:
        """Make a browser one that has signed in."""
        cookie = str(self._order(do="session", account=account)["cookie"])
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": self.address}])

    def context(self, size: tuple[int, int] = WIDE, **more: Any) -> BrowserContext:
        """A browser of one's own, watched for requests that go elsewhere."""
        width, height = size
        context = self.browser.new_context(
            viewport={"width": width, "height": height}, accept_downloads=True, locale="zh-CN", **more
        )
        context.set_default_timeout(30_000)
        context.on("request", lambda request: self._watch(request.url))
        context.on("console", lambda said: self.refused.append(said.text) if "Content Security" in said.text else None)
        return context

    def close_pages(self) -> None:
        """Close what is open; who is signed in stays so."""
        for context in self.contexts.values():
            for page in context.pages:
                page.close(run_before_unload=False)

    def log(self) -> str:
        """What the server has said of what it refused."""
        return (self.folder / "served.log").read_text(encoding="utf-8")

    def _watch(self, url: str) -> None:
        if not url.startswith((self.address, "data:", "blob:", "about:")):
            self.foreign.append(url)


@contextmanager
def served(folder: Path, database: str, day: str) -> Iterator[Served]:
    """Serve a demonstration office that was made on a day, in front of a browser."""
    environment = os.environ | {
        "DATABASE_URL": database, "LUOSHI_WORKSPACE": str(folder / "workspace"), "LUOSHI_TODAY": day,
        "PYTHONIOENCODING": "utf-8",
    }  # fmt: skip
    command = [sys.executable, str(Path(__file__).parent / "served.py")]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "encoding": "utf-8"}
    with (folder / "served.log").open("w") as log, subprocess.Popen(
        command, env=environment, stderr=log, **pipes  # type: ignore[call-overload]
    ) as process, sync_playwright() as playwright:  # fmt: skip
        try:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            address = process.stdout.readline().strip()
            assert address, (folder / "served.log").read_text()[-3000:]
            yield Served(process, address, database, folder, browser)
            browser.close()
        finally:
            process.kill()


# ------------------------------------------------------------------ what is seen and done


def words(page: Page) -> str:
    """What stands on a page, in one line."""
    return re.sub(r"\s+", " ", page.locator("main").inner_text())


def fill(page: Page, values: dict[str, str]) -> None:
    """Write into the fields of the form, by their ids; choose where there is something to choose from."""
    for id, value in values.items():
        at = page.locator(f"#f-{id}")
        if at.evaluate("one => one.tagName") == "SELECT":
            at.select_option(label=value)
        else:
            at.fill(value)


def press(page: Page, name: str) -> None:
    """Press a button, and wait for the page that follows."""
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=name, exact=True).click()


def leave_without_asking(page: Page) -> None:
    """Say yes to whatever a page asks before it is left."""

    def accept(dialog: Dialog) -> None:
        dialog.accept()

    page.on("dialog", accept)
