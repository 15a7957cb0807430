"""Where a map is centred on a municipality is in its MRC."""

import pytest
import shapely

from pipelines.geo.territories import mrc_polygons
from pipelines.matching.reference import rows_of

LANDMARKS = rows_of("municipalites", "reperes.csv")
ROUNDING = 0.001  # degrees


def test_each_is_of_a_municipality_and_alone() -> None:
    codes = [row["code"] for row in LANDMARKS]
    assert len(codes) == len(set(codes)) == 1168
    assert set(codes) < {row["code"] for row in rows_of("municipalites")}


def test_each_is_in_the_mrc_of_its_municipality() -> None:
    polygons = dict(zip(*mrc_polygons(), strict=True))
    mrc = {row["code"]: row["code_mrc"] for row in rows_of("municipalites")}
    for row in LANDMARKS:
        place = shapely.Point(float(row["longitude"]), float(row["latitude"]))
        assert polygons[mrc[row["code"]]].distance(place) <= ROUNDING, row


# coordinates of Wikipedia's articles on these towns, to 0.05 degree
@pytest.mark.parametrize(
    ("code", "longitude", "latitude"),
    [("66023", -73.567, 45.502), ("23027", -71.208, 46.813), ("94068", -71.067, 48.417)],
)
def test_it_is_where_others_say_that_the_town_is(
    code: str, longitude: float, latitude: float
) -> None:
    row = next(row for row in LANDMARKS if row["code"] == code)
    assert float(row["longitude"]) == pytest.approx(longitude, abs=0.05)
    assert float(row["latitude"]) == pytest.approx(latitude, abs=0.05)
