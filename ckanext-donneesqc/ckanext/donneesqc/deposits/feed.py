"""Write the Atom feed of a table's versions."""

from collections.abc import Sequence
from datetime import datetime

import ckan.plugins.toolkit as tk
from feedgen.feed import FeedGenerator


def write_feed(
    package: dict, title: str, addresses: dict[str, str], versions: Sequence[dict]
) -> bytes:
    """Return the feed of versions, newest first; a withdrawn one is told with its reason.

    `addresses`: those of the feed itself (`self`) and of the history page (`alternate`).
    Source: RFC 4287.
    """
    feed = FeedGenerator()
    feed.id(addresses["self"])
    feed.title(title)
    feed.subtitle(tk._("Versions published and withdrawn"))
    feed.language(tk.h.lang())
    organization = package.get("organization") or {}
    feed.author(name=organization.get("title") or tk.config["ckan.site_title"])
    for relation, address in addresses.items():
        feed.link(href=address, rel=relation)
    feed.updated(max((_updated(version) for version in versions), default=_created(package)))
    for version in versions:
        _add(feed, version)
    return feed.atom_str(pretty=True)


def _add(feed: FeedGenerator, version: dict) -> None:
    """Add a version; its address never changes, so it is the entry's name too."""
    entry = feed.add_entry(order="append")
    entry.id(version["address"])
    entry.title(_title(version))
    entry.link(href=version["address"])
    entry.published(version["created"])
    entry.updated(_updated(version))
    entry.summary(_summary(version))


def _title(version: dict) -> str:
    number = version["number"]
    if version["withdrawn"]:
        return tk._("Version {number} withdrawn").format(number=number)
    if version["restored_from"]:
        said = tk._("Version {number}: version {older} brought back")
        return said.format(number=number, older=version["restored_from"])
    return tk._("Version {number}").format(number=number)


def _summary(version: dict) -> str:
    if version["withdrawn"]:
        gone = version["withdrawn"]
        said = tk._("Reason: {reason} Decided by: {who}.")
        return said.format(reason=_sentence(gone["reason"]), who=gone["decided_by"])
    counts = {
        name: tk.h.dq_number(version[name] or 0) for name in ("rows", "added", "changed", "removed")
    }
    said = [
        tk._("Rows: {rows}; added: {added}, changed: {changed}, removed: {removed}.").format(
            **counts
        )
    ]
    if version["publication"]:
        said.append(tk._("Publication: {name}.").format(name=version["publication"]))
    return " ".join([*said, *version["breaking"]])


def _sentence(text: str) -> str:
    return text if text.rstrip().endswith((".", "!", "?", "…")) else f"{text.rstrip()}."


def _updated(version: dict) -> datetime:
    withdrawn = version["withdrawn"]
    return datetime.fromisoformat(withdrawn["at"] if withdrawn else version["created"])


def _created(package: dict) -> datetime:
    return datetime.fromisoformat(f"{package['metadata_created']}+00:00")
