"""Take the tables sent with CKAN's own resource form the way of deposits."""

TABULAR = frozenset({".csv", ".ods", ".tsv", ".xls", ".xlsx", ".zip"})
