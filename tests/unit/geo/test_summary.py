"""What a map shows is said in words, in both languages."""

from dataclasses import replace

import pytest

from pipelines.geo.model import Layer, System
from pipelines.geo.summary import summary
from pipelines.messages import message
from pipelines.territory import load_set

LAYER = Layer(
    name="layer-1",
    title="Essai",
    geometry="point",
    features=10,
    drawn=10,
    extent=None,
    system=System("EPSG:4326", "WGS 84"),
    columns=(),
    findings=(),
    territories={},
    file="layer-1.gpkg",
    drawing="layer-1.geojson",
)
MONTREAL, LONGUEUIL, LAURENTIDES, LABELLE, LAVAL = "66", "58", "78", "79", "65"
REGIONS = {
    "01": "au Bas-Saint-Laurent",
    "02": "au Saguenay–Lac-Saint-Jean",
    "03": "dans la Capitale-Nationale",
    "04": "en Mauricie",
    "05": "en Estrie",
    "06": "à Montréal",
    "07": "en Outaouais",
    "08": "en Abitibi-Témiscamingue",
    "09": "sur la Côte-Nord",
    "10": "dans le Nord-du-Québec",
    "11": "en Gaspésie–Îles-de-la-Madeleine",
    "12": "en Chaudière-Appalaches",
    "13": "à Laval",
    "14": "dans Lanaudière",
    "15": "dans les Laurentides",
    "16": "en Montérégie",
    "17": "au Centre-du-Québec",
}


def said(language: str = "fr", geometry: str = "point", **changes: object) -> list[str]:
    """Return the sentences for a layer, no-break spaces as plain ones."""
    territories = changes.get("territories", {})
    assert isinstance(territories, dict)
    drawn = changes.pop("drawn", sum(territories.values()))
    features = changes.pop("features", drawn)
    counts = {"drawn": drawn, "features": features}
    layer = replace(LAYER, geometry=geometry, **counts, **changes)  # type: ignore[arg-type]
    return [sentence.replace("\u00a0", " ") for sentence in summary(layer, language)]


@pytest.mark.parametrize("code", REGIONS)
def test_each_region_has_its_preposition(code: str) -> None:
    assert message(f"geo-in-region-{code}") == REGIONS[code]


def test_the_names_of_regions_are_those_of_the_set() -> None:
    for code, name in load_set("regions-administratives").select("code", "nom").iter_rows():
        assert message(f"geo-in-region-{code}", "en") == name
        assert message(f"geo-in-region-{code}").endswith(name)


def test_the_regions_that_hold_half_are_named() -> None:
    around = {LONGUEUIL: 600, LAURENTIDES: 400, MONTREAL: 350, LAVAL: 200, "23": 114}
    assert said(territories=around)[0] == (
        "1 664 lieux, surtout en Montérégie et dans les Laurentides."
    )
    assert (
        said("en", territories=around)[0] == "1,664 places, mostly in Montérégie and Laurentides."
    )


def test_the_first_two_regions_are_named_when_three_do_not_hold_half() -> None:
    spread = dict.fromkeys(("01", "08", "19", "20", "30", "36", "85"), 10)
    spread |= {LONGUEUIL: 14, LAURENTIDES: 12}
    around = "surtout en Montérégie et dans les Laurentides"
    assert said(territories=spread)[0] == f"96 lieux, dans 9 régions du Québec, {around}."
    assert said("en", territories=spread)[0].endswith(", mostly in Montérégie and Laurentides.")


def test_all_in_one_region() -> None:
    assert said(territories={MONTREAL: 53}) == ["53 lieux, tous à Montréal."]
    assert said("en", territories={MONTREAL: 53}) == ["53 places, all in Montréal."]


@pytest.mark.parametrize(
    ("geometry", "sentence"),
    [
        ("point", "2 lieux, tous à Laval."),
        ("line", "2 lignes, toutes à Laval."),
        ("polygon", "2 surfaces, toutes à Laval."),
        ("mixed", "2 entités, toutes à Laval."),
    ],
)
def test_words_agree_with_what_they_count(geometry: str, sentence: str) -> None:
    assert said(geometry=geometry, territories={LAVAL: 2}) == [sentence]


