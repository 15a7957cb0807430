"""Live services on a site of others, as files that the stack's ministries serve."""

import json
import struct
import zlib
from pathlib import Path

from embedded.settings import Settings
from embedded.testbed import ABROAD, ABROAD_FOLDER

SERVICE, FEATURES = f"{ABROAD}/wms", f"{ABROAD}/wfs"
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
FEATURE_CAPABILITIES = """<?xml version="1.0" encoding="UTF-8"?>
<wfs:WFS_Capabilities version="2.0.0" xmlns:wfs="http://www.opengis.net/wfs/2.0"
  xmlns:ows="http://www.opengis.net/ows/1.1" xmlns:xlink="http://www.w3.org/1999/xlink">
<ows:ServiceIdentification><ows:Title>Ponts d’essai (données fictives)</ows:Title>
</ows:ServiceIdentification><ows:OperationsMetadata><ows:Operation name="GetFeature"><ows:DCP>
<ows:HTTP><ows:Get xlink:href="{address}?"/></ows:HTTP></ows:DCP>
<ows:Parameter name="outputFormat"><ows:AllowedValues><ows:Value>application/json</ows:Value>
</ows:AllowedValues></ows:Parameter></ows:Operation></ows:OperationsMetadata>
<wfs:FeatureTypeList>{types}</wfs:FeatureTypeList></wfs:WFS_Capabilities>"""
FEATURE_TYPE = """<wfs:FeatureType><wfs:Name>{name}</wfs:Name><wfs:Title>{title}</wfs:Title>
<wfs:DefaultCRS>urn:ogc:def:crs:EPSG::4326</wfs:DefaultCRS></wfs:FeatureType>"""
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


def serve_features(settings: Settings, types: dict[str, tuple[str, bytes]]) -> str:
    """Write what a service of features answers; return its address.

    `types`: by name, the title and the GeoJSON of each.
    """
    folder = settings.sources / ABROAD_FOLDER / "wfs"
    folder.mkdir(parents=True, exist_ok=True)
    described = (FEATURE_TYPE.format(name=name, title=title) for name, (title, _) in types.items())
    capabilities = FEATURE_CAPABILITIES.format(address=FEATURES, types="".join(described))
    Path(folder, "GetCapabilities.xml").write_text(capabilities, encoding="utf-8")
    for name, (_, features) in types.items():
        Path(folder, f"GetFeature{name}.json").write_bytes(features)
    return FEATURES


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
