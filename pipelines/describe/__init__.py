"""Say what a file without a schema holds: a schema to propose, a data dictionary to complete."""

from pipelines.describe.model import DescribedColumn, Description
from pipelines.describe.table import describe

__all__ = ["DescribedColumn", "Description", "describe"]
