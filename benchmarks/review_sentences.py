"""How much of what sellers write, told one sentence at a time and in many words, the reviewer sees as what it is.

    python benchmarks/review_sentences.py [FOLDER ...]

Files lie in `tests/review/sentences`: language by language a line each with the labels of a sentence (`-`: harmless),
the part of the plan that it stands in, and the sentence. The terms were widened with `learned` in view; `held-out` was
written afterwards, in turns of speech as far from it as we could think of, and measured once: a third of its faults
were found (0.27 before the widening), and 9 labels were wrong in 189 sentences. What is said of items is left out: it
depends on the rest of the letter.
"""

import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from reinstate import plan, review
from reinstate.knowledge import Knowledge, load

SENTENCES = Path(__file__).parent.parent / "tests" / "review" / "sentences"
BY_THE_REST = "unidentified_item"
"""The label that depends on the rest of the letter."""


@dataclass
class Seen:
    """Counts by label and language: sentences that bear a label, those where it was seen, and labels given wrongly."""

    borne: Counter[tuple[str, str]] = field(default_factory=Counter)
    hit: Counter[tuple[str, str]] = field(default_factory=Counter)
    invented: Counter[tuple[str, str]] = field(default_factory=Counter)
    sentences: int = 0

    @property
    def recall(self) -> float:
        """The share of faults that were seen."""
        return self.hit.total() / (self.borne.total() or 1)

    @property
    def wrong(self) -> float:
        """Labels given wrongly for each sentence."""
        return self.invented.total() / (self.sentences or 1)


def measure(folder: Path, knowledge: Knowledge) -> Seen:
    """Review every sentence of a folder as a fragment of its part."""
    seen = Seen()
    for path in sorted(folder.glob("*.tsv")):
        for line in path.read_text("utf-8").splitlines():
            labels, role, text = line.split("\t")
            wanted = set(labels.split()) - {"-"}
            read = plan.parse(text, path.stem, knowledge, role)
            found = {each.label for each in review.review(read, knowledge, fragment=True).findings if each.label}
            seen.sentences += 1
            seen.borne.update((label, path.stem) for label in wanted)
            seen.hit.update((label, path.stem) for label in wanted & found)
            seen.invented.update((label, path.stem) for label in found - wanted - {BY_THE_REST})
    return seen


def main() -> None:
    """Measure and print."""
    knowledge = load()
    for folder in map(Path, sys.argv[1:] or [str(path) for path in sorted(SENTENCES.iterdir())]):
        seen = measure(folder, knowledge)
        for place, kind in enumerate(("label", "language")):
            for name in sorted({key[place] for key in seen.borne}):
                hit, borne, wrong = (
                    sum(count for key, count in counts.items() if key[place] == name)
                    for counts in (seen.hit, seen.borne, seen.invented)
                )
                print(f"{folder.name} {kind} {name:26} seen {hit}/{borne}, wrong {wrong}")
        print(f"{folder.name} all: recall {seen.recall:.3f}, wrong {seen.wrong:.3f} a sentence of {seen.sentences}")


if __name__ == "__main__":
    main()
