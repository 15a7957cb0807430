"""Keep files by the hash of their content: raw ones for ever, results while useful."""

from pipelines.store.files import Store, StoredFile

__all__ = ["Store", "StoredFile"]
