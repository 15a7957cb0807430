"""Benches: our work beside its peer's, in one run, as ratios."""