def test_one_place_is_singular() -> None:
    assert said(territories={LAVAL: 1}) == ["1 lieu, à Laval."]


def test_few_regions_are_all_named() -> None:
    assert (
        said(territories={LAVAL: 5, MONTREAL: 4})[0] == "9 lieux, seulement à Laval et à Montréal."
    )


def test_a_region_with_very_few_is_left_out() -> None:
    assert said(territories={LAVAL: 1, MONTREAL: 99})[0] == "100 lieux, surtout à Montréal."


def test_one_region_is_detailed_by_mrc() -> None:
    assert said(territories={LAURENTIDES: 5, LABELLE: 1200}) == [
        "1 205 lieux, tous dans les Laurentides.",
        "Le plus souvent : Antoine-Labelle (1 200) et Les Laurentides (5).",
    ]


def test_what_is_outside_quebec_is_counted() -> None:
    assert said(territories={LAVAL: 8}, drawn=10) == [
        "10 lieux, surtout à Laval.",
        "2 entités sont hors du Québec ou à sa limite.",
    ]


def test_a_map_of_elsewhere_says_around_where() -> None:
    paris = (2.2, 48.8, 2.4, 49.0)
    first = said(drawn=3, extent=paris)[0]
    assert first == (
        "3 lieux, hors du Québec, autour de 48,9° de latitude nord et de 2,3° de longitude est."
    )


def test_what_has_no_place_is_counted() -> None:
    assert said(territories={LAVAL: 5}, features=7)[1] == (
        "2 entités n’ont pas de position et ne sont pas sur la carte."
    )
    assert said(territories={LAVAL: 5}, features=6)[1] == (
        "1 entité n’a pas de position et n’est pas sur la carte."
    )


@pytest.mark.parametrize(
    ("extent", "sentence"),
    [
        ((-79.8, 45, -57.1, 62.6), "environ 1 500 km d’ouest en est et 2 000 km du sud au nord."),
        ((-74, 45, -73, 46), "environ 78 km d’ouest en est et 111 km du sud au nord."),
        ((-73.6, 45.5, -73.55, 45.53), "environ 3,9 km d’ouest en est et 3,3 km du sud au nord."),
        ((-73.6, 45.5, -73.598, 45.501), "environ 160 m d’ouest en est et 110 m du sud au nord."),
    ],
)
def test_an_extent_is_said_in_kilometres(extent: tuple, sentence: str) -> None:
    assert said(territories={LAVAL: 2}, extent=extent)[-1] == f"La carte couvre {sentence}"


def test_one_point_has_no_extent_to_say() -> None:
    assert len(said(territories={LAVAL: 1}, extent=(-73.7, 45.6, -73.7, 45.6))) == 1


def test_a_table_of_mrc_says_how_many_and_from_how_many_rows() -> None:
    codes = load_set("mrc")["code"].to_list()
    sentences = said(geometry="territory", drawing="mrc", territories=dict.fromkeys(codes, 100))
    assert sentences == ["104 MRC et territoires équivalents, d’après 10 400 lignes de la table."]


def test_the_territories_with_most_rows_are_named() -> None:
    counts = {LAVAL: 9, MONTREAL: 30, LONGUEUIL: 20, "85": 1}
    assert said(geometry="territory", drawing="mrc", territories=counts, features=61) == [
        "4 MRC et territoires équivalents, d’après 60 lignes de la table.",
        "Le plus souvent : Montréal (30), Longueuil (20), Laval (9)"
        " et 1 autre MRC ou territoire équivalent.",
        "1 ligne de la table n’est pas sur la carte.",
    ]


def test_a_table_of_regions_is_told_by_regions() -> None:
    sentences = said("en", geometry="territory", drawing="regions", territories={"01": 2, "06": 5})
    assert sentences == [
        "2 administrative regions, from 7 rows of the table.",
        "Most often: Montréal (5) and Bas-Saint-Laurent (2).",
    ]


def test_a_table_of_municipalities_is_told_by_municipalities() -> None:
    sentences = said(geometry="territory", drawing="municipalities", territories={"66023": 2})
    assert sentences == ["1 municipalité, d’après 2 lignes de la table."]
