"""Tests of `pipelines.derive`."""
