"""Say in words what a map shows, for people who don't see it."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from pipelines.geo.classes import written
from pipelines.geo.model import Extent, Layer
from pipelines.matching.reference import names_of, regions_of_mrc
from pipelines.messages import message
from pipelines.messages.counts import number

MOST_NAMED, FIRST = 3, 2  # territories, named alone and when there are many others
MOSTLY = 0.5  # share of the features that « surtout » needs
DEGREE = 111.32  # kilometres of a degree of latitude, and of longitude at the equator
NEAR, FAR = 10, 1000  # kilometres: decimals below, hundreds rounded above
TERRITORY, RASTER = "territory", "raster"
FEW = 0.1  # share of the features below which a region isn't worth naming beside others
SETS = {"mrc": "mrc", "regions": "regions-administratives", "municipalities": "municipalites"}


def summary(layer: Layer, language: str = "fr") -> tuple[str, ...]:
    """Return the sentences that say how many features there are and where they are.

    « Surtout » names the fewest regions, three at most, that hold half of the features; the first
    two where there is no such half.
    """
    if layer.geometry == TERRITORY:
        return tuple(_territories(layer, language))
    return tuple(_features(layer, language))


def summary_of_images(layers: Sequence[Layer], language: str = "fr") -> tuple[str, ...]:
    """Return the sentences that say how many layers of images there are, and of what extent."""
    first = _unplaced_and_extent(layers[0], language)
    return (message("geo-summary-raster", language, count=len(layers)), *first)


def _features(layer: Layer, language: str) -> Iterator[str]:
    regions = _by_region(layer.territories)
    yield message(
        f"geo-summary-{layer.geometry}",
        language,
        count=layer.drawn,
        where=_where(layer, regions, language),
    )
    inside = regions.total()
    if inside and inside < layer.drawn:
        yield message("geo-summary-outside", language, count=layer.drawn - inside)
    if len(regions) == 1 and len(layer.territories) > 1:
        yield _detail(Counter(layer.territories), names_of("mrc"), "mrc", language)
    yield from _unplaced_and_extent(layer, language)


def _territories(layer: Layer, language: str) -> Iterator[str]:
    """Say how many territories are coloured, from how many rows, and which have most of these."""
    yield message(
        f"geo-summary-of-{layer.drawing}",
        language,
        count=len(layer.territories),
        rows=layer.drawn,
    )
    if len(set(layer.territories.values())) > 1:
        counts = Counter(layer.territories)
        yield _detail(counts, names_of(SETS[layer.drawing]), layer.drawing, language)
    yield from _unplaced_and_extent(layer, language)


def _unplaced_and_extent(layer: Layer, language: str) -> Iterator[str]:
    missing = layer.features - layer.drawn
    if missing:
        kind = "rows" if layer.geometry == TERRITORY else "features"
        yield message(f"geo-summary-missing-{kind}", language, count=missing)
    if layer.extent and layer.geometry != TERRITORY:
        wide, high = _size(layer.extent)
        if wide or high:
            size = {"wide": _kilometres(wide, language), "high": _kilometres(high, language)}
            yield message("geo-summary-extent", language, **size)


def _by_region(territories: Mapping[str, int]) -> Counter[str]:
    regions, known = Counter[str](), regions_of_mrc()
    for code, count in territories.items():
        regions[known[code]] += count
    return regions


def _where(layer: Layer, regions: Counter[str], language: str) -> str:
    """Return where the features are: « surtout en Montérégie et dans les Laurentides »."""
    if not regions:
        return _elsewhere(layer.extent, language)
    ordered = [code for code, _ in sorted(regions.items(), key=lambda item: (-item[1], item[0]))]
    inside = regions.total()
    if len(regions) == 1 and inside == layer.drawn:
        kind = "one" if layer.drawn == 1 else f"all-{layer.geometry}"
        return message(f"geo-where-{kind}", language, places=_regions(ordered, language))
    few = min(regions.values()) < FEW * layer.drawn
    if len(regions) <= MOST_NAMED and inside == layer.drawn and not few:
        kind = "two" if layer.drawn == len(regions) else "only"
        return message(f"geo-where-{kind}", language, places=_regions(ordered, language))
    for named in range(1, MOST_NAMED + 1):
        if sum(regions[code] for code in ordered[:named]) >= MOSTLY * layer.drawn:
            return message("geo-where-most", language, places=_regions(ordered[:named], language))
    first = _regions(ordered[:FIRST], language)
    return message("geo-where-spread", language, count=len(regions), places=first)


def _elsewhere(extent: Extent | None, language: str) -> str:
    """Say that nothing is in Québec, and around which place the features are."""
    if extent is None:
        return message("geo-where-nowhere", language)
    west, south, east, north = extent
    longitude, latitude = (west + east) / 2, (south + north) / 2
    return message(
        "geo-where-outside",
        language,
        latitude=_degrees(latitude, "north" if latitude >= 0 else "south", language),
        longitude=_degrees(longitude, "east" if longitude >= 0 else "west", language),
    )


def _degrees(angle: float, side: str, language: str) -> str:
    return message(f"geo-degrees-{side}", language, angle=written(abs(angle), 1, language))


def _regions(codes: Sequence[str], language: str) -> str:
    return _listed([message(f"geo-in-region-{code}", language) for code in codes], language)


def _detail(counts: Counter[str], names: Mapping[str, str], kind: str, language: str) -> str:
    """Name the territories that have most: « Le plus souvent : Antoine-Labelle (120)… »."""
    ordered = sorted(counts.items(), key=lambda item: (-item[1], names[item[0]]))
    first = [f"{names[code]} ({number(count, language)})" for code, count in ordered[:MOST_NAMED]]
    others = len(ordered) - len(first)
    code = "geo-summary-detail-more" if others else "geo-summary-detail"
    told = _listed(first, language) if not others else ", ".join(first)
    more = message(f"geo-others-{kind}", language, count=others) if others else ""
    return message(code, language, places=told, more=more)


def _listed(texts: Sequence[str], language: str) -> str:
    """Join texts: « a, b et c »."""
    if len(texts) < 2:  # noqa: PLR2004 - nothing to join
        return "".join(texts)
    return message("geo-list", language, first=", ".join(texts[:-1]), last=texts[-1])


def _size(extent: Extent) -> tuple[float, float]:
    """Return how wide and how high an extent is, in kilometres."""
    west, south, east, north = extent
    narrowed = math.cos(math.radians((south + north) / 2))
    return (east - west) * DEGREE * narrowed, (north - south) * DEGREE


def _kilometres(length: float, language: str) -> str:
    """Write a length as one says it: « 450 m », « 3,4 km », « 42 km », « 1 200 km »."""
    if length < 1:
        metres = max(10, round(length * 1000, -1))
        return f"{written(metres, 0, language)}\u00a0m"
    rounded = round(length, -2) if length >= FAR else length
    return f"{written(rounded, 1 if length < NEAR else 0, language)}\u00a0km"
