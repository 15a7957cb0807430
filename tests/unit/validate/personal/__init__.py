"""Tests of personal information."""
