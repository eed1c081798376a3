# ruff: noqa: INP001 - a script to be run by hand, no package
"""Writes `docs/coverage.md` from the shelves; `tests/house/test_coverage.py` fails when the page is out of step.

Run it from the repository: `python scripts/make_coverage.py`.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import get_args

from reinstate.knowledge import Knowledge, load
from reinstate.knowledge.model.notice import Violation
from reinstate.knowledge.model.plan import Cause, Measure, Role

PAGE = Path(__file__).resolve().parents[1] / "docs" / "coverage.md"
ROLES: tuple[Role, ...] = tuple(
    role for role in get_args(Role) if role in {"problem", "containment", "corrective", "preventive", "proof"}
)

_HEAD = """# What the knowledge covers

Made by `scripts/make_coverage.py` from the shelves `violations`, `causes`, `measures` and `exhibits`; don't edit it
here.

**Signals** are the languages in which a notice of the type is recognized. **Causes** are the typical ways in which
an own process failed; **containment** to **proof** the measures offered for the type. A sum `own + any` tells those
written for this type from those that fit every type. **Exhibits** are the kinds of document usually demanded, and
after the stroke all that the causes and measures of the type can rest on.
"""


def page(knowledge: Knowledge) -> str:
    """The page as Markdown."""
    lines = [_HEAD, *_violations(knowledge), *_parts(knowledge), *_languages(knowledge), *_kinds(knowledge)]
    return "\n".join(lines).rstrip() + "\n"


def _violations(knowledge: Knowledge) -> Iterator[str]:
    """One row a violation."""
    names = " | ".join(ROLES)
    yield "## Violations"
    yield ""
    yield f"| violation | signals | causes | {names} | exhibits |"
    yield "|---|---|" + "---:|" * (len(ROLES) + 2)
    for violation in sorted(knowledge.violations.values(), key=lambda each: each.id):
        causes = causes_of(violation.id, knowledge)
        counts = " | ".join(_measures(violation.id, role, knowledge) for role in ROLES)
        signals, exhibits = _signals(violation, knowledge), _exhibits(violation, knowledge)
        yield f"| {violation.id} | {signals} | {len(causes)} | {counts} | {exhibits} |"
    yield ""


def causes_of(violation: str, knowledge: Knowledge) -> list[Cause]:
    """The causes offered for a violation."""
    return [cause for cause in knowledge.causes.values() if violation in cause.violations]


def measures_of(violation: str, role: str, knowledge: Knowledge) -> list[Measure]:
    """The measures of a role written for a violation."""
    return [
        measure for measure in knowledge.measures.values() if measure.role == role and violation in measure.violations
    ]


def _measures(violation: str, role: str, knowledge: Knowledge) -> str:
    own = len(measures_of(violation, role, knowledge))
    general = sum(1 for measure in knowledge.measures.values() if measure.role == role and not measure.violations)
    return f"{own} + {general}" if general else str(own)


def _exhibits(violation: Violation, knowledge: Knowledge) -> str:
    resting = {kind for cause in causes_of(violation.id, knowledge) for kind in cause.exhibits}
    for role in ROLES:
        resting |= {kind for measure in measures_of(violation.id, role, knowledge) for kind in measure.exhibits}
    return f"{len(violation.exhibits)} / {len(resting | set(violation.exhibits))}"


def _parts(knowledge: Knowledge) -> Iterator[str]:
    """One row a violation: for each part of the interview and the plan, the languages that speak all of it."""
    yield "## Type, part and language"
    yield ""
    yield "For each part of an interview and its plan, the languages in which every text of it is there. Others show"
    tags = sorted(tag for tag, language in knowledge.languages.items() if language.plan)
    yield f"the missing ones in English, marked. “All” are {', '.join(tags)}."
    yield ""
    yield "| violation | causes | traps | questions | choices | measures | exhibits |"
    yield "|---|---|---|---|---|---|---|"
    for slug in sorted(knowledge.violations):
        causes = causes_of(slug, knowledge)
        measures = [each for role in ROLES for each in measures_of(slug, role, knowledge)]
        fields = [field for entry in (*causes, *measures) for field in entry.fields.values()]
        kinds = {kind for entry in (*causes, *measures) for kind in entry.exhibits}
        parts = (
            [text for each in causes for text in (each.title, each.text)],
            [each.trap for each in causes if each.trap],
            [field.ask for field in fields],
            [words for field in fields for words in field.choices.values()],
            [text for each in measures for text in (each.title, each.text)],
            [knowledge.exhibits[kind].title for kind in sorted(kinds)],
        )
        yield f"| {slug} | {' | '.join(_speakers(part, tags) for part in parts)} |"
    yield ""


def _speakers(texts: list[Mapping[str, str]], tags: list[str]) -> str:
    speak = [tag for tag in tags if all(tag in text for text in texts)]
    return "–" if not texts else "all" if speak == tags else " ".join(speak)


def _languages(knowledge: Knowledge) -> Iterator[str]:
    """One row a language: how much of the causes and measures it speaks."""
    yield "## Languages"
    yield ""
    yield "A language in which plans can be written speaks all of them; the others read notices, and those with"
    yield "questions lead the interview in their own words."
    yield ""
    yield "| language | plans | violations with signals | questions | causes | measures | kinds of exhibit |"
    yield "|---|---|---:|---:|---:|---:|---:|"
    entries = (*knowledge.causes.values(), *knowledge.measures.values())
    for tag, language in sorted(knowledge.languages.items()):
        signals = sum(1 for each in knowledge.violations.values() if tag in each.signals)
        questions = _spoken((field.ask for entry in entries for field in entry.fields.values()), tag)
        causes = _spoken((cause.text for cause in knowledge.causes.values()), tag)
        measures = _spoken((measure.text for measure in knowledge.measures.values()), tag)
        exhibits = _spoken((kind.title for kind in knowledge.exhibits.values()), tag)
        plans = "yes" if language.plan else "–"
        yield f"| {tag} | {plans} | {signals} | {questions} | {causes} | {measures} | {exhibits} |"
    yield ""


def _spoken(texts: Iterator[Mapping[str, str]], tag: str) -> str:
    told = [tag in text for text in texts]
    return f"{sum(told)} of {len(told)}" if any(told) else "–"


def _kinds(knowledge: Knowledge) -> Iterator[str]:
    """Kinds of exhibit by the number of causes and measures that rest on them."""
    yield "## Kinds of exhibit"
    yield ""
    yield "| kind | demands met | causes | measures |"
    yield "|---|---|---:|---:|"
    for kind in sorted(knowledge.exhibits):
        causes = sum(1 for cause in knowledge.causes.values() if kind in cause.exhibits)
        measures = sum(1 for measure in knowledge.measures.values() if kind in measure.exhibits)
        yield f"| {kind} | {', '.join(knowledge.exhibits[kind].demands) or '–'} | {causes} | {measures} |"
    yield ""


def _signals(violation: Violation, knowledge: Knowledge) -> str:
    """The number of languages, and which are missing where only some are."""
    reads = {tag for each in knowledge.violations.values() for tag in each.signals}
    missing = sorted(reads - set(violation.signals))
    if len(missing) == len(reads):
        return "none"
    return f"all {len(reads)}" if not missing else f"all {len(reads)} but {', '.join(missing)}"


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(load()), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
