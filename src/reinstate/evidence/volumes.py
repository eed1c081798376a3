"""Exhibits parted into volumes, none larger than an upload form takes."""

from collections.abc import Sequence

MEGABYTE = 1_000_000
"""Bytes: the smaller reading of the unit, so that a limit holds in both."""

_RESERVE = 0.98
"""Part of the limit that is filled: outline, links and page labels come on top of what was measured."""


def volumes(sizes: Sequence[int], front: int, limit: int) -> tuple[range, ...]:
    """The places of the exhibits by volume, in their order; one that is larger by itself stands alone.

    Args:
        sizes: bytes of each exhibit as it is bound by itself.
        front: bytes of what stands before the first.
        limit: bytes that a volume may have.
    """
    made: list[range] = []
    start, filled = 0, front
    for place, size in enumerate(sizes):
        if place > start and filled + size > limit * _RESERVE:
            made.append(range(start, place))
            start, filled = place, 0
        filled += size
    return (*made, range(start, len(sizes)))
