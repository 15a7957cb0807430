"""What a live service says of itself."""

from dataclasses import dataclass

from pipelines.geo.model import Extent, Finding
from pipelines.messages import Refusal

WMS, WFS = "wms", "wfs"


@dataclass(frozen=True)
class ServiceLayer:
    """A layer of a WMS or a feature type of a WFS.

    `path`: titles of the groups it is in, outermost first; `extent`: in WGS 84; `systems`: codes as
    the service writes them; `legend`: address of an image, "" without one; `minimum_scale` and
    `maximum_scale`: denominators between which it is drawn.
    """

    name: str
    title: str
    abstract: str = ""
    path: tuple[str, ...] = ()
    extent: Extent | None = None
    systems: tuple[str, ...] = ()
    queryable: bool = False
    legend: str = ""
    minimum_scale: float | None = None
    maximum_scale: float | None = None


@dataclass(frozen=True)
class Service:
    """A live service.

    `kind`: wms or wfs; `address`: to which a request's parameters are added; `left_out`: layers
    beyond those that are shown; `formats`: of GetMap's images or of GetFeature's files;
    `info_formats`: of GetFeatureInfo; `paged`: whether features can be asked for page by page.
    """

    kind: str
    version: str
    address: str
    title: str
    abstract: str
    fees: str
    constraints: str
    layers: tuple[ServiceLayer, ...]
    left_out: int
    formats: tuple[str, ...]
    info_formats: tuple[str, ...] = ()
    paged: bool = False

    def layer(self, name: str) -> ServiceLayer:
        """Return a layer by its name; raises Refusal when the service doesn't show it."""
        found = next((layer for layer in self.layers if layer.name == name), None)
        if found is None:
            raise Refusal("geo-service-no-layer", names=name)
        return found

    def findings(self) -> tuple[Finding, ...]:
        """Return what readers should know: that there are more layers than are shown."""
        count = self.left_out
        return (Finding("geo-service-left-out", {"count": count}),) if count else ()


def kept_service(said: dict) -> Service:
    """Return a service from what `dataclasses.asdict` made of it, by way of JSON."""
    return Service(
        **{
            **said,
            "layers": tuple(_kept_layer(layer) for layer in said["layers"]),
            "formats": tuple(said["formats"]),
            "info_formats": tuple(said["info_formats"]),
        }
    )


def _kept_layer(said: dict) -> ServiceLayer:
    extent = tuple(said["extent"]) if said["extent"] else None
    own = {"path": tuple(said["path"]), "systems": tuple(said["systems"]), "extent": extent}
    return ServiceLayer(**{**said, **own})
