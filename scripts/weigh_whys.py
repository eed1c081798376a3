#!/usr/bin/env python3
"""Learns what signs and words count for in an answer to "why did that happen?", and writes the shelf `weights`.

    python scripts/weigh_whys.py          # learn from every labelled answer, write weights/why.toml in each language
    python scripts/weigh_whys.py --folds  # how well it judges answers about things it has not learned from

A logistic regression with a square penalty, by Nesterov's accelerated gradient descent: convex, so that the same
answers give the same weights. Answers lie in `tests/root_cause/data`; nothing is learned from `whys-held-out` and
`whys-blind`. A fold leaves out a third of the topics in all languages at once: a topic is told alike in each of them.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from math import exp, sqrt
from pathlib import Path
from typing import NamedTuple

from reinstate.knowledge import Knowledge, load
from reinstate.knowledge.weigh import WEIGHTS, parts_of, signs_of

ROOT = Path(__file__).parent.parent
DATA = ROOT / "tests" / "root_cause" / "data"
SHELVES = ROOT / "src" / "reinstate" / "knowledge" / "data"

WORDS = 6.0
"""How much freer words are to weigh than signs: the root of how much less they are penalised."""

SEEN = 2
"""Answers that a word must be in to be learned."""

STEPS = 600
"""Steps of descent: the sum changes no more in its third figure."""

LEAST = 0.05
"""Weights of words below this are left out."""

HEADER = "# Made by scripts/weigh_whys.py from the answers in tests/root_cause/data; don't edit it by hand.\n"


class Answer(NamedTuple):
    """An answer, what it is about, and whether it has reached a process of the seller's own."""

    language: str
    topic: str
    deep: bool
    text: str


Row = tuple[dict[str, float], bool]
Fitted = dict[str, float]


def answers(data: Path = DATA) -> list[Answer]:
    """Everything that may be learned from."""
    found = []
    for path in sorted((data / "answers").glob("*.tsv")):
        lines = (line.split("\t") for line in path.read_text("utf-8").splitlines())
        found += [Answer(path.stem, topic, label == "deep", text.replace("\\n", "\n")) for topic, label, text in lines]
    for number, line in enumerate((data / "whys-build.tsv").read_text("utf-8").splitlines()):
        language, shallow, deep = line.split("\t")
        found += [Answer(language, f"pair {number % 17}", deep=False, text=shallow)]
        found += [Answer(language, f"pair {number % 17}", deep=True, text=deep)]
    for line in (data / "whys-later.tsv").read_text("utf-8").splitlines():
        language, shallow, deep = line.split("\t")
        found += [Answer(language, "later", deep=False, text=shallow), Answer(language, "later", deep=True, text=deep)]
    return found


def row(answer: Answer, knowledge: Knowledge) -> Row:
    """An answer as what it holds: the start, its signs, its words under their language."""
    parts = {f"{answer.language} {part}": WORDS * share for part, share in parts_of(answer.text).items()}
    return {"start": 1.0, **signs_of(answer.text, answer.language, knowledge), **parts}, answer.deep


def fit(rows: Sequence[Row]) -> Fitted:
    """The weights under which the answers are likeliest, less half the sum of their squares."""
    seen = Counter(name for held, _ in rows for name in held)
    names = {name: place for place, name in enumerate(name for name, count in seen.items() if count >= SEEN)}
    lines = [([(names[n], v) for n, v in held.items() if n in names], 1.0 if deep else -1.0) for held, deep in rows]
    pace = 1 / (1 + _steepest(lines, len(names)) / 4)
    here, ahead = [0.0] * len(names), [0.0] * len(names)
    for step in range(STEPS):
        slope = list(ahead)
        for held, side in lines:
            pull = side / (1 + exp(min(side * sum(ahead[place] * value for place, value in held), 500.0)))
            for place, value in held:
                slope[place] -= pull * value
        there = [at - pace * by for at, by in zip(ahead, slope, strict=True)]
        ahead = [new + step / (step + 3) * (new - old) for new, old in zip(there, here, strict=True)]
        here = there
    return {name: here[place] for name, place in names.items()}


def _steepest(lines: Sequence[tuple[list[tuple[int, float]], float]], count: int) -> float:
    """The largest eigenvalue of the rows' Gram matrix, by power iteration and a little more."""
    vector = [1.0] * count
    size = 1.0
    for _ in range(30):
        turned = [0.0] * count
        for held, _side in lines:
            along = sum(vector[place] * value for place, value in held)
            for place, value in held:
                turned[place] += along * value
        size = sqrt(sum(each * each for each in turned))
        vector = [each / size for each in turned]
    return 1.05 * size


def judge(weights: Fitted, held: dict[str, float]) -> bool:
    """Whether an answer counts as deep, as `Weight.deep` has it."""
    counts = {name: weights.get(name, 0.0) * value for name, value in held.items()}
    signed = any(value > 0 for name, value in counts.items() if name != "start" and " " not in name)
    return signed and sum(counts.values()) >= 0


def write(weights: Fitted, knowledge: Knowledge) -> None:
    """The weights as files of the shelf: signs and English words in one, every other language in its folder."""
    signs = sorted(((value, name) for name, value in weights.items() if name in knowledge.lexicons), reverse=True)
    text = f'{HEADER}title = "Whether an answer names a gap of our own process"\nstart = {weights["start"]:.2f}\n'
    text += "\n[signs]\n" + "".join(f"{name} = {value:.2f}\n" for value, name in signs)
    for tag in sorted({name.split(" ")[0] for name in weights if " " in name}):
        own = {name.split(" ", 1)[1]: WORDS * value for name, value in weights.items() if name.startswith(f"{tag} ")}
        kept = sorted((word, value) for word, value in own.items() if abs(value) >= LEAST)
        table = "\n[words]\n" + "".join(f'"{word}" = {value:.1f}\n' for word, value in kept if round(value, 1))
        home = SHELVES if tag == "en" else SHELVES / "languages" / tag
        path = home / "weights" / f"{WEIGHTS}.toml"
        path.parent.mkdir(exist_ok=True)
        path.write_text((text if tag == "en" else HEADER) + table, "utf-8")


def folds(told: Sequence[Answer], knowledge: Knowledge, show: Callable[[str], object]) -> None:
    """Print by language how often answers on topics left out are asked on."""
    topics = sorted({each.topic for each in told})
    rows = [(each, row(each, knowledge)) for each in told]
    counts: Counter[tuple[str, bool, bool]] = Counter()
    for third in range(3):
        out = set(topics[third::3])
        weights = fit([made for each, made in rows if each.topic not in out])
        counts.update((each.language, each.deep, judge(weights, made[0])) for each, made in rows if each.topic in out)
    for tag in (*sorted({each.language for each in told}), None):
        shallow, deep = (_asked(counts.items(), tag, deep=side) for side in (False, True))
        show(f"{tag or 'all':4} shallow asked on {shallow:.3f}   deep asked on {deep:.3f}\n")


def _asked(counts: Iterable[tuple[tuple[str, bool, bool], int]], tag: str | None, *, deep: bool) -> float:
    mine = [(taken, count) for (language, side, taken), count in counts if side is deep and tag in (language, None)]
    return sum(count for taken, count in mine if not taken) / sum(count for _, count in mine)


def main(words: list[str]) -> int:
    """Learn and write, or measure."""
    knowledge = load()
    told = answers()
    if "--folds" in words:
        folds(told, knowledge, sys.stdout.write)
        return 0
    write(fit([row(each, knowledge) for each in told]), knowledge)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
