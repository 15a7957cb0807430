"""Certificates of reference datasets: what is tested, by what states they go, how they are signed."""
