"""Tests of `pipelines.store`."""
