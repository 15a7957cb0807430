"""Tests of `pipelines.fetch`."""
