"""Codes, names and joins of Québec's administrative territories."""

from pipelines.territory.codes import mamh_code, official_name, sda_code
from pipelines.territory.joins import equivalent_territory
from pipelines.territory.sets import load_set

__all__ = ["equivalent_territory", "load_set", "mamh_code", "official_name", "sda_code"]
