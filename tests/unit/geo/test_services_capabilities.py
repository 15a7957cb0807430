"""What services of the kinds met in Québec say of themselves is read the same."""

import dataclasses
import json

import pytest

from pipelines.geo.services import Service, kept_service, read_service
from pipelines.messages import Refusal, message
from tests.unit.fetch.ministry import redirect, serve
from tests.unit.geo.live import SITE, World, exception, made_up, xml

WMS_BASE = f"{SITE}/cgi-bin/mapserv?map=/srv/routes.map"


def mapserver(world: World) -> str:
    """Play MapServer, which needs its own parameter « map »."""
    content = made_up("mapserver-wms-1.3.0")
    return world.plays_service(
        "/cgi-bin/mapserv",
        lambda said: xml(content) if said.get("MAP") else serve(b"No query information", 500),
    )


def read(world: World, path: str, name: str, **values: str) -> Service:
    """Read a made-up service that always answers the same."""
    return read_service(world.always(path, xml(made_up(name, **values))), world.web)


@pytest.mark.parametrize(
    "query",
    [
        "?map=/srv/routes.map",
        "?map=/srv/routes.map&",
        "?map=%2Fsrv%2Froutes.map&service=WMS&request=GetCapabilities",
        "?SERVICE=wms&Version=1.3.0&REQUEST=GetMap&LAYERS=&map=/srv/routes.map",
        "?&map=/srv/routes.map?service=WMS&&",
        "?map=/srv/routes.map&amp;request=getcapabilities#haut",
        "?map=/srv/routes.map&WIDTH=256&bbox=1,2,3,4&CRS=EPSG:4326&format=image/png&styles=",
    ],
)
def test_an_address_is_understood_however_it_is_written(world: World, query: str) -> None:
    service = read_service(f"  {mapserver(world)}{query} ", world.web)
    assert (service.kind, service.version) == ("wms", "1.3.0")
    assert service.address == WMS_BASE
    (asked,) = world.asked
    assert asked == {
        "MAP": "/srv/routes.map", "SERVICE": "WMS", "VERSION": "1.3.0",
        "REQUEST": "GetCapabilities",
    }  # fmt: skip


def test_a_wms_says_what_it_offers(world: World) -> None:
    service = read_service(mapserver(world) + "?map=a", world.web)
    assert service.title == "Réseau routier fictif"
    assert service.abstract == "Routes et ponts & ponceaux."
    assert (service.fees, service.constraints) == ("aucun", "CC-BY 4.0")
    assert service.formats == ("image/jpeg", "image/png", "application/x-pdf")
    root, bridges, works = service.layers
    assert [layer.name for layer in service.layers] == ["routes_racine", "ponts", "entraves"]
    assert bridges.legend == f"{SITE}/legende.png"
    assert (bridges.queryable, works.queryable) == (True, False)
    assert (bridges.minimum_scale, bridges.maximum_scale) == (None, 500000.0)
    assert bridges.systems == ("EPSG:32198", "EPSG:3857", "EPSG:4326")
    assert root.extent == (-80.0, 44.0, -57.0, 63.0)


def test_a_group_is_told_by_the_path_of_its_layers(world: World) -> None:
    service = read_service(mapserver(world) + "?map=a", world.web)
    assert [layer.path for layer in service.layers] == [(), (), ("Chantiers",)]


def test_only_the_layers_that_the_address_names_are_shown(world: World) -> None:
    service = read_service(mapserver(world) + "?map=a&LAYERS=Entraves", world.web)
    assert [layer.name for layer in service.layers] == ["entraves"]
    assert service.layers[0].systems  # what it takes from its groups


def test_a_name_that_the_service_lacks_is_told(world: World) -> None:
    with pytest.raises(Refusal) as stop:
        read_service(mapserver(world) + "?map=a&layers=inconnue", world.web)
    assert stop.value.code == "geo-service-no-layer"
    assert "inconnue" in str(stop.value)


def test_an_old_wms_is_read_without_its_document_type(world: World) -> None:
    dtd = "http://schemas.opengis.net/wms/1.1.1/capabilities_1_1_1.dtd"
    service = read(world, "/wms", "mapserver-wms-1.1.1", dtd=dtd)
    assert service.version == "1.1.1"
    assert service.title == "Forêts fictives"
    _, stands, cuts = service.layers
    assert stands.extent == (-79.0, 45.0, -60.0, 52.0)
    assert cuts.extent == (-79.0, 45.0, -60.0, 52.0)  # the service exchanged them
    assert stands.maximum_scale == pytest.approx(1_000_000, rel=1e-3)
    assert stands.queryable


def test_an_extent_in_another_system_is_brought_to_degrees(world: World) -> None:
    service = read(world, "/arcgis/services/Eaux/MapServer/WMSServer", "arcgis-wms-1.3.0")
    lakes, rivers = service.layers
    west, south, east, north = lakes.extent or (0, 0, 0, 0)
    assert -79 < west < -76
    assert 44 < south < 45
    assert -60 < east < -57
    assert 51 < north < 53
    assert rivers.extent == (-78.0, 45.0, -65.0, 50.0)


def test_latitudes_come_first_in_a_1_3_0_box_of_degrees(world: World) -> None:
    content = made_up("mapserver-wms-1.3.0")
    start, end = content.index(b"<EX_Geo"), content.index(b"</EX_Geo")
    content = content[:start] + content[end:].partition(b">")[2]
    service = read_service(world.always("/wms", xml(content)), world.web)
    assert service.layer("ponts").extent == (-79.0, 45.0, -64.0, 52.0)


