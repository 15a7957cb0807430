"""A live layer is drawn tile by tile, explained by its legend and asked what is at a place."""

import dataclasses
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler

import pytest
from pyproj import Transformer

from pipelines.geo.services import Service, feature_info, legend, read_service, tile, wms
from pipelines.geo.services.mercator import tile_box
from pipelines.messages import Refusal, message
from tests.unit.fetch.ministry import Answer, redirect, serve
from tests.unit.geo.live import PNG, SITE, Parameters, World, exception, made_up, xml

JPEG, GIF, WEBP = b"\xff\xd8\xff\xe0" + b"\0" * 9, b"GIF89a\0\0", b"RIFF\0\0\0\0WEBPVP8 "
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
MONTREAL = (-73.5673, 45.5017)


def image(content: bytes, media: str = "image/png") -> Answer:
    """Answer an image, or what is said to be one."""
    return serve(content, Content_Type=media)


def service_of(world: World, answer: Answer, name: str = "mapserver-wms-1.3.0") -> Service:
    """Return a service that answers anything but GetCapabilities so."""
    content = made_up(name, dtd="x.dtd")

    def play(said: Parameters) -> Answer:
        return xml(content) if said["REQUEST"] == "GetCapabilities" else answer

    service = read_service(world.plays_service("/wms", play) + "?map=a", world.web)
    world.server.asked.clear()
    return service


def refusal_of(asked: Callable[[], object]) -> str:
    """Return the code of a refusal that has its sentence and its advice."""
    with pytest.raises(Refusal) as stop:
        asked()
    assert str(stop.value)
    assert message(f"{stop.value.code}-advice")
    return stop.value.code


def test_a_tile_is_asked_for_in_web_mercator(world: World) -> None:
    service = service_of(world, image(PNG))
    assert tile(service, "ponts", (7, 37, 45), world.web) == (PNG, "image/png")
    (asked,) = world.asked
    box = [float(side) for side in asked.pop("BBOX").split(",")]
    assert box == pytest.approx(tile_box(7, 37, 45), abs=1e-5)
    assert asked == {
        "MAP": "a", "SERVICE": "WMS", "VERSION": "1.3.0", "REQUEST": "GetMap", "LAYERS": "ponts",
        "STYLES": "", "CRS": "EPSG:3857", "WIDTH": "256", "HEIGHT": "256", "FORMAT": "image/png",
        "TRANSPARENT": "TRUE",
    }  # fmt: skip


@pytest.mark.parametrize(("z", "x", "y"), [(0, 0, 0), (7, 37, 45), (18, 77500, 93700)])
def test_a_tile_covers_what_the_grid_of_web_maps_says(z: int, x: int, y: int) -> None:
    to_degrees = Transformer.from_crs(3857, 4326, always_xy=True)
    west, south, east, north = tile_box(z, x, y)
    assert to_degrees.transform(west, 0)[0] == pytest.approx(x / 2**z * 360 - 180)
    assert to_degrees.transform(east, 0)[0] == pytest.approx((x + 1) / 2**z * 360 - 180)
    assert east - west == pytest.approx(north - south)
    below = tile_box(z, x, y + 1) if y + 1 < 2**z else (0, 0, 0, south)
    assert below[3] == pytest.approx(south)


@pytest.mark.parametrize(
    ("name", "layer", "system", "form"),
    [
        ("mapserver-wms-1.1.1", "peuplements", {"SRS": "EPSG:900913"}, "image/png; mode=24bit"),
        ("arcgis-wms-1.3.0", "1", {"CRS": "EPSG:102100"}, "image/png32"),
    ],
)
def test_older_names_of_the_projection_and_formats_are_used(
    world: World, name: str, layer: str, system: dict[str, str], form: str
) -> None:
    service = service_of(world, image(PNG), name)
    tile(service, layer, (7, 37, 45), world.web, size=512)
    (asked,) = world.asked
    assert system.items() <= asked.items()
    assert (asked["WIDTH"], asked["FORMAT"]) == ("512", form)
    assert ("CRS" in asked) == (service.version == "1.3.0")


@pytest.mark.parametrize(
    "place", [(-1, 0, 0), (25, 0, 0), (3, 8, 0), (3, 0, 8), (3, -1, 0), (10**9, 0, 0)]
)
def test_a_tile_that_does_not_exist_is_not_asked_for(
    world: World, place: tuple[int, int, int]
) -> None:
    service = service_of(world, image(PNG))
    assert refusal_of(lambda: tile(service, "ponts", place, world.web)) == "geo-service-no-tile"
    assert refusal_of(lambda: tile(service, "ponts", (1, 0, 0), world.web, 9999))
    assert world.asked == []


