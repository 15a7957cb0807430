"""Visit a page once and note all that the rules about pages ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import axe_playwright_python
from playwright.sync_api import BrowserContext, ConsoleMessage, Frame
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
    tab, asked, said = context.new_page(), [], []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: said.append(_complaint(message)))
    tab.on("pageerror", lambda error: said.append(f"error: {error}"))
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
        complaints=tuple(text for text in said if text and not _is_own(text, answer.url)),
        texts=tuple(dict.fromkeys(text for frame in tab.frames for text in frame.evaluate(TEXTS))),
    )
    tab.close()
    return found


def _barriers(tab: Tab, language: str) -> tuple[str, ...]:
    """Return what axe-core finds at the desk's width and, in French, at the phone's."""
    found = []
    for frame in tab.frames:
        frame.evaluate(AXE)
    if language == "fr":
        found += [f"phone: {text}" for text in _run_axe(tab.main_frame, AXE_RULES)]
    tab.set_viewport_size(DESK)  # type: ignore[arg-type]
    found += [f"desk: {text}" for text in _run_axe(tab.main_frame, AXE_RULES)]
    return tuple(found)


def _run_axe(frame: Frame, rules: Sequence[str]) -> list[str]:
    # axe asks the frames inside by itself.
    return frame.evaluate(AXE_RUN, list(rules))


def _complaint(message: ConsoleMessage) -> str:
    if message.type not in ("error", "warning"):
        return ""
    return f"{message.type}: {message.text} ({message.location.get('url', '')})"


def _is_own(text: str, address: str) -> bool:
    """Tell whether a complaint is only that the page itself answers 404, as it should."""
    return "Failed to load resource" in text and text.endswith(f"({address})")


def _is_outside(url: str, own: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme not in ("data", "blob", "about") and parts.netloc != own
