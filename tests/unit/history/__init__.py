"""Tests of `pipelines.history`."""
