"""From answers to a plan: sentences composed from the shelves and the facts of the case, and from nothing else."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reinstate.case import Answers, Issue, Plan, Reading, Statement
from reinstate.knowledge import Knowledge, related, say
from reinstate.knowledge.model.plan import Cause, Field, Measure, Structure, StructureSection
from reinstate.plan.grammar import GAP_CLOSE, GAP_OPEN, fill
from reinstate.plan.parts import Line, Part, lay
from reinstate.plan.typed import Cut, cut_in, own_sentences
from reinstate.plan.values import Writer, exhibit_title, locale_of, own_words

_STOPS = ".。!?！？"


@dataclass(frozen=True)
class _Drafter:
    answers: Answers
    knowledge: Knowledge
    structure: Structure
    writer: Writer
    numbers: Mapping[str, str]
    cut: Cut

    def parts(self) -> Iterator[Part]:
        if self.structure.by_issue and len(self.answers.issues) > 1:
            for number, issue in enumerate(self.answers.issues, 1):
                title = self._issue_title(number, issue)
                yield Part(f"issue-{number}", (), title, issue.violation, opens=True)
                for key, shape in self.structure.sections.items():
                    yield from self._section(key, shape, (issue,))
            return
        for key, shape in self.structure.sections.items():
            yield from self._section(key, shape, self.answers.issues)

    def _section(self, key: str, shape: StructureSection, issues: tuple[Issue, ...]) -> Iterator[Part]:
        heading = say(shape.heading, self.writer.language).text
        if not shape.per_issue or len(issues) == 1:
            listed = (*(self._team() if "team" in shape.roles else ()), *self._listed(shape))
            lines = (*self._statements(shape, issues), *listed) or (self._unsaid(shape),)
            answered = issues[0].violation if len(issues) == 1 else None
            yield Part(key, shape.roles, heading, answered, lines, listed=bool(listed))
            return
        yield Part(key, shape.roles, heading, opens=True)
        for number, issue in enumerate(issues, 1):
            lines = self._statements(shape, (issue,)) or (self._unsaid(shape),)
            yield Part(key, shape.roles, self._issue_title(number, issue), issue.violation, lines)

    def _issue_title(self, number: int, issue: Issue) -> str:
        violation = self.knowledge.violations[issue.violation]
        title = say(violation.title, self.writer.language).text
        return self._says("issue", number=str(number), title=title)

    def _team(self) -> tuple[Line, ...]:
        """Who worked on the case, people of the firm and outside parties, with how to reach them."""
        return tuple(self._member(key) for key in self.answers.team)

    def _member(self, key: str) -> Line:
        for kind, known in (("people", self.answers.people), ("parties", self.answers.parties)):
            for each in known:
                if each.id == key:
                    words = self.writer.named(key)
                    told = self._says("contact", words=words, contact=each.contact) if each.contact else words
                    return Line(told, (f"{kind}.{key}",))
        raise KeyError(key)

    def _listed(self, shape: StructureSection) -> tuple[Line, ...]:
        """Every document enclosed, by its title and its number."""
        if shape.lists != "exhibits":
            return ()
        enclosed = [each for each in self.answers.attachments if each.id in self.numbers]
        titled = ((each, exhibit_title(each, self.knowledge, self.writer.language)) for each in enclosed)
        return tuple(
            Line(self._refer(title, (each.id,)), (f"exhibits.{each.id}",), (each.id,)) for each, title in titled
        )

    def _statements(self, shape: StructureSection, issues: tuple[Issue, ...]) -> tuple[Line, ...]:
        statements = (each for issue in issues for role in shape.roles for each in issue.by_role(role))
        return tuple(self._line(statement) for statement in statements)

    def _unsaid(self, shape: StructureSection) -> Line:
        words = self._says("unsaid", what=say(shape.guide, self.writer.language).text)
        return Line(GAP_OPEN + words + GAP_CLOSE, missing=("statement",))

    def _line(self, statement: Statement) -> Line:
        words, missing = self._words(statement)
        told = self._refer(words, statement.exhibits)
        own = () if statement.about or missing else own_sentences(told, None, self.cut)
        return Line(told, (statement.id,), statement.exhibits, missing, own)

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

        phrase = say(entry.text, self.writer.language).text
        return fill(phrase, values, numbers, self.writer.locale, gap, self.writer.join)

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
            elif isinstance(value, tuple):
                numbers[name] = len(value)
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
    writer = writer_of(answers, reading, knowledge, language)
    drafter = _Drafter(
        answers, knowledge, knowledge.structures[structure], writer, numbers, cut_in(language, knowledge)
    )
    return lay(drafter.parts(), language, structure)


def writer_of(answers: Answers, reading: Reading, knowledge: Knowledge, language: str) -> Writer:
    """Writes the values of a case in a language, as readers of its store expect them."""
    store = knowledge.marketplaces.get(reading.marketplace or "")
    locale = locale_of(language, reading.marketplace)
    return Writer(answers, knowledge, language, locale, store.currency if store else None)


def amounts_of(answers: Answers, reading: Reading, knowledge: Knowledge, language: str) -> tuple[str, ...]:
    """Every sum of money that the answers hold, as a plan in that language writes it."""
    writer = writer_of(answers, reading, knowledge, language)
    found = []
    for statement in (each for issue in answers.issues for each in issue.statements):
        entry = entry_of(statement, knowledge)
        asked = questions_of(entry, knowledge) if entry else {}
        for name, value in statement.answers.items():
            if name in asked and asked[name].kind == "money" and (words := writer.write(value, asked[name])):
                found.append(words)
    return tuple(dict.fromkeys(found))


def choose_structure(scope: str, knowledge: Knowledge, response: str = "plan") -> str:
    """The structure made for that kind of answer, else the one that suits a notice's scope best.

    Of several as good it is the one with more sections.
    """
    made_for = [key for key, structure in knowledge.structures.items() if response in structure.responses]
    if made_for:
        return made_for[0]
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
