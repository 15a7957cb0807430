"""Read the address of a service as people write it, and write the requests to it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, unquote_plus, urlencode, urlsplit

from pipelines.geo.services.model import WFS, WMS
from pipelines.messages import Refusal, shortened

# Parameters of one request; the others, such as MapServer's « map », belong to the service.
OF_A_REQUEST = frozenset(
    [
        "service",
        "request",
        "version",
        "acceptversions",
        "wmtver",
        "sections",
        "updatesequence",
        "layers",
        "layer",
        "styles",
        "style",
        "srs",
        "crs",
        "bbox",
        "width",
        "height",
        "format",
        "transparent",
        "bgcolor",
        "exceptions",
        "time",
        "elevation",
        "query_layers",
        "info_format",
        "feature_count",
        "x",
        "y",
        "i",
        "j",
        "typename",
        "typenames",
        "outputformat",
        "srsname",
        "maxfeatures",
        "count",
        "startindex",
        "resulttype",
        "featureid",
        "resourceid",
        "filter",
        "cql_filter",
        "propertyname",
        "sortby",
        "dpi",
        "map_resolution",
        "format_options",
    ]
)
WMS_REQUESTS = ("getmap", "getfeatureinfo", "getlegendgraphic")
WFS_REQUESTS = ("getfeature", "describefeaturetype")
SAFE = "/:,"
LONGEST = 4000


@dataclass(frozen=True)
class Asked:
    """An address taken apart: `kind` is "" when nothing tells, `names` those of layers."""

    address: str
    kind: str
    version: str
    names: tuple[str, ...]

    @property
    def host(self) -> str:
        """Return the name of the site, as sentences say it."""
        return host_of(self.address)


def read_address(written: str) -> Asked:
    """Take a service's address apart.

    Keys are in any case; a « ? » or « & » too many, an « &amp; » and a fragment are forgiven.
    Raises Refusal for what isn't a plain http or https address, and for another kind of service.
    """
    text = written.strip().partition("#")[0].replace("&amp;", "&")
    head, _, query = text.partition("?")
    checked(head, "geo-service-address")
    pairs = [_pair(item) for item in re.split("[?&]", query) if item]
    said = {key.lower(): value for key, value in pairs}
    kept = [pair for pair in pairs if pair[0].lower() not in OF_A_REQUEST]
    names = said.get("layers") or said.get("typenames") or said.get("typename") or ""
    return Asked(
        address=with_parameters(head, kept),
        kind=_kind(said, head),
        version=said.get("version", ""),
        names=tuple(name.strip() for name in names.split(",") if name.strip()),
    )


def checked(address: str, code: str) -> str:
    """Return an address of the Web that holds no password, or refuse it with this code."""
    try:
        parts = urlsplit(address)
        fine = parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        fine = False
    if not fine or "@" in parts.netloc or len(address) > LONGEST:
        raise Refusal(code, address=shortened(address.rpartition("@")[2]))
    return address


def with_parameters(address: str, pairs: Iterable[tuple[str, str]]) -> str:
    """Return an address with more parameters."""
    query = urlencode(list(pairs), quote_via=quote, safe=SAFE)
    if not query:
        return address
    return f"{address}{'&' if '?' in address else '?'}{query}"


def host_of(address: str) -> str:
    """Return the name of the site of an address."""
    try:
        return urlsplit(address).hostname or shortened(address)
    except ValueError:
        return shortened(address)


def _pair(item: str) -> tuple[str, str]:
    key, _, value = item.partition("=")
    return unquote_plus(key), unquote_plus(value)


def _kind(said: dict[str, str], head: str) -> str:
    """Return what the address says it is: by its parameters first, by its path otherwise."""
    service, request = said.get("service", "").lower(), said.get("request", "").lower()
    if service in (WMS, WFS):
        return service
    if service:
        raise Refusal("geo-service-kind", kind=shortened(service.upper(), 20))
    if request in WMS_REQUESTS or "layers" in said:
        return WMS
    if request in WFS_REQUESTS or {"typename", "typenames"} & said.keys():
        return WFS
    last = max((WMS, WFS), key=urlsplit(head).path.lower().rfind)
    return last if last in urlsplit(head).path.lower() else ""
