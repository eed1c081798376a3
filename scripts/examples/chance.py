"""Made-up figures that are the same every time."""

import random


def seeded(seed: int | str) -> random.Random:
    """A source of figures that depends on its seed only."""
    return random.Random(seed)  # noqa: S311 - figures for papers, no secrets