def test_a_layer_outside_web_mercator_is_told(world: World) -> None:
    service = service_of(world, image(PNG))
    layers = tuple(dataclasses.replace(x, systems=("EPSG:32198",)) for x in service.layers)
    service = dataclasses.replace(service, layers=layers)
    code = refusal_of(lambda: tile(service, "ponts", (1, 0, 0), world.web))
    assert code == "geo-service-no-mercator"
    assert world.asked == []


def test_a_layer_that_the_service_does_not_show_is_not_asked_for(world: World) -> None:
    service = service_of(world, image(PNG))
    code = refusal_of(lambda: tile(service, "ponts,secret", (1, 0, 0), world.web))
    assert code == "geo-service-no-layer"
    assert world.asked == []


def test_a_service_without_an_image_that_browsers_show_is_told(world: World) -> None:
    service = dataclasses.replace(service_of(world, image(PNG)), formats=("image/tiff",))
    code = refusal_of(lambda: tile(service, "ponts", (1, 0, 0), world.web))
    assert code == "geo-service-no-image"


@pytest.mark.parametrize(
    ("content", "media"),
    [(PNG, "image/png"), (JPEG, "image/jpeg"), (GIF, "image/gif"), (WEBP, "image/webp")],
)
def test_an_image_is_of_the_type_of_its_content(world: World, content: bytes, media: str) -> None:
    service = service_of(world, image(content, "image/x"))
    assert tile(service, "ponts", (1, 0, 0), world.web) == (content, media)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (image(b"<html>connexion</html>"), "geo-service-not-image"),
        (image(SVG, "image/svg+xml"), "geo-service-not-image"),
        (image(PNG, "text/html"), "geo-service-not-image"),
        (image(PNG, ""), "geo-service-not-image"),
        (image(b""), "geo-service-not-image"),
        (image(exception("Couche absente"), "application/vnd.ogc.se_xml"), "geo-service-refused"),
        (image(exception("Couche absente"), "image/vnd.ogc.se_xml"), "geo-service-refused"),
        (image(exception("Couche absente"), "image/png"), "geo-service-refused"),
        (image(b'{"error": {"message": "x"}}', "application/json"), "geo-service-refused"),
        (serve(PNG, 503, Content_Type="image/png"), "geo-service-status"),
        (image(PNG + b"\0" * (6 << 20)), "geo-service-too-large"),
        (redirect("http://10.0.0.1/tuile.png"), "geo-service-private"),
    ],
)
def test_what_is_not_an_image_is_never_given(world: World, answer: Answer, code: str) -> None:
    service = service_of(world, answer)
    assert refusal_of(lambda: tile(service, "ponts", (1, 0, 0), world.web)) == code


