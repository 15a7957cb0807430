"""Tests of `pipelines.messages`."""
