"""A live service of images on a site of others, as files that the stack's ministries serve."""

import json
import struct
import zlib
from pathlib import Path

from embedded.settings import Settings
from embedded.testbed import ABROAD, ABROAD_FOLDER

SERVICE = f"{ABROAD}/wms"
BLUE, SIZE, OPAQUE = (20, 114, 191), 256, 255
FOUND = {"features": [{"properties": {"nom": "Pont <b>fictif</b>", "portée": 335}}]}
LAYER = """<Layer queryable="{queryable}"><Name>{name}</Name><Title>{title}</Title>{more}</Layer>"""
CAPABILITIES = """<?xml version="1.0" encoding="UTF-8"?>
<WMS_Capabilities version="1.3.0" xmlns="http://www.opengis.net/wms"
  xmlns:xlink="http://www.w3.org/1999/xlink">
<Service><Name>WMS</Name><Title>Ponts d’essai (données fictives)</Title></Service>
<Capability><Request>{requests}</Request><Exception><Format>XML</Format></Exception>
<Layer><Title>Tout</Title><CRS>EPSG:3857</CRS><EX_GeographicBoundingBox>
<westBoundLongitude>-79.7</westBoundLongitude><eastBoundLongitude>-57.1</eastBoundLongitude>
<southBoundLatitude>45.0</southBoundLatitude><northBoundLatitude>62.6</northBoundLatitude>
</EX_GeographicBoundingBox>{layers}</Layer></Capability></WMS_Capabilities>"""
REQUEST = """<{name}><Format>{media}</Format><DCPType><HTTP><Get>
<OnlineResource xlink:href="{address}?"/></Get></HTTP></DCPType></{name}>"""
MEDIA = {"GetCapabilities": "text/xml", "GetMap": "image/png", "GetFeatureInfo": "application/json"}


def serve_images(settings: Settings) -> str:
    """Write what the service answers; return its address."""
    folder = settings.sources / ABROAD_FOLDER / "wms"
    folder.mkdir(parents=True, exist_ok=True)
    answers = {
        "GetCapabilities.xml": _capabilities().encode(),
        "GetMap.png": _png(SIZE, SIZE),
        "GetLegendGraphic.png": _png(20, 20),
        "GetFeatureInfo.json": json.dumps(FOUND).encode(),
    }
    for name, content in answers.items():
        Path(folder, name).write_bytes(content)
    return SERVICE


def _capabilities() -> str:
    requests = (
        REQUEST.format(name=name, media=media, address=SERVICE) for name, media in MEDIA.items()
    )
    near = "<MaxScaleDenominator>1000000</MaxScaleDenominator>"
    layers = (
        LAYER.format(queryable=1, name="ponts", title="Ponts", more=""),
        LAYER.format(queryable=0, name="piles", title="Piles de ponts", more=near),
    )
    return CAPABILITIES.format(requests="".join(requests), layers="".join(layers))


def _png(width: int, height: int) -> bytes:
    """Return an image of one colour."""
    row = b"\0" + bytes((*BLUE, OPAQUE)) * width
    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(row * height)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


def _chunk(name: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + name
        + content
        + struct.pack(">I", zlib.crc32(name + content))
    )
