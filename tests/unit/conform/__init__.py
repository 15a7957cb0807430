"""Tests of `pipelines.conform`."""
