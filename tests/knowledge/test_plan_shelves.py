"""The shelves that plans are composed from: causes, measures, kinds of exhibit, structures, phrases."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, time

import pytest

from reinstate.case import Account, Answers, Party, Person
from reinstate.knowledge import load
from reinstate.knowledge.model.plan import Cause, Field, Measure
from reinstate.plan.draft import questions_of
from reinstate.plan.grammar import fields, fill, parse
from reinstate.plan.values import Writer, locale_of

KNOWLEDGE = load()
LANGUAGES = tuple(tag for tag, spoken in KNOWLEDGE.languages.items() if spoken.plan)
FULL_WIDTH = ("zh", "ja")
OURS = ("late_shipment_rate", "order_defect_rate", "inauthentic", "restricted_product")
ENTRIES: dict[str, Cause | Measure] = {**KNOWLEDGE.causes, **KNOWLEDGE.measures}
PHRASES = ("roles", "intervals", "weekdays", "places")

SAMPLES = {
    "text": "Kestrel",
    "date": date(2026, 9, 16),
    "percent": 9.3,
    "money": 1240.5,
    "person": "li",
    "party": "post",
    "interval": "week",
    "time": time(17, 0),
    "names": ("B0AAAAAAA1", "B0AAAAAAA2"),
    "weekday": "monday",
    "place": "account-health",
}
WRITER = Writer(
    Answers("en", Account("Kestrel"), (Person("li", "Li Wei"),), (Party("post", "Post Ltd."),)),
    KNOWLEDGE,
    "en",
    locale_of("en", "US"),
    "USD",
)


def sample(question: Field, number: int) -> object:
    """A value of the question's kind."""
    if question.kind == "choice":
        return next(iter(question.choices))
    return number if question.kind == "number" else SAMPLES[question.kind]


def composed(name: str, tag: str, number: int, *, full: bool) -> str:
    """The entry's sentence with every field answered, or only the required ones."""
    questions = questions_of(ENTRIES[name], KNOWLEDGE)
    phrase = ENTRIES[name].text[tag]
    WRITER.language, WRITER.locale = tag, locale_of(tag, None)
    values = {
        field: WRITER.write(sample(questions[field], number), questions[field])  # type: ignore[arg-type]
        for field in fields(parse(phrase), required=not full)
    }
    numbers = {key: 2.0 if questions[key].kind == "names" else float(number) for key in values}
    words = {key: str(value) for key, value in values.items()}
    said, missing = fill(phrase, words, numbers, WRITER.locale, str, WRITER.join)
    assert not missing
    return said


def spoken_texts(entry: Cause | Measure) -> Iterator[tuple[str, Mapping[str, str]]]:
    yield "title", entry.title
    yield "text", entry.text
    if isinstance(entry, Cause):
        yield "trap", entry.trap
    for name, question in entry.fields.items():
        yield f"{name}.ask", question.ask
        if question.help:
            yield f"{name}.help", question.help
        for choice, label in question.choices.items():
            yield f"{name}.choices.{choice}", label


def test_every_text_speaks_every_plan_language() -> None:
    silent = [
        (name, where, tag)
        for name, entry in ENTRIES.items()
        for where, text in spoken_texts(entry)
        for tag in LANGUAGES
        if not text.get(tag, "").strip()
    ]
    assert silent == []


def test_causes_and_measures_never_share_an_id() -> None:
    assert not set(KNOWLEDGE.causes) & set(KNOWLEDGE.measures)


@pytest.mark.parametrize("name", ENTRIES)
def test_a_phrase_names_declared_fields_only(name: str) -> None:
    declared = set(questions_of(ENTRIES[name], KNOWLEDGE))
    for tag in LANGUAGES:
        assert set(fields(parse(ENTRIES[name].text[tag]))) <= declared, tag


@pytest.mark.parametrize("name", ENTRIES)
def test_every_declared_field_is_said_in_every_language(name: str) -> None:
    entry = ENTRIES[name]
    for tag in LANGUAGES:
        assert set(entry.fields) <= set(fields(parse(entry.text[tag]))), tag


@pytest.mark.parametrize("name", ENTRIES)
def test_fields_are_optional_exactly_where_their_clause_may_go(name: str) -> None:
    entry = ENTRIES[name]
    for tag in LANGUAGES:
        needed = set(fields(parse(entry.text[tag]), required=True)) & set(entry.fields)
        assert needed == {field for field, question in entry.fields.items() if not question.optional}, tag


@pytest.mark.parametrize("name", ENTRIES)
def test_every_language_needs_the_same_answers(name: str) -> None:
    needed = {tag: set(fields(parse(ENTRIES[name].text[tag]), required=True)) for tag in LANGUAGES}
    offered = {tag: set(fields(parse(ENTRIES[name].text[tag]))) for tag in LANGUAGES}
    assert all(needed[tag] == needed["en"] and offered[tag] == offered["en"] for tag in LANGUAGES)


@pytest.mark.parametrize("name", ENTRIES)
def test_a_phrase_holds_no_figure_of_its_own(name: str) -> None:
    for tag in LANGUAGES:
        words = re.sub(r"\{\w+", "{", ENTRIES[name].text[tag])
        assert not re.search(r"\d", words), tag


@pytest.mark.parametrize("name", ENTRIES)
def test_agreement_is_with_numbers_and_has_the_languages_forms(name: str) -> None:
    questions = questions_of(ENTRIES[name], KNOWLEDGE)
    for tag in LANGUAGES:
        for field, forms in re.findall(r"\{(\w+):([^{}]*)\}", ENTRIES[name].text[tag]):
            assert questions[field].kind in ("number", "names")
            assert forms.count("|") == min(1, len(locale_of(tag, None).plural_form.tags)), forms
            assert "[" not in forms


