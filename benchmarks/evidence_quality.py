"""How well documents are read and checked: 400 made-up ones by seed, the layouts kept out apart, and scans of some.

usage: python benchmarks/evidence_quality.py [DIGITAL [SCANS [WORN]]]      (default: 400 40 0)

WORN is how many scans are read in each kind of wear: fold, shadow, stamp, faint toner, fax, photo.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.evidence.mint.measure import Measure, measure  # noqa: E402
from tests.evidence.mint.press import HELD, LAYOUTS, mint  # noqa: E402
from tests.evidence.mint.wear import WEARS  # noqa: E402

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


def main(digital: int, scans: int, worn: int) -> None:
    """Measure and print."""
    knowledge = load()
    row("digital", measure((mint(seed, SEEN, scan=False) for seed in range(digital * 2 // 3)), knowledge), 0.95)
    kept_out = (mint(seed, HELD, scan=False) for seed in range(digital * 2 // 3, digital))
    row("digital, layouts kept out", measure(kept_out, knowledge), 0.95)
    recognise = assist.recogniser(knowledge)
    if recognise is not None and scans:
        languages = languages_of(recognise)
        seeds = [seed for seed in range(8000, 8000 + 4 * scans) if readable(seed, languages)][:scans]
        made = measure((mint(seed, scan=True) for seed in seeds), knowledge, recognise)
        row(f"scans ({', '.join(sorted(languages & WRITTEN))})", made, 0.88)
    if recognise is not None and worn:
        for wear in WEARS:
            seeds = [seed for seed in range(9000, 9000 + 8 * worn) if readable(seed, languages_of(recognise))][:worn]
            made = measure((mint(seed, scan=True, wear=wear) for seed in seeds), knowledge, recognise)
            row(f"scans, {wear}", made, 0.88)


def languages_of(recognise: object) -> set[str]:
    """The languages that an engine reads."""
    return set(getattr(recognise, "languages", {}))


WRITTEN = {"en", "de", "fr", "it", "es", "zh", "vi", "ja"}


def readable(seed: int, languages: set[str]) -> bool:
    """Whether the engine has data for the document's language."""
    return mint(seed, scan=False).truth["language"] in languages


if __name__ == "__main__":
    given = [int(each) for each in sys.argv[1:]]
    main(*given, *(400, 40, 0)[len(given) :])
