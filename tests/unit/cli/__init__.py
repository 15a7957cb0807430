"""Tests of the command `donneesqc`."""
