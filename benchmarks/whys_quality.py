"""How well the stop rule tells shallow answers from deep ones, by language, beside what is asked of it.

    python benchmarks/whys_quality.py [FILE ...]

The answers bundled here were never learned from: `whys-blind` was written by somebody who knew neither rule nor word
lists (the rule before this one asked on 0.88 of its shallow answers and 0.17 of its deep ones; its mistakes were then
looked at), `whys-held-out` by us. Files given are lines of JSON with `lang`, `label` (`shallow` or `deep`) and `text`.
How it fares on topics that it hasn't learned, `python scripts/weigh_whys.py --folds` prints.
"""

import json
import sys
from collections import Counter
from pathlib import Path

from reinstate.knowledge import Knowledge, load
from reinstate.root_cause import shallow

DATA = Path(__file__).parent.parent / "tests" / "root_cause" / "data"
LEAST, MOST = 0.90, 0.05
"""Shallow answers that are to be asked on, and deep ones that may be, as shares."""

Told = tuple[str, bool, str]
"""Language, whether the answer is deep, and its text."""


def blind() -> list[Told]:
    """Answers of the independent writer that may be seen."""
    rows = (line.split("\t") for line in (DATA / "whys-blind.tsv").read_text("utf-8").splitlines())
    return [(tag, label == "deep", text.replace("\\n", "\n")) for tag, _, label, text in rows]


def held_out() -> list[Told]:
    """Our own pairs that nothing was learned from."""
    rows = [line.split("\t") for line in (DATA / "whys-held-out.tsv").read_text("utf-8").splitlines()]
    return [each for tag, bad, good in rows for each in ((tag, False, bad), (tag, True, good))]


def given(path: Path) -> list[Told]:
    """Answers in a file of the user's own."""
    rows = map(json.loads, path.read_text("utf-8").splitlines())
    return [(row["lang"], row["label"] == "deep", row["text"]) for row in rows]


def measure(told: list[Told], knowledge: Knowledge) -> dict[str, tuple[float, float]]:
    """Shares of shallow and of deep answers asked on, by language and for `all`."""
    asked = Counter((key, deep) for tag, deep, text in told if shallow(text, tag, knowledge) for key in (tag, "all"))
    count = Counter((key, deep) for tag, deep, _ in told for key in (tag, "all"))
    names = dict.fromkeys(tag for tag, *_ in told) | {"all": None}
    return {
        name: (asked[name, False] / (count[name, False] or 1), asked[name, True] / (count[name, True] or 1))
        for name in names
    }


def main(files: list[str]) -> int:
    """Print one row a language and set; 1 where a whole set misses what is asked."""
    knowledge = load()
    sets = {name: given(Path(name)) for name in files} or {"whys-blind": blind(), "whys-held-out": held_out()}
    missed = False
    for name, told in sets.items():
        print(f"{name} ({len(told)})\n      shallow asked on (>= {LEAST:.2f})   deep asked on (<= {MOST:.2f})")
        rows = measure(told, knowledge)
        for tag, (caught, alarms) in rows.items():
            print(f"{tag:4}  {caught:23.3f}   {alarms:22.3f}")
        missed |= rows["all"][0] < LEAST or rows["all"][1] > MOST
    return int(missed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
