"""Bring GeoJSON page by page, each one checked, into one file."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from pipelines.fetch.deadline import Deadline
from pipelines.geo.services import files
from pipelines.geo.services.address import host_of
from pipelines.geo.services.asking import MEGABYTE, Web
from pipelines.geo.services.files import BrokenError, Counted, write
from pipelines.messages import Refusal

PAGE = 5_000  # features
TOTALS = ("numberMatched", "totalFeatures")  # of WFS 2 and of GeoServer
Json = dict


@dataclass(frozen=True)
class Most:
    """How many features are wanted, in all and in a page; the same when there are no pages."""

    features: int
    page: int


def fetch_pages(
    address: Callable[[int, int], str], most: Most, path: Path, how: tuple[Web, Deadline]
) -> Counted:
    """Write one GeoJSON file of a service's pages; return how many features it has.

    `address`: gives that of so many features (second) from a number (first). Raises Refusal, and
    BrokenError for a page that isn't whole GeoJSON.
    """
    scratch = path.with_name("page.json")
    try:
        with path.open(
            "w", encoding="utf-8", errors="replace"
        ) as out:  # JSON may hold half letters
            return _Collection(out).fill(_pages(address, most, scratch, how), most)
    finally:
        scratch.unlink(missing_ok=True)


def _pages(
    address: Callable[[int, int], str], most: Most, scratch: Path, how: tuple[Web, Deadline]
) -> Iterator[Json]:
    """Yield the pages one after the other; a service may make them smaller than it is asked."""
    web, deadline = how
    start = octets = 0
    while start < most.features:
        wanted = min(most.page, most.features - start)
        asked = address(start, wanted)
        octets += write(web, asked, scratch, deadline)
        if octets > files.LARGEST * MEGABYTE:
            raise Refusal("geo-service-too-large", host=host_of(asked), megabytes=files.LARGEST)
        page = _read(scratch)
        yield page
        start += len(page["features"])
        if not page["features"] or most.page == most.features:
            return


class _Collection:
    """A GeoJSON file that is being written."""

    def __init__(self, out: IO[str]) -> None:
        self._out = out
        self._written = 0
        self._before: object = None

    def fill(self, pages: Iterator[Json], most: Most) -> Counted:
        """Write all the pages; return how many features they have, and the service in all."""
        total = 0
        for page in pages:
            features = page["features"][: most.features - self._written]
            if not self._written:
                self._begin(page)
                total = _total(page)
            if features and features[0] == self._before:
                total = max(total, self._written + 1)  # the service doesn't heed STARTINDEX
                break
            self._add(features)
        self._out.write("]}")
        return Counted(self._written, total)

    def _begin(self, page: Json) -> None:
        crs = page.get("crs")
        named = isinstance(crs, dict) and crs.get("type") == "name"  # the others are addresses
        system = f'"crs":{json.dumps(crs)},' if named else ""
        self._out.write(f'{{"type":"FeatureCollection",{system}"features":[')

    def _add(self, features: list[Json]) -> None:
        for feature in features:
            self._out.write(",\n" if self._written else "\n")
            self._out.write(_written(feature))
            self._written += 1
        self._before = features[0] if features else None


def _written(feature: Json) -> str:
    """Return a feature as JSON; raises BrokenError for an infinite number and endless nesting."""
    try:
        return json.dumps(feature, ensure_ascii=False, allow_nan=False)
    except (ValueError, RecursionError) as reason:
        raise BrokenError from reason


def _total(page: Json) -> int:
    return next((page[name] for name in TOTALS if isinstance(page.get(name), int)), 0)


def _read(path: Path) -> Json:
    """Return a page; raises BrokenError when it isn't a whole FeatureCollection."""
    try:
        page = json.loads(path.read_bytes(), parse_constant=lambda _: None)
        features = page["features"]
        whole = page["type"] == "FeatureCollection" and isinstance(features, list)
    except (ValueError, KeyError, TypeError, RecursionError) as reason:
        raise BrokenError from reason
    if not whole or not all(map(_is_feature, features)):
        raise BrokenError
    return page


def _is_feature(item: object) -> bool:
    return isinstance(item, dict) and item.get("type") == "Feature"
