"""Compile the reference datasets from the official files; needs GeoPandas, never shipped."""
