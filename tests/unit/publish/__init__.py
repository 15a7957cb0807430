"""Tests of `pipelines.publish`."""
