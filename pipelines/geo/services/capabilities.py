"""Ask a service what it offers."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from pipelines.fetch.deadline import Deadline
from pipelines.geo.services import read_wfs, read_wms
from pipelines.geo.services.address import Asked, host_of, read_address, with_parameters
from pipelines.geo.services.asking import Answer, Web, answer_of, understood
from pipelines.geo.services.documents import Element, NotXMLError, XMLError, local_name, read_xml
from pipelines.geo.services.model import WFS, WMS, Service
from pipelines.messages import Refusal

LARGEST, LONGEST = 20, 20.0  # megabytes, seconds for all the requests
VERSIONS = {WMS: ("1.3.0", "1.1.1"), WFS: ("2.0.0", "1.1.0", "1.0.0")}
Reader = Callable[[Element, Asked], Service]
READERS: dict[str, Reader] = {
    "WMS_Capabilities": read_wms.read,
    "WMT_MS_Capabilities": read_wms.read,
    "WFS_Capabilities": read_wfs.read,
}
# what another version, or the other kind of service, may still answer
PASSING = ("geo-service-refused", "geo-service-other", "geo-service-status")
# what OWSLib raises for a document that lacks what it counts on
DAMAGES = (AttributeError, KeyError, IndexError, TypeError, ValueError, XMLError)


def read_service(address: str, web: Web, kind: str = "") -> Service:
    """Return what the service at an address offers, in the newest version that we both know.

    `kind`: wms or wfs, when the resource's format says it and the address doesn't. If the address
    names layers, only these are returned. Raises Refusal.
    """
    asked = read_address(address)
    asked = asked if asked.kind else replace(asked, kind=kind.lower())
    deadline = Deadline(LONGEST)
    first: Refusal | None = None
    for wanted, version in _tries(asked):
        try:
            return _read(_ask(web, asked, wanted, version, deadline), asked)
        except Refusal as refusal:
            if refusal.code not in PASSING:
                raise
            first = first or refusal
    raise first or Refusal("geo-service-other", host=asked.host)


def _tries(asked: Asked) -> Iterator[tuple[str, str]]:
    """Yield kinds and versions, first those that the address names."""
    for kind in sorted((WMS, WFS), key=lambda kind: kind != (asked.kind or WMS)):
        for version in sorted(VERSIONS[kind], key=lambda version: version != asked.version):
            yield kind, version


def _ask(web: Web, asked: Asked, kind: str, version: str, deadline: Deadline) -> Answer:
    parameters = {"SERVICE": kind.upper(), "VERSION": version, "REQUEST": "GetCapabilities"}
    address = with_parameters(asked.address, parameters.items())
    return understood(answer_of(web, address, LARGEST, deadline))


def _read(answer: Answer, asked: Asked) -> Service:
    host = host_of(answer.address)
    try:
        root = read_xml(answer.content)
    except NotXMLError as reason:
        raise Refusal("geo-service-other", host=host) from reason
    reader = READERS.get(local_name(root))
    if reader is None:
        raise Refusal("geo-service-other", host=host)
    place = read_address(answer.address).address
    try:
        return reader(root, replace(asked, address=place))
    except DAMAGES as reason:
        raise Refusal("geo-service-unreadable", host=host) from reason
