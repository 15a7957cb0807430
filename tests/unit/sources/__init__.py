"""Tests of `pipelines.sources`."""
