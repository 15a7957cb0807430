"""Turn bytes into a table of text, in which every row keeps its number."""

from pipelines.decode.table import ROW, DecodedTable, decode

__all__ = ["ROW", "DecodedTable", "decode"]
