"""The page of coverage says what the shelves hold, and no violation is left without causes and measures."""

import importlib.util
from pathlib import Path

import pytest

from reinstate.knowledge import load

ROOT = Path(__file__).parents[2]
KNOWLEDGE = load()
# what to do about these is told by the notice alone; a cause can't be known before one is named
UNNAMED = {"not_stated"}


def script():  # type: ignore[no-untyped-def]
    """`scripts/make_coverage.py` as a module; scripts are no package."""
    spec = importlib.util.spec_from_file_location("make_coverage", ROOT / "scripts" / "make_coverage.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MAKE = script()


def test_the_page_is_in_step_with_the_shelves() -> None:
    assert (ROOT / "docs" / "coverage.md").read_text("utf-8") == MAKE.page(KNOWLEDGE), "run scripts/make_coverage.py"


@pytest.mark.parametrize("violation", KNOWLEDGE.violations)
def test_a_violation_has_causes_measures_and_exhibits(violation: str) -> None:
    causes = MAKE.causes_of(violation, KNOWLEDGE)
    assert len(causes) >= 2
    if violation in UNNAMED:
        return
    assert KNOWLEDGE.violations[violation].exhibits
    for role in ("problem", "containment", "corrective", "preventive", "proof"):
        own = MAKE.measures_of(violation, role, KNOWLEDGE)
        fitting = own + [each for each in KNOWLEDGE.measures.values() if each.role == role and not each.violations]
        assert len(fitting) >= (1 if role in ("problem", "proof") else 2), role
    assert MAKE.measures_of(violation, "preventive", KNOWLEDGE)


@pytest.mark.parametrize("violation", KNOWLEDGE.violations)
def test_what_a_cause_proposes_is_offered_for_each_of_its_violations(violation: str) -> None:
    for cause in MAKE.causes_of(violation, KNOWLEDGE):
        for measure in cause.measures:
            fits = KNOWLEDGE.measures[measure].violations
            assert not fits or violation in fits, (cause.id, measure)


@pytest.mark.parametrize("tag", [tag for tag, language in KNOWLEDGE.languages.items() if language.plan])
def test_a_plan_language_speaks_every_cause_and_measure(tag: str) -> None:
    entries = {**KNOWLEDGE.causes, **KNOWLEDGE.measures}
    assert [name for name, entry in entries.items() if tag not in entry.text] == []
