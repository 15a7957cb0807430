"""Say what changed from one version of a table to the next: its rows and its schema."""

from pipelines.history.breaks import Break
from pipelines.history.differences import Changes, RowChange, count_changes, list_changes
from pipelines.history.schema_changes import breaking_changes, emptied

__all__ = [
    "Break",
    "Changes",
    "RowChange",
    "breaking_changes",
    "count_changes",
    "emptied",
    "list_changes",
]
