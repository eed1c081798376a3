"""Sixty cases over all violations, in every language that plans are written in.

A complete plan passes the reviewer without a finding, says nothing that its case doesn't hold (an extractor of its own
looks, with plain expressions and no code of the product), and doesn't read like the plan of another case.
"""

import re
from collections.abc import Iterator
from datetime import date, time
from functools import lru_cache
from itertools import combinations

import pytest

from reinstate import review
from reinstate.knowledge import load, say
from reinstate.plan import draft
from reinstate.workflow.findings import all_findings
from tests.plan.cases import COUNT, STORES, Made, made

KNOWLEDGE = load()
LANGUAGES = tuple(tag for tag in STORES if KNOWLEDGE.languages[tag].plan)
STRUCTURES = ("4d", "8d", "5part", "questionnaire", "3part")
LENGTH = ("form.words", "form.pages", "form.box", "form.sentence", "form.signs")
"""How long a plan may be is a setting of the profile, not a fault of its sentences."""

ALIKE = 0.35
"""Share of five-word runs that plans for one violation may share; measured: 0.27 at most, 0.1 on average."""

_CASES = {tag: [made(number, tag, KNOWLEDGE) for number in range(COUNT)] for tag in LANGUAGES}


def plan_of(case: Made, number: int, language: str):
    structure = STRUCTURES[number % len(STRUCTURES)]
    answers, numbers = case.answers, case.numbers
    return draft(answers, case.reading, KNOWLEDGE, structure=structure, language=language, numbers=numbers)


@pytest.fixture(params=LANGUAGES, scope="module")
def plans(request):
    tag = request.param
    return tag, [(case, plan_of(case, number, tag)) for number, case in enumerate(_CASES[tag])]


def test_the_cases_go_over_every_violation():
    wanted = {slug for slug, each in KNOWLEDGE.violations.items() if slug != "not_stated" and each.part_of is None}
    assert {case.violation for case in _CASES["en"]} == wanted
    assert len(_CASES["en"]) == COUNT


def test_a_complete_plan_has_no_gap_and_no_finding(plans):
    tag, made_plans = plans
    found = []
    for number, (case, plan) in enumerate(made_plans):
        gaps = [each.missing for section in plan.sections for each in section.sentences if each.missing]
        dossier = review.Dossier(case.answers, case.reading, case.exhibits, plan)
        ruled = review.review(plan, KNOWLEDGE, case.violation).findings
        told = [each for each in all_findings(plan, dossier, ruled, KNOWLEDGE) if each.rule not in LENGTH]
        found += [(number, case.violation, each.rule, each.span.of(plan.text)[:120]) for each in told]
        found += [(number, case.violation, "gap", gap) for gap in gaps]
    assert not found, f"{tag}: {found}"


# -- an extractor that shares nothing with the product -----------------------------------------------------------------

_NUMBERS = re.compile(r"\d+(?:[.,:\u00a0\u202f' ]\d+)*")
_CODES = re.compile(r"\b(?=[A-Z0-9]*\d)(?=[A-Z0-9]*[A-Z])[A-Z0-9]{6,}\b")
_NAMES = re.compile(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+)+\b")


def held_digits(case: Made) -> set[str]:
    """Every run of digits that a true sentence of this case may hold, however the language parts it."""
    digits: set[str] = set()
    for value in values_of(case):
        if isinstance(value, date):
            digits |= {str(value.year), str(value.month), str(value.day), f"{value.month:02}", f"{value.day:02}"}
        elif isinstance(value, time):
            hours = {value.hour, value.hour % 12 or 12}
            digits |= {str(each) for each in hours} | {f"{each:02}" for each in hours} | {f"{value.minute:02}"}
        elif isinstance(value, int | float):
            whole, _, part = f"{value:.2f}".partition(".")
            digits |= {whole, part, part.rstrip("0"), f"{int(whole):,}".split(",")[0], *f"{int(whole):,}".split(",")}
        else:
            digits |= set(re.findall(r"\d+", str(value)))
    return digits | {str(number) for number in range(1, len(case.exhibits) + 1)}


def values_of(case: Made) -> Iterator[object]:
    for issue in case.answers.issues:
        for statement in issue.statements:
            for value in statement.answers.values():
                yield from value if isinstance(value, tuple) else (value,)
    yield from case.reading.asins


@lru_cache
def template_digits(tag: str, structure: str) -> set[str]:
    """Digits of headings and phrases themselves: `D4`, `A-to-z`, `24/7`."""
    shelves = [*KNOWLEDGE.causes.values(), *KNOWLEDGE.measures.values()]
    texts = [say(each.text, tag).text for each in shelves]
    texts += [
        say(each, tag).text for entry in shelves for field in entry.fields.values() for each in field.choices.values()
    ]
    texts += [say(each.heading, tag).text for each in KNOWLEDGE.structures[structure].sections.values()]
    texts += [say(each.title, tag).text for each in KNOWLEDGE.exhibits.values()]
    return {digits for text in texts for digits in re.findall(r"\d+", text)}


def test_no_number_code_or_name_stands_outside_the_case(plans):
    tag, made_plans = plans
    for number, (case, plan) in enumerate(made_plans):
        text = plan.text
        allowed = held_digits(case) | template_digits(tag, plan.structure or "")
        strange = [each for each in _NUMBERS.findall(text) if not set(re.findall(r"\d+", each)) <= allowed]
        assert not strange, (tag, number, strange)
        assert set(_CODES.findall(text)) <= set(case.reading.asins), (tag, number)
        people = {each.name for each in (*case.answers.people, *case.answers.parties)}
        known = " ".join(people)
        invented = [each for each in _NAMES.findall(text) if any(part in OTHERS for part in each.split())]
        assert all(part in known for each in invented for part in each.split() if part in OTHERS), (tag, number)


OTHERS = frozenset(
    word
    for case in _CASES[LANGUAGES[0]]
    for each in (*case.answers.people, *case.answers.parties)
    for word in each.name.split()
)
"""Every word of a name in any of the cases: none may turn up in a case that isn't its own."""


# -- likeness ----------------------------------------------------------------------------------------------------------


def runs(text: str) -> set[tuple[str, ...]]:
    """Runs of five words, or of five signs in a script without spaces, headings and marks left out."""
    body = " ".join(line for line in text.splitlines() if line.endswith((".", "。", "]")))
    words = re.findall(r"[\u3040-\u9fff]|[^\W_]+", re.sub(r"\[A-\d+\]", "", body))
    return {tuple(words[at : at + 5]) for at in range(len(words) - 4)}


def test_no_two_cases_read_alike(plans):
    tag, made_plans = plans
    by_violation: dict[str, list[set[tuple[str, ...]]]] = {}
    for case, plan in made_plans:
        by_violation.setdefault(case.violation, []).append(runs(plan.text))
    shares = [len(a & b) / len(a | b) for group in by_violation.values() for a, b in combinations(group, 2)]
    assert len(shares) >= 20
    assert max(shares) < ALIKE, (tag, sorted(shares)[-3:])
    assert sum(shares) / len(shares) < ALIKE / 2


def test_the_same_case_makes_the_same_plan():
    again = made(7, "en", KNOWLEDGE)
    assert plan_of(again, 7, "en").text == plan_of(_CASES["en"][7], 7, "en").text
