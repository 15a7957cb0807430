"""From one territory to the one it lies in."""

from functools import cache

from pipelines.territory.sets import load_set


def equivalent_territory(mcode: str) -> str:
    """Return the SDA code of the MRC or equivalent territory in which a municipality lies.

    `mcode`: geographic code, five digits. "" when nothing says where it lies; raises KeyError for a
    code that the directory doesn't have. Source: MAMH's directory, and for the 131 territories to
    which it gives no MRC the column `rattachement` of the set.
    """
    return _territories()[mcode]


@cache
def _territories() -> dict[str, str]:
    rows = load_set("municipalites").select("code", "code_mrc").rows()
    return dict(rows)
