"""Colours of classes that people who see colours otherwise tell apart too.

Sequential and diverging: ColorBrewer's YlGnBu and PuOr. This product includes color specifications
and designs developed by Cynthia Brewer (https://colorbrewer2.org/), Apache License 2.0. A
sequential scheme is the published one of more classes without its palest colours, so that white is
left for what is missing. Categorical: M. A. Petroff's ten colours, “Accessible Color Sequences for
Data Visualization”, 2021, arXiv:2107.02270, as Matplotlib's petroff10.
"""

from collections.abc import Sequence

GROUND = "#f6f9fc"  # the map's land
OUTLINE = "#4e5662"  # grey-dark of the public design system: 7 : 1 on the ground and on white
MISSING = "#ffffff"  # with an outline
OTHERS = "#333333"

SEQUENTIAL = {
    1: ("#41b6c4",),
    2: ("#a1dab4", "#225ea8"),
    3: ("#a1dab4", "#41b6c4", "#225ea8"),
    4: ("#a1dab4", "#41b6c4", "#2c7fb8", "#253494"),
    5: ("#c7e9b4", "#7fcdbb", "#41b6c4", "#2c7fb8", "#253494"),
    6: ("#c7e9b4", "#7fcdbb", "#41b6c4", "#1d91c0", "#225ea8", "#0c2c84"),
    7: ("#c7e9b4", "#7fcdbb", "#41b6c4", "#1d91c0", "#225ea8", "#253494", "#081d58"),
}
# the two arms, from the middle outwards, by the classes of the longer one
BELOW = {
    1: ("#f1a340",),
    2: ("#fdb863", "#e66101"),
    3: ("#fee0b6", "#f1a340", "#b35806"),
    4: ("#fee0b6", "#fdb863", "#e08214", "#b35806"),
}
ABOVE = {
    1: ("#998ec3",),
    2: ("#b2abd2", "#5e3c99"),
    3: ("#d8daeb", "#998ec3", "#542788"),
    4: ("#d8daeb", "#b2abd2", "#8073ac", "#542788"),
}
CATEGORICAL = (
    *("#3f90da", "#ffa90e", "#bd1f01", "#94a4a2", "#832db6"),
    *("#a96b59", "#e76300", "#b9ac70", "#717581", "#92dadd"),
)


def sequential(count: int) -> tuple[str, ...]:
    """Return the colours of up to 7 classes, the palest first."""
    return SEQUENTIAL[count] if count else ()


def diverging(below: int, above: int) -> tuple[str, ...]:
    """Return the colours of up to 4 classes on each side of a middle, the lowest class first.

    Equal distances from the middle are equally strong; values all on one side are sequential.
    """
    if not below or not above:
        return sequential(below + above)
    arm = max(below, above)
    return (*reversed(BELOW[arm][:below]), *ABOVE[arm][:above])


def categorical(values: Sequence[str], usual: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the colours of up to 10 categories, in the order in which they are best told apart.

    `usual`: the categories without filters; those that filters keep have the colours they had.
    """
    colours = dict(zip(usual, CATEGORICAL, strict=False))
    kept = {colours[value] for value in values if value in colours}
    free = (colour for colour in CATEGORICAL if colour not in kept)
    return tuple(colours.get(value) or next(free) for value in values)
