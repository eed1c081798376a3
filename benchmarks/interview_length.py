"""How many questions an interview has, by violation: the median over its causes, and the longest, beside the limits.

The person of the common path has one cause, two whys, a file with its kind for every statement, and takes the first
measure of each group. Run it from the repository: `python benchmarks/interview_length.py [VIOLATION ...]`.
"""

import sys
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.root_cause.test_ask import LIMITS, lengths

from reinstate.knowledge import Knowledge, load


def main(names: list[str], knowledge: Knowledge) -> int:
    """Print one row a violation and scope; 1 where a median is over its limit."""
    over = 0
    sys.stdout.write(f"{'violation':38} {'scope':8} {'median':>6} {'longest':>7} {'limit':>5}\n")
    for slug, violation in knowledge.violations.items():
        for scope in ("listing", "account"):
            if violation.level in (scope, "both") and (not names or slug in names):
                counts = lengths(slug, scope, knowledge)
                over += median(counts) > LIMITS[scope]
                row = f"{slug:38} {scope:8} {median(counts):6g} {max(counts):7} {LIMITS[scope]:5}\n"
                sys.stdout.write(row)
                sys.stdout.flush()
    return int(bool(over))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], load()))
