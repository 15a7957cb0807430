"""Tests of `pipelines.validate`."""
