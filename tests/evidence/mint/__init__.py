"""Documents made for measuring: their truth is known, their faults are planted, a third of their layouts is kept out."""

from tests.evidence.mint.press import Minted, mint

__all__ = ["Minted", "mint"]