@pytest.mark.parametrize("name", ENTRIES)
def test_a_person_is_named_once_so_that_the_role_is_told_once(name: str) -> None:
    questions = questions_of(ENTRIES[name], KNOWLEDGE)
    for tag in LANGUAGES:
        named = re.findall(r"\{(\w+)\}", ENTRIES[name].text[tag])
        assert all(named.count(field) == 1 for field in named if questions[field].kind in ("person", "party")), tag


@pytest.mark.parametrize("name", ENTRIES)
@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_composed_sentence_is_clean(name: str, tag: str) -> None:
    for full, number in ((True, 1), (True, 61), (False, 1), (False, 61)):
        looks_clean(composed(name, tag, number, full=full), tag)


def looks_clean(said: str, tag: str) -> None:
    assert not re.search(r"[{}\[\]|#⟦⟧]|  | [.,;:]|\.{2}|,{2}|;{2}|。{2}|[，；：、][。，；、]|（）|「」", said), said
    assert said == said.strip()
    assert said[-1] in ("。" if tag in FULL_WIDTH else ".")
    assert tag in FULL_WIDTH or said[0].isupper() or said[0].isdigit()


@pytest.mark.parametrize("name", ENTRIES)
@pytest.mark.parametrize("tag", FULL_WIDTH)
def test_full_width_scripts_are_punctuated_full_width(name: str, tag: str) -> None:
    for where, text in spoken_texts(ENTRIES[name]):
        words = re.sub(r"\{[^{}]*\}", "", text[tag])
        assert not re.search(r"[\u3040-\u30ff\u4e00-\u9fff][,;:?()]", words), where


def test_every_id_resolves() -> None:
    for entry in ENTRIES.values():
        assert set(entry.violations) <= set(KNOWLEDGE.violations), entry.id
        assert set(entry.exhibits) <= set(KNOWLEDGE.exhibits), entry.id
        assert set(entry.sources) <= set(KNOWLEDGE.sources), entry.id
    for cause in KNOWLEDGE.causes.values():
        assert set(cause.measures) <= set(KNOWLEDGE.measures), cause.id
    for kind in KNOWLEDGE.exhibits.values():
        assert set(kind.demands) <= set(KNOWLEDGE.demands), kind.id
        assert set(kind.sources) <= set(KNOWLEDGE.sources), kind.id
    for violation in OURS:
        assert set(KNOWLEDGE.violations[violation].exhibits) <= set(KNOWLEDGE.exhibits), violation


@pytest.mark.parametrize("name", KNOWLEDGE.causes)
def test_a_cause_has_something_done_and_something_that_prevents(name: str) -> None:
    cause = KNOWLEDGE.causes[name]
    roles = {KNOWLEDGE.measures[measure].role for measure in cause.measures}
    assert "preventive" in roles
    assert roles & {"containment", "corrective"}
    for measure in cause.measures:
        fits = KNOWLEDGE.measures[measure].violations
        assert not fits or set(fits) & set(cause.violations), measure


@pytest.mark.parametrize(
    ("role", "common"),
    [("containment", {"who", "on"}), ("corrective", {"who", "on"}), ("preventive", {"who", "since"})],
)
def test_an_action_says_who_and_when(role: str, common: set[str]) -> None:
    for measure in KNOWLEDGE.measures.values():
        if measure.role == role:
            for tag in LANGUAGES:
                needed = set(fields(parse(measure.text[tag]), required=True))
                # what stands for the day the change took effect may stand beside the day it was agreed
                assert common <= needed, (measure.id, tag)


@pytest.mark.parametrize("violation", OURS)
def test_a_violation_has_enough_to_choose_from(violation: str) -> None:
    causes = [cause for cause in KNOWLEDGE.causes.values() if violation in cause.violations]
    assert len(causes) >= 4
    assert len({(cause.process, cause.branch) for cause in causes}) >= 3
    counts = {"problem": 1, "containment": 3, "corrective": 4, "preventive": 5, "proof": 1, "options": 1, "lessons": 1}
    for role, least in counts.items():
        fitting = [
            measure
            for measure in KNOWLEDGE.measures.values()
            if measure.role == role and (not measure.violations or violation in measure.violations)
        ]
        assert len(fitting) >= least, role


@pytest.mark.parametrize("structure", KNOWLEDGE.structures.values(), ids=lambda structure: structure.id)
def test_a_structure_has_room_for_the_three_questions_in_every_language(structure) -> None:  # type: ignore[no-untyped-def]
    roles = {role for section in structure.sections.values() for role in section.roles}
    assert {"problem", "root_cause", "containment", "corrective", "preventive", "proof"} <= roles
    for section in structure.sections.values():
        assert set(LANGUAGES) <= set(section.heading)
        assert set(LANGUAGES) <= set(section.guide)


@pytest.mark.parametrize("shelf", PHRASES)
def test_small_words_speak_every_plan_language(shelf: str) -> None:
    for key, text in KNOWLEDGE.phrases[shelf].says.items():
        assert set(LANGUAGES) <= set(text), key


def test_kinds_of_exhibit_speak_every_plan_language() -> None:
    for kind in KNOWLEDGE.exhibits.values():
        assert set(LANGUAGES) <= set(kind.title), kind.id
        assert set(LANGUAGES) <= set(kind.convinces), kind.id
        assert len({len(points) for points in kind.convinces.values()}) == 1, kind.id


def test_papers_of_identity_are_never_marked() -> None:
    unmarkable = {kind.id for kind in KNOWLEDGE.exhibits.values() if not kind.markable}
    assert unmarkable == {"identity-document", "business-licence", "utility-bill", "bank-statement"}
