"""Keep files by the hash of their content: raw snapshots for ever, results for as long as useful."""

from pipelines.store.files import Store, StoredFile

__all__ = ["Store", "StoredFile"]
