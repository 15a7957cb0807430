"""Tests of `pipelines.decode`."""
