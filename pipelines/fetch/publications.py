"""Find the publications of a source: listed in its YAML, on a CKAN portal or in a package."""

import json
import re
from collections.abc import Iterable
from importlib import resources

from pipelines.fetch.answers import ask, body
from pipelines.fetch.context import Context
from pipelines.messages import Refusal, shortened
from pipelines.messages.dates import read_day
from pipelines.sources import Publication, Source

DATA_FILE = "data.csv"
MAX_LISTING = 1 << 26
PLAIN = re.compile(r"\w[\w .,'’()+–-]{0,99}(?<![ .])")


def find_publications(source: Source, context: Context) -> tuple[Publication, ...]:
    """Return the publications of a source, oldest first, one for each name.

    Raises Refusal when the portal doesn't answer or when none of its resources is a publication.
    """
    match source.fetch.kind:
        case "http":
            found: Iterable[Publication] = source.fetch.publications
        case "package":
            found = _vintages(source)
        case _:
            found = _resources(source, context)
    by_name = {plain_name(publication.name): publication for publication in found}
    if not by_name:
        raise Refusal("fetch-no-publication", source=source.name, rule=source.fetch.resource)
    return tuple(by_name[name] for name in sorted(by_name))


def plain_name(name: str) -> str:
    """Return a publication's name if it can also name a file, here and on Windows, or refuse it."""
    if not PLAIN.fullmatch(name):
        raise Refusal("publication-bad-name", name=shortened(name))
    return name


def _vintages(source: Source) -> list[Publication]:
    folder = resources.files("reference_datasets").joinpath(source.fetch.dataset)
    return [
        Publication(vintage.name, f"{source.fetch.dataset}/{vintage.name}/{DATA_FILE}")
        for vintage in folder.iterdir()
        if vintage.joinpath(DATA_FILE).is_file()
    ]


def _resources(source: Source, context: Context) -> list[Publication]:
    """List the resources whose title fits; of two for one date, the one modified last."""
    wanted = source.fetch.format.casefold()
    found = []
    for resource in _listed(source, context):
        if (resource.get("format") or "").casefold() != wanted:
            continue
        name = _publication_name(source, (resource.get("name") or "").strip())
        if name:
            modified = resource.get("last_modified") or ""
            found.append((modified, name, resource.get("url") or ""))
    return [Publication(name, address) for _, name, address in sorted(found)]


def _publication_name(source: Source, title: str) -> str:
    """Return the publication that a title names, nothing when it isn't one of the table's."""
    if title in source.fetch.titles:
        return source.fetch.titles[title]
    fitting = re.search(source.fetch.resource, title)
    if not fitting:
        return ""
    groups = fitting.groupdict()
    if "publication" in groups:
        return groups["publication"]
    day = read_day(groups["date"])
    if day is None:
        raise Refusal("fetch-bad-date", name=fitting.string)
    return day.isoformat()


def _listed(source: Source, context: Context) -> list[dict]:
    """Return the resources of the source's dataset on its portal."""
    address = f"{source.fetch.portal}/api/3/action/package_show?id={source.fetch.dataset}"
    with ask(context, address) as answer:
        content = b"".join(body(answer, address, MAX_LISTING))
    try:
        resources = json.loads(content)["result"]["resources"]
    except (KeyError, TypeError, ValueError, RecursionError) as reason:
        raise Refusal("fetch-not-ckan", address=address) from reason
    if not isinstance(resources, list) or not all(isinstance(item, dict) for item in resources):
        raise Refusal("fetch-not-ckan", address=address)
    return resources
