"""Tests of `pipelines.template`."""
