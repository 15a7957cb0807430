"""Tests of `pipelines.run`."""
