"""How property tests run: no deadline on a busy machine, as many examples as a minute allows."""

from hypothesis import settings

settings.register_profile("donneesqc", deadline=None, max_examples=60)
settings.load_profile("donneesqc")
