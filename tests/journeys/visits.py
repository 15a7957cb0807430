"""Visit a page once and note all that the rules about pages ask."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import axe_playwright_python
from playwright.sync_api import BrowserContext, ConsoleMessage
from playwright.sync_api import Page as Tab

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
LANGUAGES = {"fr": "", "en": "/en"}
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
AXE_RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
AXE_RUN = """async tags => (await axe.run(document, {runOnly: tags, resultTypes: ["violations"]}))
  .violations.map(rule => `${rule.id}: ${rule.nodes.slice(0, 3).map(node => node.target.join(" ")
    + " – " + node.any.concat(node.all, node.none).map(check => check.message).join("; "))
    .join(" | ")}`)"""
# What a reader, or a screen reader, meets: texts, and the attributes that are words. An element in
# another language says so (`lang`) and is left out, as are code and the cells of a preview.
TEXTS = """() => {
  const own = document.documentElement.lang, found = [];
  const skip = node => node.closest("script,style,noscript,template,code,pre,.dataTable tbody,th i")
    || (node.closest("[lang]") || document.documentElement).lang !== own;
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    if (!skip(walker.currentNode.parentElement)) found.push(walker.currentNode.data);
  }
  for (const name of ["aria-label", "title", "placeholder", "alt", "data-dq-copied"]) {
    for (const node of document.querySelectorAll(`[${name}]`)) {
      if (!skip(node)) found.push(node.getAttribute(name));
    }
  }
  for (const node of document.querySelectorAll("input[type=submit],input[type=button]")) {
    found.push(node.value);
  }
  return found.map(text => text.replace(/\\s+/g, " ").trim()).filter(text => text);
}"""
# The elements that stick out on the right, the deepest ones first.
OVERFLOW = """() => {
  const root = document.documentElement, room = root.clientWidth;
  if (root.scrollWidth <= room) return [];
  const wide = [...document.querySelectorAll("body *")].filter(node => {
    const box = node.getBoundingClientRect();
    return box.width && box.right > room + 1 && ![...node.children].some(
      child => child.getBoundingClientRect().right > room + 1);
  });
  return [`${root.scrollWidth} px`, ...wide.slice(0, 5).map(
    node => `${node.tagName.toLowerCase()}.${node.className} « ${node.textContent.trim()
      .slice(0, 40)} »`)];
}"""
HEADINGS = "() => [...document.querySelectorAll('h1')].map(node => node.textContent.trim())"


@dataclass(frozen=True)
class Visit:
    """What was met at an address; the empty tuples are what is hoped for."""

    address: str
    status: int
    policy: str
    language: str
    title: str
    headings: tuple[str, ...]
    overflow: tuple[str, ...]
    barriers: tuple[str, ...]
    outside: tuple[str, ...]
    complaints: tuple[str, ...]
    texts: tuple[str, ...]


def visit(context: BrowserContext, address: str, language: str) -> Visit:
    """Open an address as a phone does, then as a desk does, and note what is there."""
    tab, asked = context.new_page(), []
    said = complaints_of(tab)
    tab.on("request", lambda request: asked.append(request.url))
    tab.set_viewport_size(PHONE)
    answer = tab.goto(LANGUAGES[language] + address, wait_until="networkidle")
    assert answer is not None
    own = urlsplit(answer.url).netloc
    found = Visit(
        address=answer.url,
        status=answer.status,
        policy=answer.headers.get("content-security-policy", ""),
        language=tab.evaluate("() => document.documentElement.lang"),
        title=tab.title(),
        headings=tuple(tab.evaluate(HEADINGS)),
        overflow=tuple(tab.evaluate(OVERFLOW)),
        barriers=_barriers(tab, language),
        outside=tuple(sorted({url for url in asked if _is_outside(url, own)})),
        complaints=tuple(text for text in said if not _is_own(text, answer.url)),
        texts=tuple(dict.fromkeys(text for frame in tab.frames for text in frame.evaluate(TEXTS))),
    )
    tab.close()
    return found


def complaints_of(tab: Tab) -> list[str]:
    """Return the list to which each error and warning of a tab is going to be added."""
    said: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            said.append(f"{message.type}: {message.text} ({message.location.get('url', '')})")

    tab.on("console", hear)
    tab.on("pageerror", lambda error: said.append(f"error: {error}"))
    return said


def run_axe(tab: Tab) -> list[str]:
    """Return the barriers that axe-core finds in a tab as it is now."""
    for frame in tab.frames:
        frame.evaluate(AXE)
    # axe asks the frames inside by itself.
    return tab.main_frame.evaluate(AXE_RUN, list(AXE_RULES))


def _barriers(tab: Tab, language: str) -> tuple[str, ...]:
    """Return what axe-core finds at the desk's width and, in French, at the phone's."""
    found = []
    if language == "fr":
        found += [f"phone: {text}" for text in run_axe(tab)]
    tab.set_viewport_size(DESK)  # type: ignore[arg-type]
    found += [f"desk: {text}" for text in run_axe(tab)]
    return tuple(found)


def _is_own(text: str, address: str) -> bool:
    """Tell whether a complaint is only that the page itself answers 404, as it should."""
    return "Failed to load resource" in text and text.endswith(f"({address})")


def _is_outside(url: str, own: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme not in ("data", "blob", "about") and parts.netloc != own
