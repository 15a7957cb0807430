"""Derive the other forms of a version of a table from its normalised CSV files."""

from pipelines.derive.csv import write_csv
from pipelines.derive.datapackage import Form, PackageCard, data_package
from pipelines.derive.parquet import write_parquet
from pipelines.derive.xlsx import write_xlsx

__all__ = ["Form", "PackageCard", "data_package", "write_csv", "write_parquet", "write_xlsx"]
