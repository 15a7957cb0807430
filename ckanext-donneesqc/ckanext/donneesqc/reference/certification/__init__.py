"""The certification of reference datasets: their tests, their states, their certificates."""
