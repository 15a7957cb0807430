"""The maps that a dataset lacks."""

from ckanext.donneesqc.geo import files, maps


def lacking(package: dict) -> list[dict]:
    """Return the resources of a dataset whose present features have no map yet."""
    return [
        item
        for item in package["resources"]
        if files.may_have_map(item) and files.origin_of(item) and maps.current(item) is None
    ]
