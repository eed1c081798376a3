"""How well made-up documents are read: fields by value, kinds, planted faults found and false alarms."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from reinstate.case import Context, ListedItem
from reinstate.evidence import contract, inspect, read
from tests.evidence.mint.press import Minted


@dataclass
class Measure:
    """Counts over several documents."""

    documents: int = 0
    kinds: int = 0
    hits: int = 0
    wrong: int = 0
    missed: int = 0
    planted: int = 0
    found: int = 0
    alarmed: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        return 2 * self.hits / (2 * self.hits + self.wrong + self.missed or 1)

    @property
    def kind_share(self) -> float:
        return self.kinds / (self.documents or 1)

    @property
    def found_share(self) -> float:
        return self.found / (self.planted or 1)

    @property
    def alarm_share(self) -> float:
        return self.alarmed / (self.documents or 1)


def measure(minted: Iterable[Minted], knowledge: Any, recognise: Any = None) -> Measure:
    """Read and check each document and count."""
    made = Measure()
    for each in minted:
        paper = next(read(each.content, each.name, knowledge, recognise))
        told, context = contract(paper), each.context
        made.documents += 1
        made.kinds += told["kind"] == each.truth["kind"]
        _fields(made, each, told["fields"])
        items = tuple(ListedItem(**item) for item in context["items"])
        account = context["account"]
        day = dt.date.fromisoformat(context["notice_date"])
        codes = {
            problem.code
            for problem in inspect(
                [paper], Context(day, 365, "", account["legal_name"], account["address"], items), knowledge
            )[0].problems
        }
        made.planted += len(each.problems)
        made.found += len(each.problems & codes)
        made.alarmed += bool(codes - each.problems)
        if codes != each.problems:
            made.notes.append(
                f"{each.name}: missed {sorted(each.problems - codes)}, invented {sorted(codes - each.problems)}"
            )
    return made


def _fields(made: Measure, each: Minted, got: dict[str, Any]) -> None:
    wanted, given = _flat(each.truth["fields"]), _flat(got)
    for name, value in wanted.items():
        hit = name in given and (name.startswith("identifiers") or _same(name, value, given[name]))
        made.hits += hit
        made.missed += not hit
        made.wrong += not hit and name in given
        if not hit:
            made.notes.append(f"{each.name} (layout {each.layout}): {name}: {value!r}, read {given.get(name)!r}")
    made.wrong += sum(name not in wanted for name in given if name.startswith("identifiers"))


def _flat(fields: dict[str, Any]) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in fields.items():
        if isinstance(value, dict) and name != "places":
            flat |= {f"{name}.{part}": said for part, said in value.items() if said}
        elif name == "identifiers":
            flat |= {f"identifiers:{_plain(code)}": code for code in value}
        elif name == "lines":
            flat |= {f"lines.{place}": (line.get("quantity"), line.get("amount")) for place, line in enumerate(value)}
        elif name != "places":
            flat[name] = value
    return {
        name: value
        for name, value in flat.items()
        if not name.startswith("receiver.") or name.endswith(("name", "address"))
    }


def _same(name: str, want: Any, got: Any) -> bool:
    if name == "total":
        return abs(float(want) - float(got)) < 0.006
    if name.startswith("lines"):
        return want[0] == got[0] and (want[1] is None or abs(want[1] - (got[1] or 0)) < 0.006)
    if name.endswith(("phone", "tax_id")):
        return re.sub(r"\W", "", want)[-9:] == re.sub(r"\W", "", got)[-9:]
    return _plain(want) == _plain(got)


def _plain(value: Any) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", str(value)).casefold())
