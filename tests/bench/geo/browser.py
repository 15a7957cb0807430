"""A real browser that draws in software, and what opening a map in it costs a reader."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, CDPSession, Request, sync_playwright
from playwright.sync_api import Page as Tab

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = (
    *("--no-sandbox", "--disable-background-networking", "--disable-dev-shm-usage"),
    *("--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"),
    # nobody waits for tiles of OpenStreetMap that can't come
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)
DESK = {"width": 1280, "height": 900}
PATIENCE = 300.0  # seconds
PAUSE, QUIET = 0.05, 1.0  # seconds: between two looks; without news, all is done
COLLECT, WEIGH = "HeapProfiler.collectGarbage", "Runtime.getHeapUsage"
# When the map was idle and when a hand did something, since the navigation began.
NOTES = """
window.dqIdle = []; window.dqHand = {};
addEventListener("dq-map:idle", () => dqIdle.push(performance.now()));
for (const name of ["pointerdown", "click"])
  addEventListener(name, event => { dqHand[name] = event.timeStamp; }, true);
"""
LIBRARY = ("maplibre-gl", "pmtiles.js")  # what the names of the libraries' files begin with


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Debian's Chromium without a window."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


@contextmanager
def visit(browser: Browser, script: str = NOTES) -> Iterator["Visit"]:
    """Give a visit by somebody who never came: no cache; `script` runs before those of a page."""
    context = browser.new_context(locale="fr-CA", viewport=DESK)  # type: ignore[arg-type]
    context.add_init_script(script)
    tab = context.new_page()
    made = Visit(tab, context.new_cdp_session(tab))
    made.listen()
    try:
        yield made
    finally:
        context.close()


@dataclass
class Visit:
    """A tab and what is noted of it."""

    tab: Tab
    link: CDPSession
    finished: list[Request] = field(default_factory=list)
    workers: list[str] = field(default_factory=list)
    answers: dict[tuple[str, int], dict] = field(default_factory=dict)
    asked: int = 0

    def listen(self) -> None:
        """Note the answers that arrive, and the workers that start."""
        self.tab.on("requestfinished", self._finished)
        self.link.on("Target.attachedToTarget", lambda said: self.workers.append(said["sessionId"]))
        self.link.on("Target.receivedMessageFromTarget", self._answered)
        how = {"autoAttach": True, "waitForDebuggerOnStart": False, "flatten": False}
        self.link.send("Target.setAutoAttach", how)

    def open(self, address: str) -> None:
        """Go to a page, without waiting for all of it."""
        self.tab.goto(address, wait_until="commit")

    def heap(self) -> float:
        """Return the megabytes of JavaScript in use, once what is unused is collected.

        Objects and array buffers, of the page with its frames and of its workers; not the DOM, nor
        what the graphics card would hold.
        """
        self.link.send(COLLECT)
        used = [self.link.send(WEIGH)]
        for worker in self.workers:
            self._ask(worker, COLLECT)
            used.append(self._ask(worker, WEIGH))
        return sum(part["usedSize"] + part["backingStorageSize"] for part in used) / 1e6

    def transferred(self, until: float) -> dict[str, int]:
        """Return the octets of what was asked before a time since the navigation, by address.

        Headers and bodies as they travelled; what was asked before and came after counts whole.
        """
        origin = self.tab.evaluate("performance.timeOrigin")
        found: dict[str, int] = {}
        for request in self.finished:
            if request.timing["startTime"] > origin + until:
                continue
            sizes = request.sizes()
            octets = sizes["responseBodySize"] + sizes["responseHeadersSize"]
            found[request.url] = found.get(request.url, 0) + octets
        return found

    def wait(self, ready: Callable[[], bool], patience: float = PATIENCE) -> None:
        """Look again and again."""
        end = time.monotonic() + patience
        while not ready():
            if time.monotonic() > end:
                raise AssertionError(f"expected: an end to it on {self.tab.url}")
            self.tab.wait_for_timeout(PAUSE * 1000)

    def _ask(self, worker: str, method: str) -> dict:
        self.asked += 1
        key = (worker, self.asked)
        message = json.dumps({"id": self.asked, "method": method})
        self.link.send("Target.sendMessageToTarget", {"sessionId": worker, "message": message})
        self.wait(lambda: key in self.answers, patience=30)
        return self.answers[key]

    def _finished(self, request: Request) -> None:
        self.finished.append(request)

    def _answered(self, said: dict) -> None:
        message = json.loads(said["message"])
        if "id" in message:
            self.answers[said["sessionId"], message["id"]] = message["result"]


def without_library(octets: dict[str, int]) -> float:
    """Return the kilobytes of all but the map libraries' scripts."""
    names = {address: address.partition("?")[0].rpartition("/")[2] for address in octets}
    own = (octets[key] for key, name in names.items() if not is_library(name))
    return sum(own) / 1e3


def is_library(name: str) -> bool:
    """Say whether a file is a script of MapLibre or of PMTiles."""
    return name.startswith(LIBRARY) and name.endswith((".js", ".mjs"))
