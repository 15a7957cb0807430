"""Bring a table of text to the schema's columns and canonical form, recording every change."""

from pipelines.conform.table import ConformedTable, conform

__all__ = ["ConformedTable", "conform"]
