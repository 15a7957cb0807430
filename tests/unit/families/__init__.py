"""Tests of `pipelines.families`."""
