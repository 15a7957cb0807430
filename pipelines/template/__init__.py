"""Make the Excel template of a schema, and say a schema's columns and rules in plain words."""

from pipelines.template.columns import Column, columns_of
from pipelines.template.workbook import write_template

__all__ = ["Column", "columns_of", "write_template"]
