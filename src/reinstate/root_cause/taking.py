"""One answer on its way into the case: the step it belongs to, and what reading it brings up."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from reinstate.case import Answers, Issue, Statement, Words
from reinstate.knowledge import Knowledge, related
from reinstate.knowledge.model.plan import Cause, Measure
from reinstate.language import fold
from reinstate.root_cause.fit import cause_for, known_facts
from reinstate.root_cause.ids import free_id
from reinstate.root_cause.progress import Progress
from reinstate.root_cause.step import Ground, Step
from reinstate.root_cause.typed import told
from reinstate.root_cause.values import Choice, Refusal, language_of, own_words

NO_WORDS = "words-none"
"""Message that holds the words with which people say "there is none", parted by `|`."""

_MAY_BE_NONE = ("exhibits", "demand", "exhibit-kind", "chain-papers", "examined", "contrast", "sold")
"""Shapes of the steps that may be answered with "none" though they are needed."""


@dataclass
class Taking:
    """An answer, and the case as it is before.

    Attributes:
        sure: whether a doubtful answer is meant as it stands.
        notes: remarks that stop nothing, as they come up.
        mark: the mark that the step bears once the answer is taken.
    """

    ground: Ground
    progress: Progress
    step: Step
    sure: bool
    notes: list[Refusal] = field(default_factory=list)
    mark: str | None = None

    @property
    def knowledge(self) -> Knowledge:
        """The shelves."""
        return self.ground.knowledge

    @property
    def answers(self) -> Answers:
        """What has been told so far."""
        return self.progress.answers

    @property
    def violation(self) -> str:
        """The allegation that the step belongs to; empty where it belongs to none."""
        return self.step.violation or ""

    @property
    def issue(self) -> Issue:
        """What is said about that allegation."""
        return self.progress.issue(self.violation)

    @property
    def statement(self) -> Statement:
        """The statement that the step is about."""
        return next(each for each in self.issue.statements if each.id == self.step.statement)

    def choices(self) -> tuple[Choice, ...]:
        """What can be chosen, with every word for it."""
        return tuple(Choice(each.id, tuple(each.label.values())) for each in self.step.options)

    def is_nothing(self, text: str) -> bool:
        """Whether the person says that there is none, where there may be none."""
        return (self.step.shape in _MAY_BE_NONE or self.step.optional) and self.says_none(text)

    def says_none(self, text: str) -> bool:
        """Whether a text is one of the words for "none"."""
        return self.means(text, NO_WORDS)

    def means(self, text: str, key: str) -> bool:
        """Whether a text is one of the words of a message, in the languages of the case or in English."""
        says = self.knowledge.messages["ask"].says.get(key, {})
        tags = (*related(self.ground.language), self.answers.language, "en")
        known = {fold(word).text for tag in tags for word in says.get(tag, "").split("|")}
        return fold(text).text.strip(" .。") in known

    def doubt(self, key: str, **details: str | int) -> Refusal | None:
        """A refusal that gives way when the person is sure."""
        return None if self.sure else Refusal(key, details, doubtful=True)

    def words(self, text: str) -> Words:
        """The seller's own words; a note says so where they are in another language than the rest."""
        language = self.answers.language
        told_in = language_of(text, language, self.knowledge)
        if told_in != language:
            self.notes.append(Refusal("other-language", {"language": self.knowledge.languages[told_in].name}))
        return dict(own_words(text, language, self.knowledge))

    def own_statement(self, text: str, role: str, key: str) -> Statement | Refusal:
        """A statement in the seller's own words, under the first free id."""
        if not told(text):
            return Refusal("too-short")
        return Statement(free_id(key, ids_of(self.progress)), role, text=self.words(text))

    def chosen(self, about: Iterable[str], before: Iterable[Statement], kept: Iterable[str] = ()) -> Progress:
        """Statements about these entries instead of those that were there; causes take their measures with them."""
        wanted = tuple(about)
        gone = [each for each in before if each.about not in wanted and each.id not in kept]
        ids = {each.id for each in gone}
        gone += [each for each in self.issue.statements if each.cause in ids]
        progress = self.progress.set_aside(self.violation, gone) if gone else self.progress
        if gone:
            self.notes.append(Refusal("set-aside", {"count": len(gone)}))
        for name in wanted:
            progress = self._stands(progress, name)
        return progress

    def _stands(self, progress: Progress, about: str) -> Progress:
        """The progress with a statement about that entry; one that was set aside comes back."""
        if any(each.about == about for each in progress.issue(self.violation).statements):
            return progress
        progress, back = progress.fetch_back(self.violation, about)
        entry = self.knowledge.causes.get(about) or self.knowledge.measures[about]
        fresh = new_statement(self.ground, progress, self.violation, entry)
        return progress.with_statement(self.violation, replace(back, cause=fresh.cause) if back else fresh)


def new_statement(ground: Ground, progress: Progress, violation: str, entry: Cause | Measure) -> Statement:
    """A statement about an entry, with what the notice already answers of it."""
    role = entry.role if isinstance(entry, Measure) else "root_cause"
    causes = progress.issue(violation).by_role("root_cause")
    linked = role in ("containment", "corrective", "preventive") and isinstance(entry, Measure)
    return Statement(
        id=free_id(entry.id, ids_of(progress)),
        role=role,
        about=entry.id,
        answers=dict(known_facts(entry, violation, ground.reading)),
        cause=cause_for(entry, causes, ground.knowledge) if linked and isinstance(entry, Measure) else None,
    )


def ids_of(progress: Progress) -> set[str]:
    """The id of every statement, those set aside among them."""
    issues = (*progress.answers.issues, *progress.aside)
    return {each.id for issue in issues for each in issue.statements}
