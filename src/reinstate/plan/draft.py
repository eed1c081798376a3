"""From answers to a plan: sentences composed from the shelves and the facts of the case, and from nothing else."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from reinstate.case import Answers, Issue, Plan, Reading, Section, Sentence, Span, Statement
from reinstate.knowledge import Knowledge, related, say
from reinstate.knowledge.model.plan import Cause, Field, Measure, Structure, StructureSection
from reinstate.plan.grammar import GAP_CLOSE, GAP_OPEN, fill
from reinstate.plan.values import Writer, locale_of, own_words

_STOPS = ".。!?！？"


@dataclass
class _Text:
    """The plan's text as it grows, so that every span is exact by construction."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0

    def add(self, words: str) -> Span:
        start = self.length
        self.pieces.append(words)
        self.length += len(words)
        return Span(start, self.length)


@dataclass(frozen=True)
class _Drafter:
    answers: Answers
    knowledge: Knowledge
    structure: Structure
    writer: Writer
    numbers: Mapping[str, str]
    text: _Text

    def plan(self) -> Plan:
        sections = tuple(self._by_issue() if self._apart() else self._by_section())
        return Plan("".join(self.text.pieces), self.writer.language, self.structure.id, sections)

    def _apart(self) -> bool:
        return self.structure.by_issue and len(self.answers.issues) > 1

    def _by_issue(self) -> Iterator[Section]:
        for number, issue in enumerate(self.answers.issues, 1):
            heading = self._line(self._issue_title(number, issue), blank=True)
            yield Section(f"issue-{number}", (), heading, heading, issue.violation)
            for key, shape in self.structure.sections.items():
                yield from self._section(key, shape, (issue,))

    def _by_section(self) -> Iterator[Section]:
        for key, shape in self.structure.sections.items():
            yield from self._section(key, shape, self.answers.issues)

    def _section(self, key: str, shape: StructureSection, issues: tuple[Issue, ...]) -> Iterator[Section]:
        heading = self._line(say(shape.heading, self.writer.language).text, blank=True)
        if not shape.per_issue or len(issues) == 1:
            sentences = self._team() if "team" in shape.roles else self._statements(shape, issues)
            answered = issues[0].violation if len(issues) == 1 else None
            made = sentences or (self._unsaid(shape),)
            yield Section(key, shape.roles, Span(heading.start, self.text.length), heading, answered, made)
            return
        yield Section(key, shape.roles, heading, heading)
        for number, issue in enumerate(issues, 1):
            title = self._line(self._issue_title(number, issue), blank=True)
            made = self._statements(shape, (issue,)) or (self._unsaid(shape),)
            yield Section(key, shape.roles, Span(title.start, self.text.length), title, issue.violation, made)

    def _issue_title(self, number: int, issue: Issue) -> str:
        violation = self.knowledge.violations[issue.violation]
        title = say(violation.title, self.writer.language).text
        return self._says("issue", number=str(number), title=title)

    def _line(self, words: str, *, blank: bool) -> Span:
        if blank and self.text.length:
            self.text.add("\n")
        span = self.text.add(words)
        self.text.add("\n")
        return span

    def _team(self) -> tuple[Sentence, ...]:
        people = {person.id: person for person in self.answers.people}
        made = []
        for key in self.answers.team:
            span = self._line("- " + self.writer.person(people[key]), blank=False)
            made.append(Sentence(Span(span.start + 2, span.end), (f"people.{key}",)))
        return tuple(made)

    def _statements(self, shape: StructureSection, issues: tuple[Issue, ...]) -> tuple[Sentence, ...]:
        statements = [each for issue in issues for role in shape.roles for each in issue.by_role(role)]
        bullets = len(statements) > 1
        return tuple(self._sentence(statement, bullet=bullets) for statement in statements)

    def _unsaid(self, shape: StructureSection) -> Sentence:
        words = self._says("unsaid", what=say(shape.guide, self.writer.language).text)
        return Sentence(self._line(GAP_OPEN + words + GAP_CLOSE, blank=False), missing=("statement",))

    def _sentence(self, statement: Statement, *, bullet: bool) -> Sentence:
        words, missing = self._words(statement)
        line = self._line(("- " if bullet else "") + self._refer(words, statement.exhibits), blank=False)
        return Sentence(Span(line.start + (2 if bullet else 0), line.end), (statement.id,), statement.exhibits, missing)

    def _words(self, statement: Statement) -> tuple[str, tuple[str, ...]]:
        entry = entry_of(statement, self.knowledge)
        if entry is None:
            return self._own(statement.text)
        questions = questions_of(entry, self.knowledge)
        values, numbers, foreign = self._values(statement, questions)

        def gap(name: str) -> str:
            if name in foreign:
                return GAP_OPEN + self._says("untranslated", words=foreign[name]) + GAP_CLOSE
            ask = say(questions[name].ask, self.writer.language).text if name in questions else name
            return GAP_OPEN + ask + GAP_CLOSE

        return fill(say(entry.text, self.writer.language).text, values, numbers, self.writer.locale, gap)

    def _own(self, text: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
        words = own_words(text, self.writer.language)
        if words is not None:
            return words, ()
        original = own_words(text, self.answers.language) or next(iter(text.values()), "")
        return GAP_OPEN + self._says("untranslated", words=original) + GAP_CLOSE, ("translation",)

    def _values(
        self, statement: Statement, questions: Mapping[str, Field]
    ) -> tuple[dict[str, str], dict[str, float], dict[str, str]]:
        values: dict[str, str] = {}
        numbers: dict[str, float] = {}
        foreign: dict[str, str] = {}
        for name, value in statement.answers.items():
            said = self.writer.write(value, questions.get(name))
            if said is not None:
                values[name] = said
            elif isinstance(value, Mapping):
                foreign[name] = original_words(value, self.answers.language)
            if isinstance(value, int | float):
                numbers[name] = value
        return values, numbers, foreign

    def _refer(self, words: str, exhibits: tuple[str, ...]) -> str:
        marks = "".join(f" [{self.numbers[key]}]" for key in exhibits if key in self.numbers)
        if not marks:
            return words
        if words[-1:] in _STOPS:
            return words[:-1] + marks + words[-1]
        return words + marks

    def _says(self, key: str, **details: str) -> str:
        pattern = say(self.knowledge.phrases["writing"].says[key], self.writer.language).text
        for name, value in details.items():
            pattern = pattern.replace("{" + name + "}", value)
        return pattern


def draft(
    answers: Answers,
    reading: Reading,
    knowledge: Knowledge,
    *,
    structure: str,
    language: str,
    numbers: Mapping[str, str],
) -> Plan:
    """Compose the plan in a structure and language.

    Every sentence comes from one statement of the case; `numbers` gives the exhibit number by attachment id. What the
    case doesn't say stays visible as a gap between `⟦` and `⟧`.
    """
    store = knowledge.marketplaces.get(reading.marketplace or "")
    locale = locale_of(language, reading.marketplace)
    writer = Writer(answers, knowledge, language, locale, store.currency if store else None)
    return _Drafter(answers, knowledge, knowledge.structures[structure], writer, numbers, _Text()).plan()


def choose_structure(scope: str, knowledge: Knowledge) -> str:
    """The structure that suits a notice's scope best; of several as good, the one with more sections."""
    ranked = sorted(
        (structure.fits.index(scope), -len(structure.sections), key)
        for key, structure in knowledge.structures.items()
        if scope in structure.fits
    )
    return ranked[0][2] if ranked else next(iter(knowledge.structures))


def entry_of(statement: Statement, knowledge: Knowledge) -> Cause | Measure | None:
    """The shelf entry that a statement names, or None for the seller's own words."""
    if statement.about is None:
        return None
    return knowledge.causes.get(statement.about) or knowledge.measures.get(statement.about)


def questions_of(entry: Cause | Measure, knowledge: Knowledge) -> dict[str, Field]:
    """Every question that an entry may ask by field name, its own and the common ones."""
    common = {key: Field(question.kind, question.ask, optional=True) for key, question in knowledge.questions.items()}
    return common | dict(entry.fields)


def original_words(words: Mapping[str, str], language: str) -> str:
    """The seller's own words as the seller wrote them."""
    return next((words[tag] for tag in related(language) if tag in words), next(iter(words.values()), ""))
