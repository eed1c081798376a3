"""How well the reviewer does on labelled letters: precision and recall by label and by language.

    python benchmarks/review_quality.py [FOLDER ...]

Folders hold `gold.jsonl` and the letters it names; the bundled ones were written and labelled before anyone looked up
what the rules say of them. Each was measured once unseen (F1 0.62, 0.857, 0.842, 0.749; the fifth, half of a larger
set, 0.70, with 48 good letters beside it that drew 0.82 false alarms per 1,000 characters), then the rules were
widened with it in view: what this prints for them is no forecast.
A finding hits where the label is the same and the places overlap by a third of the shorter one.
"""

import json
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from reinstate import plan, review
from reinstate.knowledge import Knowledge, load

LETTERS = Path(__file__).parent.parent / "tests" / "review" / "letters"
WHOLE = {"missing_root_cause", "missing_actions", "missing_prevention"}
"""Labels that belong to the whole letter, wherever they are put."""


@dataclass
class Tally:
    """Findings that hit, were invented, or were missed."""

    hit: int = 0
    invented: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """The share of findings that are right."""
        return self.hit / (self.hit + self.invented or 1)

    @property
    def recall(self) -> float:
        """The share of faults that are found."""
        return self.hit / (self.hit + self.missed or 1)

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        return 2 * self.hit / (2 * self.hit + self.invented + self.missed or 1)

    def add(self, other: "Tally") -> None:
        """Count another tally in."""
        self.hit, self.invented, self.missed = (
            self.hit + other.hit,
            self.invented + other.invented,
            self.missed + other.missed,
        )


@dataclass
class Quality:
    """Tallies by label and language, and how many parts were seen rightly."""

    labels: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    languages: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    parts: Counter[bool] = field(default_factory=Counter)

    @property
    def whole(self) -> Tally:
        """All labels together."""
        total = Tally()
        for each in self.labels.values():
            total.add(each)
        return total


def measure(folder: Path, knowledge: Knowledge) -> Quality:
    """Review every labelled letter of a folder and count."""
    quality = Quality()
    for line in (folder / "gold.jsonl").read_text("utf-8").splitlines():
        gold = json.loads(line)
        text = (folder / (gold.get("file") or f"{gold['id']}.txt")).read_bytes().decode("utf-8")
        looked = review.review(plan.parse(text, gold["language"], knowledge), knowledge, gold.get("violation"))
        for part, there in gold["sections_present"].items():
            quality.parts[looked.sections_present.get(part) == there] += 1
        found = [(each.label, each.span.start, each.span.end) for each in looked.findings if each.label]
        for label, tally in _compare(text, gold["findings"], found).items():
            quality.labels[label].add(tally)
            quality.languages[gold["language"]].add(tally)
    return quality


def _compare(text: str, wanted: list[dict[str, str]], found: list[tuple[str, int, int]]) -> dict[str, Tally]:
    tallies: dict[str, Tally] = defaultdict(Tally)
    used: set[int] = set()
    for want in wanted:
        start = -1
        for _ in range(int(want.get("nth", 1))):
            start = text.find(want["span"], start + 1)
        place = (want["label"], start, start + len(want["span"]))
        matched = {number for number, each in enumerate(found) if _same(place, each)}
        used |= matched
        tallies[want["label"]].hit += bool(matched)
        tallies[want["label"]].missed += not matched
    for number, (label, _, _) in enumerate(found):
        tallies[label].invented += number not in used
    return tallies


def _same(wanted: tuple[str, int, int], found: tuple[str, int, int]) -> bool:
    if wanted[0] != found[0]:
        return False
    common = min(wanted[2], found[2]) - max(wanted[1], found[1])
    return wanted[0] in WHOLE or (common > 0 and common * 3 >= min(wanted[2] - wanted[1], found[2] - found[1]))


def main() -> None:
    """Measure and print."""
    knowledge = load()
    for folder in map(Path, sys.argv[1:] or [str(path) for path in sorted(LETTERS.iterdir())]):
        quality = measure(folder, knowledge)
        print(f"{folder.name}: {sum(quality.parts.values()) // 3} letters")
        for kind, tallies in (("label", quality.labels), ("language", quality.languages)):
            for name, each in sorted(tallies.items()):
                counts = f"{each.hit} hit, {each.invented} invented, {each.missed} missed"
                print(f"  {kind} {name:26} P {each.precision:.2f} R {each.recall:.2f} F1 {each.f1:.2f}  ({counts})")
        whole, parts = quality.whole, f"{quality.parts[True]}/{quality.parts.total()}"
        print(f"  all: P {whole.precision:.3f} R {whole.recall:.3f} F1 {whole.f1:.3f}; parts {parts}")


if __name__ == "__main__":
    main()
