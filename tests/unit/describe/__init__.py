"""Tests of `pipelines.describe`."""