def test_a_slow_tile_is_given_up(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(request: BaseHTTPRequestHandler) -> None:
        time.sleep(0.6)
        request.close_connection = True

    service = service_of(world, slow)
    monkeypatch.setattr(wms, "LONGEST", 0.2)
    code = refusal_of(lambda: tile(service, "ponts", (1, 0, 0), world.web))
    assert code == "geo-service-slow"


def test_a_legend_is_the_one_that_the_layer_names(world: World) -> None:
    service = service_of(world, image(JPEG))
    world.always("/legende.png", image(PNG))
    assert legend(service, "ponts", world.web) == (PNG, "image/png")
    assert world.server.asked[0][0] == "/legende.png"


def test_a_legend_is_asked_of_the_service_otherwise(world: World) -> None:
    service = service_of(world, image(PNG))
    assert legend(service, "entraves", world.web) == (PNG, "image/png")
    (asked,) = world.asked
    assert (asked["REQUEST"], asked["LAYER"]) == ("GetLegendGraphic", "entraves")


def test_a_legend_on_a_private_network_is_not_asked_for(world: World) -> None:
    service = service_of(world, image(PNG))
    own = dataclasses.replace(service.layer("ponts"), legend="http://127.0.0.1:5432/legende.png")
    service = dataclasses.replace(service, layers=(own,))
    assert refusal_of(lambda: legend(service, "ponts", world.web)) == "geo-service-private"


BRIDGE = (("nom", "Pont « neuf »"), ("annee", "1962"))
ANSWERS = {
    "GeoJSON": (
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": null, '
        '"properties": {"nom": "<b>Pont</b> « neuf »", "annee": 1962}}]}',
        (BRIDGE,),
    ),
    "MapServer’s GML": (
        '<?xml version="1.0"?><msGMLOutput xmlns:gml="http://www.opengis.net/gml"><ponts_layer>'
        "<gml:name>Ponts</gml:name><ponts_feature><gml:boundedBy><gml:Box><gml:coordinates>1,2"
        "</gml:coordinates></gml:Box></gml:boundedBy><nom>Pont « neuf »</nom><annee>1962</annee>"
        "<vide/></ponts_feature></ponts_layer></msGMLOutput>",
        (BRIDGE,),
    ),
    "ArcGIS’s XML": (
        '<FeatureInfoResponse xmlns="http://www.esri.com/wms">'
        '<FIELDS nom="Pont « neuf »" annee="1962"/><FIELDS nom="Autre"/></FeatureInfoResponse>',
        (BRIDGE, (("nom", "Autre"),)),
    ),
    "MapServer’s text": (
        "GetFeatureInfo results:\n\nLayer 'ponts'\n  Feature 12: \n    nom = 'Pont « neuf »'\n"
        "    annee = '1962'\n  Feature 13:\n    nom = 'Autre'\n",
        (BRIDGE, (("nom", "Autre"),)),
    ),
    "GeoServer’s text": (
        "Results for FeatureType 'x:ponts':\n------\nnom = Pont « neuf »\nannee = 1962\n------\n",
        (BRIDGE,),
    ),
    "HTML": (
        "<html><head><title>t</title><style>a{}</style></head><body><script>alert(1)</script>"
        "<table><tr><td onclick='x()'>Pont</td><td>1962 &amp; après</td></tr></table></body>",
        (((("", "Pont 1962 & après"),)),),
    ),
    "a piece of HTML": (
        "<table><tr><th>Nom</th><td>Pont</td></tr></table>",
        (((("", "Nom Pont"),)),),
    ),
    "text without names": ("Rien à signaler", (((("", "Rien à signaler"),)),)),
    "nothing found": ("no features were found\n", ()),
    "no feature": ('{"type": "FeatureCollection", "features": []}', ()),
    "empty": ("", ()),
}


@pytest.mark.parametrize(("said", "found"), ANSWERS.values(), ids=ANSWERS)
def test_what_is_at_a_place_is_told_as_plain_text(
    world: World, said: str, found: tuple[tuple[tuple[str, str], ...], ...]
) -> None:
    service = service_of(world, serve(said.encode(), Content_Type="text/html"))
    assert feature_info(service, "ponts", MONTREAL, 12, world.web) == found


def test_a_place_is_asked_for_at_the_middle_of_a_small_map(world: World) -> None:
    service = service_of(world, serve(b""))
    feature_info(service, "ponts", MONTREAL, 12, world.web)
    (asked,) = world.asked
    west, south, east, north = (float(side) for side in asked["BBOX"].split(","))
    to_degrees = Transformer.from_crs(3857, 4326, always_xy=True)
    middle = to_degrees.transform((west + east) / 2, (south + north) / 2)
    assert middle == pytest.approx(MONTREAL, abs=1e-7)
    pixel = tile_box(12, 0, 0)[2] - tile_box(12, 0, 0)[0]
    assert (east - west) / 101 == pytest.approx(pixel / 256)
    assert (asked["I"], asked["J"], asked["WIDTH"]) == ("50", "50", "101")
    assert asked["QUERY_LAYERS"] == asked["LAYERS"] == "ponts"
    assert asked["INFO_FORMAT"] == "application/vnd.ogc.gml"


def test_an_old_service_is_asked_by_x_and_y(world: World) -> None:
    service = service_of(world, serve(b""), "mapserver-wms-1.1.1")
    feature_info(service, "coupes", MONTREAL, 12, world.web)
    (asked,) = world.asked
    assert (asked["X"], asked["Y"], asked["INFO_FORMAT"]) == ("50", "50", "text/plain")
    assert "I" not in asked


def test_a_layer_that_tells_nothing_is_not_asked(world: World) -> None:
    service = service_of(world, serve(b""))
    asked = [
        refusal_of(lambda: feature_info(service, "entraves", MONTREAL, 12, world.web)),
        refusal_of(lambda: feature_info(service, "ponts", (-73.0, 89.9), 12, world.web)),
        refusal_of(lambda: feature_info(service, "ponts", (float("nan"), 0), 12, world.web)),
    ]
    assert asked == ["geo-service-not-queryable", "geo-service-no-tile", "geo-service-no-tile"]
    assert world.asked == []


def test_entities_in_what_is_told_are_refused(world: World) -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a><c>&b;</c></a>'
    service = service_of(world, xml(bomb))
    code = refusal_of(lambda: feature_info(service, "ponts", MONTREAL, 12, world.web))
    assert code == "geo-service-doctype"


def test_a_place_with_thousands_of_features_tells_a_few(world: World) -> None:
    fields = '<FIELDS nom="a"/>' * 5000
    service = service_of(world, xml(f"<r>{fields}</r>".encode()))
    assert len(feature_info(service, "ponts", MONTREAL, 12, world.web)) == 10


def test_a_service_lives_at_a_site_of_its_own(world: World) -> None:
    assert service_of(world, serve(b"")).address.startswith(SITE)  # never where it says it is
