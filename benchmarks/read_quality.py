"""How well notices are read: the share of right answers by field and language on labelled notices.

    python benchmarks/read_quality.py [FOLDER ...]

Every `gold.jsonl` under a folder names its notices and what they say; the bundled ones were written and labelled before
anyone looked up which signals there are. Each was measured once unseen (see the README beside them), then reading was
widened with it in view: what this prints for them is no forecast.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reinstate import notice
from reinstate.knowledge import Knowledge, load

NOTICES = Path(__file__).parent.parent / "tests" / "notice" / "letters"
FIELDS = ("language", "marketplace", "kind", "scope", "deadline_days", "deadline_date", "lookback_days", "channel")
SETS = ("violations", "asins", "order_ids", "complaint_ids", "requested", "contact_emails")


@dataclass(frozen=True, slots=True)
class Answer:
    """One notice read: its language as labelled, the fields that are right, and by set right, invented and missed."""

    language: str
    right: dict[str, bool]
    counts: dict[str, tuple[int, int, int]]


def answers(folder: Path, knowledge: Knowledge) -> Iterator[Answer]:
    """Every labelled notice under a folder, read."""
    for labels in sorted(folder.rglob("gold.jsonl")):
        for line in labels.read_text("utf-8").splitlines():
            gold = json.loads(line)
            content = (labels.parent / gold["file"]).read_bytes()
            told = notice.contract(notice.understand(notice.read(content, gold["file"]), knowledge))
            yield _answer(gold, told)


def _answer(gold: dict[str, Any], told: Any) -> Answer:
    right = {name: _plain(name, gold.get(name)) == _plain(name, told.get(name)) for name in FIELDS}
    right["main violation"] = (gold.get("violations") or ["not_stated"])[0] == told["violations"][0]
    counts = {}
    for name in SETS:
        wanted, got = _values(name, gold.get(name)), _values(name, told.get(name))
        counts[name] = (len(wanted & got), len(got - wanted), len(wanted - got))
    return Answer(str(gold["language"]), right, counts)


def rows(read: Iterable[Answer]) -> dict[str, float]:
    """Accuracy by field, F1 by set of values, and `overall`, the mean of these; then the violations' two sides."""
    right: dict[str, list[bool]] = defaultdict(list)
    counts = {name: [0, 0, 0] for name in SETS}
    for each in read:
        for name, ok in each.right.items():
            right[name].append(ok)
        for name, numbers in each.counts.items():
            counts[name] = [one + more for one, more in zip(counts[name], numbers, strict=True)]
    found = {name: sum(each) / len(each) for name, each in right.items()}
    found |= {f"{name} F1": _share(2 * hit, more + less) for name, (hit, more, less) in counts.items()}
    found["overall"] = sum(found.values()) / len(found)
    hit, more, less = counts["violations"]
    return found | {"violations precision": _share(hit, more), "violations recall": _share(hit, less)}


def _share(hit: int, wrong: int) -> float:
    return hit / (hit + wrong) if hit + wrong else 1.0


def measure(folder: Path, knowledge: Knowledge) -> dict[str, float]:
    """The rows of one folder."""
    return rows(answers(folder, knowledge))


def _plain(name: str, value: Any) -> Any:
    if name == "language" and value:
        return "zh-tw" if str(value).lower() == "zh-tw" else str(value).split("-")[0]
    return round(float(value), 3) if name in ("deadline_days", "lookback_days") and value is not None else value


def _values(name: str, values: Any) -> set[str]:
    plain = {each["what"] if isinstance(each, dict) else str(each) for each in values or []}
    return {each.lower() for each in plain} if name == "contact_emails" else plain - {"not_stated"}


def table(read: list[Answer]) -> Iterator[str]:
    """The rows of all notices and of each language, one line a row, one column a language."""
    languages = sorted({each.language for each in read})
    columns = [read, *([each for each in read if each.language == tag] for tag in languages)]
    figures = [rows(each) for each in columns]
    yield f"{'':20}" + "".join(f"{head:>7}" for head in ("all", *languages))
    yield f"{'notices':20}" + "".join(f"{len(each):7}" for each in columns)
    for name in figures[0]:
        yield f"{name:20}" + "".join(f"{each[name]:7.3f}" for each in figures)


def main() -> None:
    """Measure and print: a table for each folder, and one for all together where there are several."""
    knowledge = load()
    everything: list[Answer] = []
    folders = [Path(each) for each in sys.argv[1:]] or sorted(path for path in NOTICES.iterdir() if path.is_dir())
    for folder in folders:
        read = list(answers(folder, knowledge))
        everything += read
        print(f"\n{folder.name}", *table(read), sep="\n")
    if len(folders) > 1:
        print("\ntogether", *table(everything), sep="\n")


if __name__ == "__main__":
    main()
