"""How fast letters are reviewed with all rules of their language, beside general linters on the same texts.

    python benchmarks/review_speed.py

Prints seconds of one core in one process, start-up and the first use of each rule left out. General linters are
measured where they are installed (`pip install proselint`, `npm install -g write-good`), as whole processes less one
on an empty file. What they find is counted on the labelled English plans of the tests: the share of the labelled
places that some remark touches, and the share of remarks that touch one. The status is 1 where a limit is missed.
"""

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.review.labelled import Labelled, labelled

from reinstate import plan, review
from reinstate.knowledge import Knowledge, load

PLANS = Path(__file__).parent.parent / "tests" / "review" / "data"
LEAST, MOST_PAGES, MOST_CHANGE = 1.0, 15.0, 5.0
"""Megabytes a second, milliseconds of two pages, milliseconds after a change in one paragraph."""
TWO_PAGES = 5_000
RUNS = 15
WARM = 4
"""Rounds until all that is made at its first use, or once it pays, is there."""
PEERS = {
    "proselint": (("proselint", "-o", "compact", "check"), 1),
    "write-good": (("write-good", "--parse"), 0),
}
"""Command that names line and column of each remark, and the number of a line's first column."""


def milliseconds(work: Callable[[], object], runs: int = RUNS) -> float:
    """The median time of one core."""
    work()
    taken = []
    for _ in range(runs):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return 1000 * statistics.median(taken)


def look(text: str, language: str, knowledge: Knowledge, memory: review.Memory | None = None) -> review.Review:
    """One letter from its text to its findings."""
    return review.review(plan.parse(text, language, knowledge), knowledge, memory=memory)


def by_language(knowledge: Knowledge, plans: Sequence[Labelled]) -> float:
    """Print each language's speed; gives that of all together in MB/s."""
    texts = defaultdict(list)
    for each in plans:
        texts[each.language].append(each.text)
    total, taken = 0.0, 0.0
    for language, letters in sorted(texts.items()):
        size = sum(len(text.encode()) for text in letters) / 1e6
        spent = milliseconds(lambda: [look(text, language, knowledge) for text in letters]) / 1000  # noqa: B023
        total, taken = total + size, taken + spent
        each = f"{1000 * spent / len(letters):6.2f} ms a letter"
        print(f"  {language}                {_speed(size / spent)}   {each}")
    return total / taken


def _speed(speed: float) -> str:
    return f"{speed:6.2f} MB/s   {speed / LEAST:.2f} of the {LEAST} MB/s asked"


def two_pages(plans: Sequence[Labelled]) -> str:
    """A plan of two pages from several short ones."""
    text = ""
    for each in plans:
        text += each.text + "\n\n"
        if len(text) >= TWO_PAGES:
            break
    return text[:TWO_PAGES]


def changed(text: str, knowledge: Knowledge) -> float:
    """Milliseconds of a review after each of several edits of one paragraph."""
    memory = review.Memory()
    look(text, "en", knowledge, memory)
    place = text.index("\n\n", len(text) // 2)
    edits = iter(range(1000))
    return milliseconds(
        lambda: look(
            f"{text[:place]} Checked again by Ada Brook, part {next(edits)}.{text[place:]}", "en", knowledge, memory
        )
    )


def touched(plans: Sequence[Labelled], marked: Sequence[Sequence[tuple[int, int]]]) -> str:
    """How many labelled places some remark touches, and how many remarks touch one."""
    wanted = found = right = remarks = 0
    for each, spots in zip(plans, marked, strict=True):
        places = [(start, end) for _, start, end in each.places if end > start]
        wanted += len(places)
        remarks += len(spots)
        found += sum(any(start < b and a < end for a, b in spots) for start, end in places)
        right += sum(any(start < b and a < end for start, end in places) for a, b in spots)
    return f"touches {found}/{wanted} faults; {right}/{remarks} remarks touch one"


def peer(name: str, plans: Sequence[Labelled], folder: Path) -> str:
    """What a general linter takes and finds."""
    command, first = PEERS[name]
    marked = []
    for number, each in enumerate(plans):
        lines = _run(command, folder / f"{number}.txt", each.text).splitlines()
        starts = [0, *(match.end() for match in re.finditer("\n", each.text))]
        places = (match for line in lines if (match := re.search(r"\.txt:(\d+):(\d+):", line)))
        at = [starts[int(match[1]) - 1] + int(match[2]) - first for match in places]
        marked.append([(place, place + 1) for place in at])
    text = "\n\n".join(each.text for each in plans) * 20
    idle = _children(lambda: _run(command, folder / "empty.txt", "\n"))
    spent = max(0.001, _children(lambda: _run(command, folder / "long.txt", text)) - idle)
    return f"{len(text.encode()) / 1e6 / spent:6.2f} MB/s   {touched(plans, marked)}"


def _children(work: Callable[[], object]) -> float:
    """Seconds of all cores that other processes took for it; on Windows, which doesn't tell, the time that passed."""
    before = os.times()
    work()
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return spent or after.elapsed - before.elapsed


def _run(command: Sequence[str], file: Path, text: str) -> str:
    file.write_text(text, "utf-8")
    return subprocess.run([*command, str(file)], check=False, capture_output=True, text=True).stdout


def main() -> None:
    """Measure and print the figures beside their limits."""
    knowledge, plans = load(), labelled(PLANS)
    for each in plans * WARM:
        look(each.text, each.language, knowledge)
    print("review, all rules of the language:")
    speed = by_language(knowledge, plans)
    english = [each for each in plans if each.language == "en"]
    pages = two_pages(english)
    whole = milliseconds(lambda: look(pages, "en", knowledge))
    again = changed(pages, knowledge)
    print(f"all languages       {_speed(speed)}")
    print(f"two pages           {whole:6.2f} ms     {whole / MOST_PAGES:.2f} of the {MOST_PAGES} ms allowed")
    print(f"a paragraph changed {again:6.2f} ms     {again / MOST_CHANGE:.2f} of the {MOST_CHANGE} ms allowed")
    own = [[(each.span.start, each.span.end) for each in look(one.text, "en", knowledge).findings] for one in english]
    print(f"reinstate           {touched(english, own)}")
    with tempfile.TemporaryDirectory() as folder:
        for name, (command, _) in PEERS.items():
            told = peer(name, english, Path(folder)) if shutil.which(command[0]) else "not installed, not compared"
            print(f"{name:19} {told}")
    sys.exit(speed < LEAST or whole > MOST_PAGES or again > MOST_CHANGE)


if __name__ == "__main__":
    main()
