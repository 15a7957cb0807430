"""Certificates of reference datasets: tests, states, signatures, a log, availability."""
