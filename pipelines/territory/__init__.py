"""Codes, names and joins of Québec's administrative territories."""

from pipelines.territory.sets import load_set

__all__ = ["load_set"]
