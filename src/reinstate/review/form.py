"""Length and form: words, pages and characters against a profile, length of sentences, parts of the structure."""

from collections.abc import Iterator
from dataclasses import dataclass

from reinstate.case import Finding, Plan, Section, Span
from reinstate.knowledge import Knowledge, related, say
from reinstate.knowledge.model.notice import Language
from reinstate.knowledge.model.review import Box, Profile
from reinstate.language import sentences_of, unspaced, words
from reinstate.review.contrast import CONFIDENCE, whole

PAGE = 450
"""Words on a page of a letter in an eleven-point face, headings and lists included; measured on our own PDF."""
SIGNS = 2
"""Signs of a script without spaces that count as one word, as translators reckon."""
SYLLABLES = 4 / 3
"""Syllables that count as one word where a space parts syllables; the ratio of the limits for a sentence."""
_LEAST = 3
"""Sentences from which an average means something."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of a plan: `sentence` is the average length in words, or in signs where there are no spaces."""

    words: int
    characters: int
    pages: float
    sentences: int
    sentence: float
    signs: bool


def measure(plan: Plan, knowledge: Knowledge) -> Measured:
    """Count a plan. Characters are code points of the text as it would be pasted."""
    tongue = _tongue(plan, knowledge)
    counted = _words(plan.text, syllables=tongue is not None and tongue.syllables)
    spans = list(_sentences(plan, knowledge))
    signs = unspaced("".join(span.of(plan.text) for span in spans)[:10_000])
    lengths = [_length(span.of(plan.text), signs=signs) for span in spans]
    average = sum(lengths) / len(lengths) if lengths else 0.0
    return Measured(counted, len(plan.text.strip()), round(counted / PAGE, 1), len(spans), round(average, 1), signs)


def _tongue(plan: Plan, knowledge: Knowledge) -> Language | None:
    return next((knowledge.languages[tag] for tag in related(plan.language) if tag in knowledge.languages), None)


def _sentences(plan: Plan, knowledge: Knowledge) -> Iterator[Span]:
    """The sentences as a reader counts them: a statement of a drafted plan may hold several."""
    tongue = _tongue(plan, knowledge)
    short, months = (
        (frozenset(tongue.abbreviations), frozenset(tongue.months)) if tongue else (frozenset(), frozenset())
    )
    for section in plan.sections:
        for sentence in section.sentences:
            yield from sentences_of(plan.text, sentence.span, short, months)


def _words(text: str, *, syllables: bool) -> int:
    """Words of a text; syllables written apart and signs of unspaced scripts count for what they weigh."""
    found = [span.of(text) for span in words(text)]
    signs = sum(unspaced(each) for each in found)
    spaced = len(found) - signs
    return (round(spaced / SYLLABLES) if syllables else spaced) + signs // SIGNS


def _length(text: str, *, signs: bool) -> int:
    return sum(map(str.isalnum, text)) if signs else len(words(text))


def profile_for(plan: Plan, knowledge: Knowledge) -> Profile | None:
    """The profile that a structure is measured by unless another is chosen."""
    return next((each for each in knowledge.profiles.values() if plan.structure in each.fits), None)


def form_findings(plan: Plan, knowledge: Knowledge, profile: Profile | None = None) -> tuple[Finding, ...]:
    """What is too long, hard to read or missing in its form; without a profile only the structure is looked at."""
    chosen = profile or profile_for(plan, knowledge)
    found = list(_structure(plan, knowledge))
    if chosen is not None:
        found += _lengths(measure(plan, knowledge), plan, chosen)
        found += (each for box in chosen.boxes.values() for each in _box(plan, box))
    return tuple(found)


def _lengths(told: Measured, plan: Plan, profile: Profile) -> Iterator[Finding]:
    if profile.words is not None and told.words > profile.words:
        yield _finding("words", "warning", whole(plan), count=told.words, limit=profile.words)
    if profile.pages is not None and told.pages > profile.pages:
        yield _finding("pages", "warning", whole(plan), count=told.pages, limit=profile.pages)
    limit = next((profile.sentence[tag] for tag in related(plan.language) if tag in profile.sentence), None)
    if limit is not None and told.sentences >= _LEAST and told.sentence > limit:
        key = "signs" if told.signs else "sentence"
        yield _finding(key, "note", whole(plan), count=told.sentence, limit=limit)


def _box(plan: Plan, box: Box) -> Iterator[Finding]:
    """Whether what goes in one box of a form fits there, line breaks counted."""
    sections = [each for each in plan.sections if set(each.roles) & set(box.roles)]
    spans = [sentence.span for section in sections for sentence in section.sentences]
    count = sum(map(len, spans)) + max(0, len(spans) - 1)
    if count > box.characters:
        place = Span(min(span.start for span in spans), max(span.end for span in spans))
        yield _finding("box", "warning", place, sections[0], count=count, limit=box.characters)


def _structure(plan: Plan, knowledge: Knowledge) -> Iterator[Finding]:
    """Parts of the plan's own structure that are missing or empty."""
    structure = knowledge.structures.get(plan.structure or "")
    for key, shape in structure.sections.items() if structure else ():
        there = [each for each in plan.sections if each.id == key]
        title = say(shape.heading, plan.language).text
        if not there:
            yield _finding("section-missing", "warning", whole(plan), part=title)
        elif not any(not each.missing for section in there for each in section.sentences):
            yield _finding("section-empty", "warning", there[0].span, there[0], part=title)


def _finding(key: str, severity: str, span: Span, section: Section | None = None, **args: str | float) -> Finding:
    return Finding(f"form.{key}", None, severity, CONFIDENCE[severity], span, section.id if section else None, args)
