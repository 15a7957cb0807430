"""Read the HTML of a page as tests look at it."""

import re

from lxml import html

EXECUTABLE = ("", "text/javascript", "application/javascript", "module")


def parse(body: str) -> html.HtmlElement:
    """Read a whole page."""
    return html.document_fromstring(body)


def text_of(page: html.HtmlElement, selector: str) -> str:
    """Return the text of the first element that has this id, spaces brought to one."""
    return squeeze(page.get_element_by_id(selector).text_content())


def squeeze(text: str) -> str:
    """Bring each run of ordinary spaces to one; a no-break space stays."""
    return re.sub(r"[ \n\t]+", " ", text).strip()


def inline_code(page: html.HtmlElement) -> list[str]:
    """List what a strict policy refuses: scripts and styles in the page, code in attributes."""
    scripts = [
        f"<script> {node.text_content()[:60]}"
        for node in page.iter("script")
        if not node.get("src") and (node.get("type") or "") in EXECUTABLE
    ]
    styles = [f"<style> {node.text_content()[:60]}" for node in page.iter("style")]
    attributes = [
        f"{node.tag} {name}={value[:60]}"
        for node in page.iter()
        if isinstance(node.tag, str)
        for name, value in node.attrib.items()
        if _is_code(name, value)
    ]
    return scripts + styles + attributes


def _is_code(name: str, value: str) -> bool:
    return (
        name == "style"
        or (name.startswith("on") and len(name) > 2)
        or name.startswith(("hx-on", "data-hx-on"))
        or value.strip().lower().startswith("javascript:")
    )


def loaded_addresses(page: html.HtmlElement) -> list[str]:
    """List the addresses that a browser fetches to show the page."""
    wanted = (("script", "src"), ("img", "src"), ("iframe", "src"), ("use", "href"))
    found = [node.get(name, "") for tag, name in wanted for node in page.iter(tag)]
    sheets = [
        node.get("href", "")
        for node in page.iter("link")
        if {"stylesheet", "icon", "shortcut", "preload"} & set((node.get("rel") or "").split())
    ]
    return [address for address in found + sheets if address]
