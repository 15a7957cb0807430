"""XML can neither blow up nor fetch anything."""

from pathlib import Path

import pytest

from pipelines.messages import Refusal
from tests.unit.geo.layers import layers_of, zip_of

BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
EXTERNAL = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
KML = '<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{}</Document></kml>'
PLACE = "<Placemark><name>{}</name><Point><coordinates>-73.5,45.5</coordinates></Point></Placemark>"


@pytest.mark.parametrize("doctype", [BOMB, EXTERNAL, "<!DOCTYPE kml>"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("packed", [False, True])
def test_a_document_type_is_refused(
    tmp_path: Path, doctype: str, encoding: str, packed: bool
) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>{doctype}' + KML.format(PLACE.format("&a;"))
    path = tmp_path / "a.kml"
    path.write_bytes(text.encode(encoding))
    if packed:
        path = zip_of(tmp_path / "a.kmz", {"doc.kml": path.read_bytes()})
    with pytest.raises(Refusal) as refusal:
        layers_of(path)
    assert refusal.value.code == "geo-doctype"


LINKS = (
    "<NetworkLink><Link><href>{0}/a.kml</href></Link></NetworkLink>",
    "<Style id='a'><IconStyle><Icon><href>{0}/a.png</href></Icon></IconStyle></Style>",
    "<Placemark><styleUrl>{0}/style.kml#a</styleUrl><Point><coordinates>-73,45</coordinates></Point>"
    "</Placemark>",
    "<GroundOverlay><Icon><href>{0}/a.png</href></Icon></GroundOverlay>",
    "<Placemark><ExtendedData><SchemaData schemaUrl='{0}/s.kml#a'><SimpleData name='b'>1"
    "</SimpleData></SchemaData></ExtendedData><Point><coordinates>-73,45</coordinates></Point></Placemark>",
    "<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='{0}/x.kml'/>",
)


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("packed", [False, True])
def test_a_kml_fetches_nothing(
    tmp_path: Path, server: tuple[str, list[str]], link: str, packed: bool
) -> None:
    address, asked = server
    text = KML.format(link.format(address) + PLACE.format("a"))
    path = tmp_path / "a.kml"
    path.write_text(text)
    if packed:
        path = zip_of(tmp_path / "a.kmz", {"doc.kml": text.encode()})
    assert sum(layer.drawn for layer in layers_of(path)) >= 1
    assert asked == []


GML = """<a:c xmlns:a="http://a" xmlns:gml="http://www.opengis.net/gml" {root}
 xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<gml:featureMember><a:lieu>{inside}<a:place><gml:Point srsName="EPSG:4326">
<gml:coordinates>-73.5,45.5</gml:coordinates></gml:Point></a:place></a:lieu></gml:featureMember></a:c>"""


@pytest.mark.parametrize(
    ("root", "inside"),
    [
        ('xsi:schemaLocation="http://a {0}/a.xsd"', ""),
        ('xsi:noNamespaceSchemaLocation="{0}/a.xsd"', ""),
        ("", '<a:autre xlink:href="{0}/b.gml#x"/>'),
        ("", "<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='{0}/x.gml'/>"),
    ],
)
def test_a_gml_fetches_nothing(
    tmp_path: Path, server: tuple[str, list[str]], root: str, inside: str
) -> None:
    address, asked = server
    path = tmp_path / "a.gml"
    path.write_text(GML.format(root=root.format(address), inside=inside.format(address)))
    assert layers_of(path)[0].drawn == 1
    assert asked == []


def test_a_gml_reads_no_schema_of_this_machine(tmp_path: Path) -> None:
    schema = tmp_path / "a.xsd"
    schema.write_text(
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://a"/>'
    )
    path = tmp_path / "a.gml"
    path.write_text(GML.format(root=f'xsi:schemaLocation="http://a {schema}"', inside=""))
    assert layers_of(path)[0].drawn == 1


@pytest.mark.parametrize("text", ["<a/>", "<OGRVRTDataSource/>", "<rss><channel/></rss>"])
def test_other_xml_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.gml"
    path.write_text(text)
    with pytest.raises(Refusal) as refusal:
        layers_of(path)
    assert refusal.value.code == "geo-xml-other"


@pytest.mark.parametrize(
    "text",
    [
        "<!DOCTYPE html>\n<html lang='fr'><meta charset=utf-8>",
        "<!doctype HTML><p>",
        "<html/>",
        '<?xml version="1.0"?>\n<!-- v1 --><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN" "a">',
    ],
)
@pytest.mark.parametrize("name", ["a.geojson", "a.kml", "a.csv"])
def test_a_web_page_is_told_as_one(tmp_path: Path, text: str, name: str) -> None:
    path = tmp_path / name
    path.write_text(text)
    with pytest.raises(Refusal) as refusal:
        layers_of(path)
    assert refusal.value.code == "geo-web-page"


def test_deeply_nested_xml_ends_with_a_reason(tmp_path: Path) -> None:
    path = tmp_path / "a.kml"
    path.write_text(KML.format("<Folder>" * 50_000 + PLACE.format("a") + "</Folder>" * 50_000))
    with pytest.raises(Refusal) as refusal:
        layers_of(path)
    assert refusal.value.code == "geo-unreadable"
