"""Codes, names and joins of Québec's administrative territories."""

from pipelines.territory.codes import mamh_code, official_name, sda_code
from pipelines.territory.gazetteer import LEVELS, Gazetteer, Place, gazetteer
from pipelines.territory.joins import equivalent_territory
from pipelines.territory.match import Found, Tally, find_territory, health_column, settle
from pipelines.territory.sets import list_sets, load_known, load_set

__all__ = [
    "LEVELS",
    "Found",
    "Gazetteer",
    "Place",
    "Tally",
    "equivalent_territory",
    "find_territory",
    "gazetteer",
    "health_column",
    "list_sets",
    "load_known",
    "load_set",
    "mamh_code",
    "official_name",
    "sda_code",
    "settle",
]
