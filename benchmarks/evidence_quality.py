"""How well documents are read and checked: 400 made-up ones by seed, the layouts kept out apart, and scans of some.

usage: python benchmarks/evidence_quality.py [DIGITAL [SCANS]]      (default: 400 40)
"""

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.evidence.mint.measure import Measure, measure  # noqa: E402
from tests.evidence.mint.press import HELD, LAYOUTS, mint  # noqa: E402

from reinstate import assist  # noqa: E402
from reinstate.knowledge import load  # noqa: E402

SEEN = tuple(layout for layout in LAYOUTS if layout not in HELD)


def row(name: str, made: Measure, field_least: float) -> None:
    """One line of figures beside those that are asked for."""
    print(
        f"{name:28} {made.documents:4} documents  kind {made.kind_share:.3f} (asked 0.97)  "
        f"fields F1 {made.f1:.3f} (asked {field_least})  faults found {made.found_share:.3f} (asked 0.95)  "
        f"false alarms {made.alarm_share:.3f} (asked at most 0.03)"
    )


def main(digital: int, scans: int) -> None:
    """Measure and print."""
    knowledge = load()
    row("digital", measure((mint(seed, SEEN, scan=False) for seed in range(digital * 2 // 3)), knowledge), 0.95)
    kept_out = (mint(seed, HELD, scan=False) for seed in range(digital * 2 // 3, digital))
    row("digital, layouts kept out", measure(kept_out, knowledge), 0.95)
    recognise = assist.recogniser(knowledge)
    if recognise is not None and scans:
        languages = set(getattr(recognise, "languages", {}))
        seeds = [seed for seed in range(8000, 8000 + 4 * scans) if readable(seed, languages)][:scans]
        made = measure((mint(seed, scan=True) for seed in seeds), knowledge, recognise)
        row(f"scans ({', '.join(sorted(languages & WRITTEN))})", made, 0.88)


WRITTEN = {"en", "de", "fr", "it", "es", "zh", "vi", "ja"}


def readable(seed: int, languages: set[str]) -> bool:
    """Whether the engine has data for the document's language."""
    return mint(seed, scan=False).truth["language"] in languages


if __name__ == "__main__":
    given = [int(each) for each in sys.argv[1:]]
    main(given[0] if given else 400, given[1] if len(given) > 1 else 40)
