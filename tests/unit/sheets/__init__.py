"""Tests of `pipelines.sheets`."""
