"""Colours are told apart by everyone, and outlines are seen on the map's ground.

Colour vision deficiencies are simulated with the matrices of G. M. Machado, M. M. Oliveira and
L. A. F. Fernandes, « A Physiologically-based Model for Simulation of Color Vision Deficiency »,
IEEE Transactions on Visualization and Computer Graphics 15 (6), 2009, severity 1.0, in linear RGB:
https://www.inf.ufrgs.br/~oliveira/pubs_files/CVD_Simulation/CVD_Simulation.html
Differences are those of CIE 1976 (ΔE*ab): about 2.3 is just noticeable.
"""

from itertools import combinations, pairwise

import numpy as np
import pytest

from pipelines.geo.palettes import (
    CATEGORICAL,
    GROUND,
    MISSING,
    OTHERS,
    OUTLINE,
    SEQUENTIAL,
    categorical,
    diverging,
    sequential,
)

VISIONS = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
WHITE = np.array([0.95047, 1.0, 1.08883])  # D65
APART, FAR_APART = 10, 15  # ΔE*ab
DIVERGING = [(below, above) for below in range(1, 5) for above in range(1, 5)]


def linear(colour: str) -> np.ndarray:
    """Return linear RGB of « #rrggbb »."""
    channels = np.array([int(colour[start : start + 2], 16) for start in (1, 3, 5)]) / 255
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def lab(colour: str, vision: str = "normal") -> np.ndarray:
    """Return CIE L*a*b* of a colour as someone sees it."""
    seen = XYZ @ np.clip(VISIONS[vision] @ linear(colour), 0, 1) / WHITE
    root = np.where(seen > 216 / 24389, np.cbrt(seen), (24389 / 27 * seen + 16) / 116)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


def nearest(colours: tuple[str, ...], vision: str) -> float:
    """Return the smallest difference between two of the colours."""
    pairs = combinations([lab(colour, vision) for colour in colours], 2)
    return min(float(np.linalg.norm(one - other)) for one, other in pairs)


def contrast(one: str, other: str) -> float:
    """Return the contrast of WCAG 2.1, « relative luminance »."""
    dark, light = sorted(float(XYZ[1] @ linear(colour)) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("count", range(2, 8))
def test_sequential_classes_and_the_missing_are_told_apart(count: int, vision: str) -> None:
    assert nearest((*sequential(count), MISSING), vision) > APART


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize(("below", "above"), DIVERGING)
def test_diverging_classes_and_the_missing_are_told_apart(
    below: int, above: int, vision: str
) -> None:
    assert nearest((*diverging(below, above), MISSING), vision) > APART


@pytest.mark.parametrize("vision", VISIONS)
def test_categories_the_others_and_the_missing_are_told_apart(vision: str) -> None:
    assert nearest((*CATEGORICAL, OTHERS, MISSING), vision) > FAR_APART


@pytest.mark.parametrize("count", range(2, 8))
@pytest.mark.parametrize("vision", VISIONS)
def test_sequential_classes_darken_one_after_the_other(count: int, vision: str) -> None:
    lightness = [lab(colour, vision)[0] for colour in sequential(count)]
    assert all(one > other for one, other in pairwise(lightness))


@pytest.mark.parametrize("vision", VISIONS)
def test_diverging_classes_darken_away_from_the_middle(vision: str) -> None:
    lightness = [lab(colour, vision)[0] for colour in diverging(4, 4)]
    assert all(one < other for one, other in pairwise(lightness[:4]))
    assert all(one > other for one, other in pairwise(lightness[4:]))


@pytest.mark.parametrize("ground", [GROUND, MISSING])
def test_outlines_contrast_with_the_ground(ground: str) -> None:
    assert contrast(OUTLINE, ground) >= 3


@pytest.mark.parametrize("colour", sorted({sequential(count)[0] for count in SEQUENTIAL}))
def test_outlines_contrast_with_the_palest_class(colour: str) -> None:
    assert contrast(OUTLINE, colour) >= 3 or contrast(colour, GROUND) >= 3


@pytest.mark.parametrize("count", range(8))
def test_there_is_a_colour_for_each_class(count: int) -> None:
    values = [str(number) for number in range(count)]
    assert len(sequential(count)) == len(set(categorical(values))) == count


def test_categories_that_filters_keep_keep_their_colours() -> None:
    usual = ["école", "musée", "parc", *map(str, range(7))]
    before = dict(zip(usual, categorical(usual), strict=True))
    kept = ["parc", "aréna", "école", "gare"]
    now = dict(zip(kept, categorical(kept, usual), strict=True))
    assert (now["parc"], now["école"]) == (before["parc"], before["école"])
    assert len(set(now.values())) == 4
    assert categorical([], usual) == ()


@pytest.mark.parametrize(("below", "above"), [*DIVERGING, (0, 7), (7, 0), (0, 0)])
def test_there_is_a_colour_for_each_diverging_class(below: int, above: int) -> None:
    assert len(set(diverging(below, above))) == below + above


def test_equal_distances_from_the_middle_are_equally_strong() -> None:
    assert diverging(2, 4) == diverging(4, 4)[2:]
