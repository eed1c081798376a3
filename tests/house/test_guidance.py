"""The map of the guidance is true: every number is there, every place exists, every rule's claim is listed."""

import re
from pathlib import Path

import pytest

from reinstate.interfaces.cli.commands import COMMANDS
from reinstate.knowledge.model.notice import Violation
from reinstate.knowledge.model.plan import Cause

MAP = Path(__file__).parents[2] / "docs" / "guidance.md"
ROWS = dict(re.findall(r"^\| (G\d+) \| .+? \| (.+) \|$", MAP.read_text("utf-8"), re.MULTILINE))
PLACE = re.compile(r"(\w+):([\w-]+)")
SHELVES = {
    "rule": "rules",
    "measure": "measures",
    "cause": "causes",
    "structure": "structures",
    "exhibit": "exhibits",
    "question": "questions",
    "violation": "violations",
    "channel": "channels",
    "caution": "cautions",
}
PAGES = {"checklist", "exhibits"}


def test_every_number_stands_once():
    assert list(ROWS) == [f"G{number}" for number in range(1, 51)]


@pytest.mark.parametrize("number", ROWS)
def test_every_place_exists(knowledge, number):
    told = ROWS[number]
    assert PLACE.search(told) or "not yet" in told
    for kind, name in PLACE.findall(told.replace("not yet:", "not yet")):
        if kind in SHELVES:
            assert name in getattr(knowledge, SHELVES[kind]), f"{number}: {kind}:{name}"
        elif kind == "gap":
            assert name in knowledge.messages["gaps"].says, f"{number}: gap:{name}"
        elif kind == "command":
            assert name in COMMANDS
        elif kind == "page":
            assert name in PAGES
        else:
            assert kind == "field"
            assert name in {*Violation.__dataclass_fields__, *Cause.__dataclass_fields__}


def test_a_rule_that_claims_a_number_is_listed_there(knowledge):
    for name, rule in knowledge.rules.items():
        for number in rule.guidance:
            assert f"rule:{name}" in ROWS[number], f"{name} claims {number}"
