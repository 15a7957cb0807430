"""Reference datasets: certification, matching of names, permalinks and probes."""
