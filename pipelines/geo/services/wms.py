"""Ask a WMS for images: tiles of a layer and its legend."""

from pipelines.fetch.deadline import Deadline
from pipelines.geo.services.address import host_of, with_parameters
from pipelines.geo.services.asking import Web, answer_of, understood
from pipelines.geo.services.extents import MERCATOR, epsg
from pipelines.geo.services.mercator import Box, tile_box
from pipelines.geo.services.model import WMS, Service, ServiceLayer
from pipelines.messages import Refusal

LARGEST, LONGEST = 5, 10.0  # megabytes, seconds
SIZES = (256, 512)
SIGNATURES = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
}
PREFERRED = ("png", "png32", "png8", "webp", "gif", "png24", "jpeg")
NEWEST = "1.3.0"
Image = tuple[bytes, str]


def tile(
    service: Service, layer: str, place: tuple[int, int, int], web: Web, size: int = 256
) -> Image:
    """Return one tile (z, x, y) of a layer and its media type.

    Raises Refusal for a tile that doesn't exist, before anything is asked; for a layer that the
    service doesn't offer in Web Mercator; and for what the service answers instead of an image.
    """
    box = tile_box(*place)
    if size not in SIZES:
        raise Refusal("geo-service-no-tile")
    found = service.layer(layer)
    parameters = {**map_parameters(service, found, box, size), "FORMAT": _format(service)}
    return image_at(web, with_parameters(service.address, parameters.items()))


def legend(service: Service, layer: str, web: Web) -> Image:
    """Return the image that explains a layer: its own, or one asked of the service."""
    found = service.layer(layer)
    if found.legend:
        return image_at(web, found.legend)
    parameters = {
        "SERVICE": "WMS",
        "VERSION": service.version,
        "REQUEST": "GetLegendGraphic",
        "LAYER": found.name,
        "FORMAT": "image/png",
        "STYLE": "",
        "SLD_VERSION": "1.1.0",
    }
    return image_at(web, with_parameters(service.address, parameters.items()))


def map_parameters(
    service: Service, layer: ServiceLayer, box: Box, size: int, request: str = "GetMap"
) -> dict[str, str]:
    """Return the parameters that say which map of a layer is meant, Web Mercator metres."""
    system = next((item for item in layer.systems if epsg(item) in MERCATOR), "")
    if service.kind != WMS or not system:
        raise Refusal("geo-service-no-mercator", layer=layer.title)
    return {
        "SERVICE": "WMS",
        "VERSION": service.version,
        "REQUEST": request,
        "LAYERS": layer.name,
        "STYLES": "",
        "CRS" if service.version == NEWEST else "SRS": system,
        "BBOX": ",".join(f"{side:.6f}" for side in box),
        "WIDTH": str(size),
        "HEIGHT": str(size),
        "TRANSPARENT": "TRUE",
    }


def _format(service: Service) -> str:
    """Return the image format to ask for: transparent PNG first."""
    plain = {said.partition(";")[0].strip().lower(): said for said in reversed(service.formats)}
    found = next((plain[name] for wanted in PREFERRED if (name := f"image/{wanted}") in plain), "")
    if not found:
        raise Refusal("geo-service-no-image", host=host_of(service.address))
    return found


def image_at(web: Web, address: str) -> Image:
    """Return an image that is one both by its content and by what the service says."""
    answer = understood(answer_of(web, address, LARGEST, Deadline(LONGEST)))
    media = _media(answer.content)
    if not media or not answer.media.startswith("image/"):
        raise Refusal("geo-service-not-image", host=host_of(answer.address))
    return answer.content, media


def _media(content: bytes) -> str:
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return next((media for start, media in SIGNATURES.items() if content.startswith(start)), "")
