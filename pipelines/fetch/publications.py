"""Find the publications of a source: listed in its YAML, on a CKAN portal or in a package."""

import re
from collections.abc import Iterable
from importlib import resources

import httpx

from pipelines.fetch.context import Context
from pipelines.messages import Refusal
from pipelines.messages.dates import read_day
from pipelines.sources import Publication, Source

DATA_FILE = "data.csv"


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
    by_name = {publication.name: publication for publication in found}
    if not by_name:
        raise Refusal("fetch-no-publication", source=source.name, rule=source.fetch.resource)
    return tuple(by_name[name] for name in sorted(by_name))


def _vintages(source: Source) -> list[Publication]:
    folder = resources.files("reference_datasets").joinpath(source.fetch.dataset)
    return [
        Publication(vintage.name, f"{source.fetch.dataset}/{vintage.name}/{DATA_FILE}")
        for vintage in folder.iterdir()
        if vintage.joinpath(DATA_FILE).is_file()
    ]


def _resources(source: Source, context: Context) -> list[Publication]:
    """List the resources whose name fits; of two for one date, the one modified last."""
    rule = re.compile(source.fetch.resource)
    wanted = source.fetch.format.casefold()
    found = []
    for resource in _package(source, context)["resources"]:
        fitting = rule.search(resource.get("name") or "")
        if fitting and (resource.get("format") or "").casefold() == wanted:
            modified = resource.get("last_modified") or ""
            found.append((modified, _publication_name(fitting), resource["url"]))
    return [Publication(name, address) for _, name, address in sorted(found)]


def _publication_name(fitting: re.Match[str]) -> str:
    groups = fitting.groupdict()
    if "publication" in groups:
        return groups["publication"]
    day = read_day(groups["date"])
    if day is None:
        raise Refusal("fetch-bad-date", name=fitting.string)
    return day.isoformat()


def _package(source: Source, context: Context) -> dict:
    address = f"{source.fetch.portal}/api/3/action/package_show?id={source.fetch.dataset}"
    try:
        answer = context.client.get(context.addresses.real(address))
        answer.raise_for_status()
        return answer.json()["result"]
    except httpx.HTTPStatusError as reason:
        status = reason.response.status_code
        raise Refusal("fetch-status", address=address, status=status) from reason
    except httpx.HTTPError as reason:
        raise Refusal("fetch-unreachable", address=address, reason=str(reason)) from reason
    except (KeyError, TypeError, ValueError) as reason:
        raise Refusal("fetch-not-ckan", address=address) from reason
