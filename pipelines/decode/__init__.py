"""Turn bytes into a table of text, in which every row keeps its number."""

from pipelines.decode.batches import EXTRA, ROW, Batch, FileTable, Form, Notice
from pipelines.decode.opening import open_table
from pipelines.decode.table import DecodedTable, decode

__all__ = [
    "EXTRA",
    "ROW",
    "Batch",
    "DecodedTable",
    "FileTable",
    "Form",
    "Notice",
    "decode",
    "open_table",
]
