"""Examples of rules: `[...]` marks the place to be found, a doubled bracket is a bracket of the text."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Marked:
    text: str
    places: tuple[tuple[int, int], ...]


def unmark(example: str) -> Marked:
    text: list[str] = []
    places: list[tuple[int, int]] = []
    start = None
    at = 0
    while at < len(example):
        sign = example[at]
        if sign in "[]" and example[at + 1 : at + 2] == sign:
            text.append(sign)
            at += 1
        elif sign == "[":
            start = len(text)
        elif sign == "]":
            assert start is not None, f"a mark is closed that was never opened: {example}"
            places.append((start, len(text)))
            start = None
        else:
            text.append(sign)
        at += 1
    assert start is None, f"a mark is never closed: {example}"
    return Marked("".join(text), tuple(places))
