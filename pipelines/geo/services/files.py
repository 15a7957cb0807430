"""Write what a WFS answers to a file, and see whether it is whole."""

import csv
import itertools
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from pipelines.fetch.deadline import Deadline
from pipelines.geo.services.address import host_of
from pipelines.geo.services.asking import MEGABYTE, OK, Web, ask, body
from pipelines.geo.services.words import complaint, is_page
from pipelines.messages import Refusal

LARGEST = 200  # megabytes
SMALL = MEGABYTE  # what an exception is at most
DEEPEST = 200
MEMBERS = ("featureMember", "member")
SEVERAL = "featureMembers"
WIDEST = 1 << 20  # characters of a cell: a geometry may stand there


class BrokenError(ValueError):
    """What was sent isn't whole, or isn't in the format that was asked for."""


@dataclass(frozen=True)
class Counted:
    """How many features a file has; `matched`: the service has, 0 when it doesn't say."""

    features: int
    matched: int = 0

    def cut(self, most: int) -> bool:
        """Tell whether there are more, of at most so many that were asked for."""
        return self.features < self.matched if self.matched else self.features >= most


def write(web: Web, address: str, path: Path, deadline: Deadline) -> int:
    """Write an answer of at most 200 MB; return its weight in octets.

    Raises Refusal for what the service refuses, BrokenError for a Web page.
    """
    host = host_of(address)
    with ask(web, address, deadline) as answer, path.open("wb") as file:
        file.writelines(body(answer, host, LARGEST * MEGABYTE))
    with path.open("rb") as file:
        head = file.read(SMALL)
    words = complaint(head)
    if words:
        raise Refusal("geo-service-refused", host=host, words=words)
    if answer.status_code != OK:
        raise Refusal("geo-service-status", host=host, status=answer.status_code)
    if is_page(head) or not head.strip():
        raise BrokenError
    return path.stat().st_size


def count_csv(path: Path) -> Counted:
    """Count the rows of a CSV file; raises BrokenError for what isn't one."""
    csv.field_size_limit(WIDEST)
    try:
        with path.open(encoding="utf-8", errors="replace", newline="") as file:
            head = file.read(1)
            rows = sum(1 for row in csv.reader(itertools.chain([head], file)) if row)
    except csv.Error as reason:
        raise BrokenError from reason
    if head in ("<", "{", "["):
        raise BrokenError
    return Counted(max(0, rows - 1))


def count_gml(path: Path) -> Counted:
    """Count the features of a GML file; raises BrokenError when it isn't whole."""
    survey = _Survey()
    with path.open("rb") as file:
        try:
            survey.parser.ParseFile(file)
        except (expat.ExpatError, LookupError, ValueError) as reason:
            raise BrokenError from reason
    if not survey.collection:
        raise BrokenError
    return Counted(survey.features, survey.matched)


class _Survey:
    """Go through GML without keeping it."""

    def __init__(self) -> None:
        self.features = self.matched = 0
        self.collection = False
        self._names: list[str] = []
        self.parser = expat.ParserCreate()
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = lambda _: self._names.pop()

    def _doctype(self, *_: object) -> None:
        raise Refusal("geo-service-doctype")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        own = name.rpartition(":")[2]
        if not self._names:
            self.collection = own == "FeatureCollection"
            matched = attributes.get("numberMatched", "")
            self.matched = int(matched) if matched.isdecimal() else 0
        elif self._names == ["FeatureCollection"]:
            self.features += own in MEMBERS
        elif self._names == ["FeatureCollection", SEVERAL]:
            self.features += 1
        self._names.append(own)
        if len(self._names) > DEEPEST:
            raise BrokenError
