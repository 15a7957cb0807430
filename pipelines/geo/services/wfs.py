"""Bring here the features of a WFS, in the first of its formats that it writes well."""

import re
from dataclasses import dataclass
from pathlib import Path

from pipelines.fetch.deadline import Deadline
from pipelines.geo.model import WGS84, Finding
from pipelines.geo.services import files, pages
from pipelines.geo.services.address import host_of, with_parameters
from pipelines.geo.services.asking import Web
from pipelines.geo.services.extents import epsg
from pipelines.geo.services.files import BrokenError, Counted
from pipelines.geo.services.model import WFS, Service, ServiceLayer
from pipelines.messages import Refusal

LONGEST = 120.0  # seconds for all the requests
MOST = 50_000  # features
URN = "urn:ogc:def:crs:EPSG::4326"
NEWEST, OLDEST = "2.0.0", "1.0.0"
JSON, GML, CSV = "GeoJSON", "GML", "CSV"
# best first; an archive or a script that holds JSON isn't JSON
FORMATS = {
    JSON: (r"^application/json$", r"geo\+?json$", r"json"),
    GML: (r"gml.*3\.2|gml32", r"gml.*3|gml3", r"gml"),
    CSV: (r"csv",),
}
NOT_PLAIN = re.compile(r"zip|javascript|jsonp|esri|schema", re.IGNORECASE)
# what the next format may still give
PASSING = ("geo-service-refused", "geo-service-status", "geo-service-truncated")


@dataclass(frozen=True)
class Features:
    """The file of a type's features, and what readers should know of how it was made."""

    path: Path
    findings: tuple[Finding, ...]


def fetch_features(service: Service, type_name: str, folder: Path, web: Web) -> Features:
    """Write a type's features in a folder, at most 50 000, in degrees when the service can.

    GeoJSON is asked for first, page by page when the service has pages; then GML and CSV, if the
    service offers them and what it gave is broken. Raises Refusal. GeoJSON takes about five times
    its weight in memory: this is for a process apart.
    """
    kind = service.layer(type_name)
    offered = [(name, said) for name in FORMATS if (said := _offered(service, name))]
    deadline = Deadline(LONGEST)
    first: Refusal | None = None
    for name, said in offered:
        path = folder / f"features.{name.lower()}"
        try:
            counted = _Request(service, kind, name, said).fetch(path, web, deadline)
            return Features(path, tuple(_findings(offered[0][0], name, counted)))
        except BrokenError:
            first = first or Refusal("geo-service-broken", format=name, layer=kind.title)
        except Refusal as refusal:
            if refusal.code not in PASSING:
                raise
            first = first or refusal
        path.unlink(missing_ok=True)
    raise first or Refusal("geo-service-no-format", host=host_of(service.address))


def _findings(wanted: str, used: str, counted: Counted) -> list[Finding]:
    found = []
    if used != wanted:
        found.append(Finding("geo-service-other-format", {"broken": wanted, "used": used}))
    if counted.cut(MOST):
        found.append(Finding("geo-service-cut", {"features": counted.features}))
    return found


def _offered(service: Service, name: str) -> str:
    """Return what the service calls a format, "" when it hasn't it."""
    formats = service.formats if service.kind == WFS else ()
    plain = [said for said in formats if not NOT_PLAIN.search(said)]
    for pattern in FORMATS[name]:
        for said in plain:
            if re.search(pattern, said, re.IGNORECASE):
                return said
    return ""


@dataclass(frozen=True)
class _Request:
    """A GetFeature in one format; `said` is what the service calls it."""

    service: Service
    kind: ServiceLayer
    name: str
    said: str

    def fetch(self, path: Path, web: Web, deadline: Deadline) -> Counted:
        """Write the file; return how many features it has; raises Refusal and BrokenError."""
        if self.name == JSON:
            most = pages.Most(MOST, pages.PAGE if self.service.paged else MOST)
            return pages.fetch_pages(self.address, most, path, (web, deadline))
        files.write(web, self.address(0, MOST), path, deadline)
        return files.count_gml(path) if self.name == GML else files.count_csv(path)

    def address(self, start: int, count: int) -> str:
        """Return the address of so many features, from the one numbered `start` from 0."""
        newest = self.service.version == NEWEST
        parameters = {
            "SERVICE": "WFS",
            "VERSION": self.service.version,
            "REQUEST": "GetFeature",
            "TYPENAMES" if newest else "TYPENAME": self.kind.name,
            "OUTPUTFORMAT": self.said,
            "COUNT" if newest else "MAXFEATURES": str(count),
        }
        if self.service.paged:
            parameters["STARTINDEX"] = str(start)
        if any(epsg(system) == WGS84 for system in self.kind.systems):
            parameters["SRSNAME"] = self._system()
        return with_parameters(self.service.address, parameters.items())

    def _system(self) -> str:
        """Return WGS 84 as the version writes it; the URN puts latitudes first, which GML says."""
        return URN if self.name == GML and self.service.version != OLDEST else WGS84