@pytest.mark.parametrize(
    ("name", "version", "formats", "extent"),
    [
        ("geoserver-wfs-2.0.0", "2.0.0", "application/json", (-79.0, 45.0, -60.0, 52.0)),
        ("mapserver-wfs-1.1.0", "1.1.0", "geojson", (-79.0, 45.0, -60.0, 52.0)),
        ("mapserver-wfs-1.0.0", "1.0.0", "GML2", (-79.0, 45.0, -60.0, 52.0)),
    ],
)
def test_a_wfs_says_what_it_offers(
    world: World, name: str, version: str, formats: str, extent: tuple[float, ...]
) -> None:
    service = read(world, "/geoserver/wfs", name, paging="TRUE")
    assert (service.kind, service.version) == ("wfs", version)
    assert formats in service.formats
    assert service.layers[0].extent == extent
    assert service.paged == (version == "2.0.0")


def test_an_old_extent_in_metres_is_in_the_system_of_its_type(world: World) -> None:
    service = read(world, "/wfs", "mapserver-wfs-1.0.0")
    west, south, *_ = service.layer("routes").extent or (0, 0, 0, 0)
    assert -79 < west < -76
    assert 44 < south < 45


def test_formats_of_other_operations_are_not_those_of_features(world: World) -> None:
    service = read(world, "/wfs", "geoserver-wfs-2.0.0", paging="FALSE")
    assert "text/xml; subtype=gml/3.2" not in service.formats
    assert not service.paged


def test_a_type_is_found_without_its_prefix(world: World) -> None:
    content = made_up("geoserver-wfs-2.0.0")
    address = world.always("/ows", xml(content)) + "?typename=Casernes"
    service = read_service(address, world.web)
    assert [kind.name for kind in service.layers] == ["fic:casernes"]


def test_the_newest_version_is_asked_for_first_then_the_older_ones(world: World) -> None:
    def play(said: dict[str, str]) -> object:
        if said["VERSION"] == "1.1.1":
            return xml(made_up("mapserver-wms-1.1.1", dtd="x.dtd"))
        return xml(exception("Version inconnue"), 400)

    service = read_service(world.plays_service("/wms", play), world.web)
    assert service.version == "1.1.1"
    assert [said["VERSION"] for said in world.asked] == ["1.3.0", "1.1.1"]


def test_the_version_that_an_address_names_is_asked_for_first(world: World) -> None:
    content = made_up("mapserver-wms-1.1.1", dtd="x.dtd")
    read_service(world.always("/wms", xml(content)) + "?version=1.1.1", world.web)
    assert [said["VERSION"] for said in world.asked] == ["1.1.1"]


def test_a_wfs_is_found_where_nothing_says_which_service_it_is(world: World) -> None:
    def play(said: dict[str, str]) -> object:
        wfs = said["SERVICE"] == "WFS"
        return xml(made_up("geoserver-wfs-2.0.0") if wfs else exception("Service inconnu"))

    assert read_service(world.plays_service("/ows", play), world.web).kind == "wfs"


def test_the_format_of_the_resource_says_which_service_to_ask(world: World) -> None:
    content = made_up("geoserver-wfs-2.0.0")
    read_service(world.always("/ows", xml(content)), world.web, kind="wfs")
    assert [said["SERVICE"] for said in world.asked] == ["WFS"]


def test_a_redirection_to_another_place_is_remembered(world: World) -> None:
    own = f"http://127.0.0.1:{world.server.port}"
    content = made_up("mapserver-wms-1.3.0")
    query = "?map=a&SERVICE=WMS&VERSION=1.3.0&REQUEST=GetCapabilities"
    world.always("/neuf", xml(content))
    world.always("/ancien", redirect(f"{own}/neuf{query}"))
    service = read_service(f"{own}/ancien?map=a", world.web)
    assert service.address == f"{own}/neuf?map=a"


def test_the_machine_behind_a_detour_is_never_told(world: World) -> None:
    world.always("/neuf", xml(made_up("mapserver-wms-1.3.0")))
    address = world.always("/ancien", redirect("/neuf"))
    assert read_service(address, world.web).address == address


def test_two_hundred_layers_are_shown_and_the_others_counted(world: World) -> None:
    content = made_up("mapserver-wms-1.3.0")
    layer = "<Layer><Name>c{0}</Name><Title>C{0}</Title></Layer>"
    many = "".join(layer.format(number) for number in range(300)).encode()
    content = content.replace(b"</Layer>\n</Capability>", many + b"</Layer></Capability>")
    service = read_service(world.always("/wms", xml(content)), world.web)
    assert (len(service.layers), service.left_out) == (200, 103)
    (finding,) = service.findings()
    said = message(finding.code, **finding.values)
    assert said == "Le service a encore 103 couches qui ne sont pas montrées."


def test_thousands_of_systems_are_not_copied_to_each_layer(world: World) -> None:
    many = "".join(f"<CRS>EPSG:{code}</CRS>" for code in range(20000, 27000)).encode()
    content = made_up("mapserver-wms-1.3.0").replace(b"<CRS>EPSG:4326", many + b"<CRS>EPSG:4326")
    service = read_service(world.always("/wms", xml(content)), world.web)
    assert len(service.layer("ponts").systems) < 60
    assert "EPSG:3857" in service.layer("ponts").systems


def test_a_service_is_kept_as_json(world: World) -> None:
    service = read_service(mapserver(world) + "?map=a", world.web)
    assert kept_service(json.loads(json.dumps(dataclasses.asdict(service)))) == service
