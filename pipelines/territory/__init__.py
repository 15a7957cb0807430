"""Codes, names and joins of Québec's administrative territories."""

from pipelines.territory.codes import mamh_code, official_name, sda_code
from pipelines.territory.joins import equivalent_territory
from pipelines.territory.sets import list_sets, load_known, load_set

__all__ = [
    "equivalent_territory",
    "list_sets",
    "load_known",
    "load_set",
    "mamh_code",
    "official_name",
    "sda_code",
]
