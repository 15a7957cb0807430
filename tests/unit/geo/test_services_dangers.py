"""What a hostile or failing service answers costs nothing, reaches nothing and is told."""

import gzip
import threading
import time
from http.server import BaseHTTPRequestHandler

import pytest

from pipelines.geo.services import capabilities, documents, open_web, read_service
from pipelines.messages import LANGUAGES, Refusal, catalogue, message
from tests.unit.fetch.ministry import Answer, cut, raw, redirect, serve
from tests.unit.geo.live import SITE, World, exception, made_up, xml

HEADERS = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n"


def refusal_of(world: World, answer: Answer) -> Refusal:
    """Return why a service that answers so has no map."""
    with pytest.raises(Refusal) as stop:
        read_service(world.always("/wms", answer), world.web)
    assert str(stop.value)
    assert message(f"{stop.value.code}-advice")
    return stop.value


def drip(piece: bytes, start: bytes = b"") -> Answer:
    """Send a piece every few milliseconds for ever."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.close_connection = True
        try:
            request.wfile.write(start)
            while True:
                request.wfile.write(piece)
                request.wfile.flush()
                time.sleep(0.02)
        except OSError:
            return

    return answer


ENDLESS = {
    "headers": drip(b"X-A: b\r\n", HEADERS),
    "no answer": drip(b""),
    "a body without a length": drip(b"<", HEADERS + b"Connection: close\r\n\r\n"),
    "a body in pieces": drip(b"1\r\n<\r\n", HEADERS + b"Transfer-Encoding: chunked\r\n\r\n"),
    "a body announced": drip(b"<", HEADERS + b"Content-Length: 9999\r\n\r\n"),
}


@pytest.mark.parametrize("answer", ENDLESS.values(), ids=ENDLESS)
def test_an_endless_answer_is_cut_at_the_deadline(
    world: World, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(capabilities, "LONGEST", 0.3)
    start = time.monotonic()
    assert refusal_of(world, answer).code == "geo-service-slow"
    assert time.monotonic() - start < 2


def test_a_deadline_is_for_all_the_requests_together(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(request: BaseHTTPRequestHandler) -> None:
        time.sleep(0.2)
        xml(exception("version"))(request)

    monkeypatch.setattr(capabilities, "LONGEST", 0.5)
    assert refusal_of(world, late).code == "geo-service-slow"
    assert 2 <= len(world.asked) <= 3


def test_a_small_drip_within_the_deadline_is_whole(world: World) -> None:
    content = made_up("mapserver-wms-1.3.0")
    half = len(content) // 2

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(HEADERS + b"Connection: close\r\n\r\n" + content[:half])
        time.sleep(0.1)
        request.wfile.write(content[half:])
        request.close_connection = True

    assert len(read_service(world.always("/wms", answer), world.web).layers) == 3


def test_no_thread_is_left_waiting(world: World) -> None:
    before = threading.active_count()
    for _ in range(5):
        read_service(world.always("/wms", xml(made_up("mapserver-wms-1.3.0"))), world.web)
    assert threading.active_count() <= before + 5  # of the server


@pytest.mark.parametrize("zipped", [False, True])
def test_a_huge_answer_is_cut(world: World, monkeypatch: pytest.MonkeyPatch, zipped: bool) -> None:
    monkeypatch.setattr(capabilities, "LARGEST", 1)
    content = b"<" * (3 << 20)
    answer = serve(gzip.compress(content), Content_Encoding="gzip") if zipped else serve(content)
    refusal = refusal_of(world, answer)
    assert (refusal.code, refusal.values["megabytes"]) == ("geo-service-too-large", 1)


def test_a_compressed_answer_is_read(world: World) -> None:
    content = gzip.compress(made_up("mapserver-wms-1.3.0"))
    address = world.always("/wms", serve(content, Content_Encoding="gzip"))
    assert len(read_service(address, world.web).layers) == 3


def bomb(kind: str) -> bytes:
    """Return a capabilities document with an entity in it."""
    entities = {
        "laughs": '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">',
        "external": f'<!ENTITY b SYSTEM "{SITE}/secret">',
        "parameter": f'<!ENTITY % p SYSTEM "{SITE}/secret"> %p; <!ENTITY b "x">',
        "file": '<!ENTITY b SYSTEM "file:///etc/passwd">',
    }
    head = f'<?xml version="1.0"?><!DOCTYPE WMS_Capabilities [{entities[kind]}]>'
    text = made_up("mapserver-wms-1.3.0").decode()
    return (head + text.partition("?>")[2]).replace("<Title>Ponts", "<Title>&b;").encode()


@pytest.mark.parametrize("kind", ["laughs", "external", "parameter", "file"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(world: World, kind: str, encoding: str) -> None:
    secret = world.always("/secret", serve(b"secret"))
    content = bomb(kind).decode().replace(SITE, secret.removesuffix("/secret")).encode(encoding)
    assert refusal_of(world, xml(content)).code == "geo-service-doctype"
    assert len(world.asked) == 1


def test_the_dtd_of_an_old_wms_is_never_fetched(world: World) -> None:
    dtd = f"http://127.0.0.1:{world.server.port}/1.1.1.dtd"  # lxml could reach it, unlike SITE
    world.always("/1.1.1.dtd", serve(b'<!ENTITY eacute "e">'))
    content = made_up("mapserver-wms-1.1.1", dtd=dtd).replace(b"Coupes<", b"Coup&eacute;es<")
    service = read_service(world.always("/wms", xml(content)), world.web)
    assert service.layer("coupes").title == "Coupes"
    assert not any(path.startswith("/1.1.1.dtd") for path, _ in world.server.asked)


@pytest.mark.parametrize(
    "content",
    [
        b"<a>" * 100 + b"</a>" * 100,
        b"<a>" + b"<b/>" * 1001 + b"</a>",
        b"<a " + b" ".join(b'a%d=""' % number for number in range(1001)) + b"/>",
    ],
    ids=["deep", "full", "wide"],
)
def test_a_document_too_deep_or_too_full_is_refused(
    world: World, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "MOST_NODES", 1000)
    assert refusal_of(world, xml(content)).code == "geo-service-too-complex"


HOSTILE = {
    "a long code": b"<CRS>" + b"epsg" * 500_000 + b"</CRS>",
    "many spellings": b"<CRS>"
    + b" ".join(b"EPSG:%d:3857" % number for number in range(200_000))
    + b"</CRS>",
    "a long title": b"<Abstract>" + b"&lt;b" * 500_000 + b"</Abstract>",
    "many styles": b"<Style><Name>a</Name></Style>" * 50_000,
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_what_would_grow_from_layer_to_layer_is_read_in_seconds(world: World, piece: bytes) -> None:
    layers = b"".join(b"<Layer><Name>c%d</Name></Layer>" % number for number in range(150))
    content = made_up("mapserver-wms-1.3.0").replace(b"<CRS>EPSG:4326", piece + b"<CRS>EPSG:4326")
    content = content.replace(b"</Layer>\n</Capability>", layers + b"</Layer></Capability>")
    start = time.process_time()
    service = read_service(world.always("/wms", xml(content)), world.web)
    assert time.process_time() - start < 5
    assert len(service.layers) == 153
    assert all(len(layer.systems) < 60 for layer in service.layers)


MALFORMED = (
    b'<MetadataURL/><MetadataURL/><MetadataURL type="a"/><Attribution><LogoURL/></Attribution>'
    b"<EX_GeographicBoundingBox><westBoundLongitude/></EX_GeographicBoundingBox>"
    b'<BoundingBox minx="1"/><BoundingBox CRS="EPSG:4326" minx="a" miny="" maxx="" maxy=""/>'
    b"<Style/><Style><Name>a</Name><LegendURL><Format/><OnlineResource/></LegendURL></Style>"
    b'<Style><Name>b</Name><LegendURL><Format/><OnlineResource xlink:href="https://a.ca/legende.png"'
    b' xmlns:xlink="http://www.w3.org/1999/xlink"/></LegendURL></Style>'
    b"<MinScaleDenominator/><MaxScaleDenominator>x</MaxScaleDenominator><Dimension/><DataURL/>"
)


def test_malformed_elements_of_a_layer_do_not_hide_the_service(world: World) -> None:
    content = made_up("mapserver-wms-1.3.0").replace(b"<Name>ponts", MALFORMED + b"<Name>ponts")
    service = read_service(world.always("/wms", xml(content)), world.web)
    bridges = service.layer("ponts")
    assert bridges.extent == (-80.0, 44.0, -57.0, 63.0)  # its group's
    assert bridges.legend.endswith("/legende.png")


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (serve(b"<html><body>Accueil</body></html>"), "geo-service-other"),
        (serve(b"%PDF-1.7"), "geo-service-other"),
        (serve(b""), "geo-service-other"),
        (serve(b"", 404), "geo-service-status"),
        (serve(b"<html>erreur</html>", 500), "geo-service-status"),
        (xml(b"<kml/>"), "geo-service-other"),
        (xml(b"<WMS_Capabilities version='1.3.0'>"), "geo-service-other"),
        (xml(b"<WMS_Capabilities version='1.3.0'><Layer><Name>a</Name></Layer></WMS_Capabilities>"),
         "geo-service-unreadable"),
        (xml(b"<WFS_Capabilities version='9.9'><FeatureType><Name>a</Name></FeatureType>"
             b"</WFS_Capabilities>"), "geo-service-unreadable"),
        (xml(b"<WMS_Capabilities version='1.3.0'/>"), "geo-service-empty"),
        (cut(b"<WMS_Capabilities>", 9999), "geo-service-truncated"),
        (raw(b"pas du HTTP\r\n\r\n"), "geo-service-unreachable"),
        (redirect("file:///etc/passwd"), "geo-service-private"),
        (redirect("ftp://8.8.8.8/wms"), "geo-service-moved"),
        (redirect("https://["), "geo-service-unreachable"),
        (redirect("/wms"), "geo-service-loop"),
        (redirect("http://169.254.169.254/latest/meta-data"), "geo-service-private"),
        (redirect("http://127.0.0.1:5432/"), "geo-service-private"),
        (redirect("http://[::ffff:10.0.0.1]/"), "geo-service-private"),
    ],
)  # fmt: skip
def test_each_failure_has_its_sentence(world: World, answer: Answer, code: str) -> None:
    assert refusal_of(world, answer).code == code


@pytest.mark.parametrize(
    "words",
    [
        exception("Couche &lt;b&gt;absente&lt;/b&gt;"),
        b'<ows:ExceptionReport xmlns:ows="http://www.opengis.net/ows/1.1"><ows:Exception '
        b'exceptionCode="x"><ows:ExceptionText>Couche absente</ows:ExceptionText>'
        b"</ows:Exception></ows:ExceptionReport>",
        b'{"error": {"code": 400, "message": "Couche absente", "details": []}}',
        b'{"version": "1.1.1", "exceptions": [{"code": "x", "text": "Couche absente"}]}',
    ],
    ids=["WMS", "OWS", "ArcGIS", "GeoServer"],
)
@pytest.mark.parametrize("status", [200, 400])
def test_the_words_of_a_service_are_told_as_plain_text(
    world: World, words: bytes, status: int
) -> None:
    refusal = refusal_of(world, serve(words, status))
    assert refusal.code == "geo-service-refused"
    assert refusal.values["words"] == "Couche absente"


def test_long_words_are_cut(world: World) -> None:
    refusal = refusal_of(world, xml(exception("mot " * 500)))
    assert len(str(refusal.values["words"])) == 200


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("", "geo-service-address"),
        ("file:///etc/passwd", "geo-service-address"),
        ("ftp://exemple.qc.ca/wms", "geo-service-address"),
        ("www.exemple.qc.ca/wms?", "geo-service-address"),
        ("https://[", "geo-service-address"),
        ("https://moi:secret@exemple.qc.ca/wms", "geo-service-address"),
        ("https://exemple.qc.ca/wms?service=WMTS", "geo-service-kind"),
        ("http://127.0.0.1/wms", "geo-service-private"),
        ("http://localhost:8080/wms", "geo-service-private"),
        ("http://exemple.invalid/wms", "geo-service-unreachable"),
    ],
)
def test_an_address_that_cannot_be_asked_is_told(world: World, address: str, code: str) -> None:
    with pytest.raises(Refusal) as stop:
        read_service(address, world.web)
    assert stop.value.code == code
    assert "secret" not in str(stop.value)
    assert world.asked == []


def test_nothing_private_is_asked_without_a_detour() -> None:
    with open_web() as web, pytest.raises(Refusal) as stop:
        read_service("http://127.0.0.1:5000/wms", web)
    assert stop.value.code == "geo-service-private"


def test_owslib_asks_nothing_by_itself(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(*_: object, **__: object) -> None:
        raise AssertionError("OWSLib asks")

    monkeypatch.setattr("requests.Session.request", asked)
    for name in ("mapserver-wms-1.3.0", "geoserver-wfs-2.0.0", "mapserver-wfs-1.0.0"):
        service = read_service(world.always("/s", xml(made_up(name, paging="TRUE"))), world.web)
        assert service.layers


def test_every_sentence_is_written_in_both_languages_with_its_advice() -> None:
    codes = [code for code in catalogue() if code.startswith(("geo-service-", "geo-link-"))]
    findings = ("left-out", "other-format", "cut", "live", "fees", "constraints")
    told = (*(f"geo-service-{name}" for name in findings), "geo-service-crowded")
    assert len(codes) > 60
    for code in codes:
        assert all(catalogue()[code].get(language) for language in LANGUAGES)
        assert code in told or code.endswith("-advice") or f"{code}-advice" in codes
