"""How a step is made: its words from the shelf, its state from the answers and marks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reinstate.case import Answer, Answers, Issue, Statement
from reinstate.knowledge import Knowledge
from reinstate.root_cause.fit import LETTERS, entry_of, kinds_of
from reinstate.root_cause.progress import LOOK, SKIPPED, Progress
from reinstate.root_cause.step import Ground, Option, Spoken, State, Step


@dataclass(frozen=True)
class Asking:
    """Makes the steps of one case, as far as it has come."""

    ground: Ground
    progress: Progress

    @property
    def knowledge(self) -> Knowledge:
        """The shelves."""
        return self.ground.knowledge

    @property
    def answers(self) -> Answers:
        """What has been told so far."""
        return self.progress.answers

    # -- words -----------------------------------------------------------------------------------------------------

    def says(self, key: str, **values: str | Spoken) -> Spoken:
        """A message of the shelf in every language; nothing where it isn't there."""
        words = self.knowledge.messages["ask"].says.get(key, {})
        return filled(words, **values) if values else words

    def worded(self, step: Step, key: str, **values: str | Spoken) -> Step:
        """The step with the shelf's words for why, help and examples where it has none of its own."""
        return replace(
            step,
            why=step.why or self.says(f"why-{key}", **values),
            help=step.help or self.says(f"help-{key}", **values),
            good=step.good or self.says(f"good-{key}", **values),
            bad=step.bad or self.says(f"bad-{key}", **values),
        )

    def title(self, statement: Statement) -> Spoken:
        """What a statement is about: its entry's title, or the seller's own words."""
        entry = entry_of(statement, self.knowledge)
        return entry.title if entry else statement.text

    # -- steps -----------------------------------------------------------------------------------------------------

    def step(self, key: str, stage: str, shape: str, now: tuple[Answer, ...], **more: object) -> Step:
        """A step with its state; `more` are further fields of it."""
        told = tuple(each for each in now if each not in (None, ""))
        state = self.state(key, answered=bool(told))
        note = {"note": self.says("note-look")} if state == "look" else {}
        words = {"asks": {}, **note, **more}
        return Step(key, stage, shape, now=told, state=state, **words)  # type: ignore[arg-type]

    def about(self, issue: Issue, statement: Statement, name: str, stage: str, shape: str, *now: Answer) -> Step:
        """A step about one statement of an issue."""
        key = f"{issue.violation}/{statement.id}/{name}"
        known = {"violation": issue.violation, "statement": statement.id, "title": self.title(statement)}
        return self.step(key, stage, shape, now, **known)

    def state(self, key: str, *, answered: bool) -> State:
        """Whether a step is open, dealt with, or to be looked at again."""
        mark = self.progress.marks.get(key)
        if answered:
            return "look" if mark == LOOK else "answered"
        return "skipped" if mark == SKIPPED else "answered" if mark else "open"

    # -- things to choose from -------------------------------------------------------------------------------------

    def people(self) -> tuple[Option, ...]:
        """Everybody named so far."""
        return tuple(Option(each.id, {"en": each.name}) for each in self.answers.people)

    def parties(self) -> tuple[Option, ...]:
        """Every outside party named so far."""
        return tuple(Option(each.id, {"en": each.name}) for each in self.answers.parties)

    def phrases(self, shelf: str) -> tuple[Option, ...]:
        """The small words of a shelf, such as intervals or roles."""
        return tuple(Option(key, words) for key, words in self.knowledge.phrases[shelf].says.items())

    def files(self) -> tuple[Option, ...]:
        """Every file of the evidence folder in its order, attached or not, then those that aren't there yet.

        A file keeps its number whatever is attached, so that numbers in a form that comes back mean what they meant.
        """
        attached = {each.file: each.id for each in self.answers.attachments}
        names = (*self.ground.files, *(name for name in attached if name not in self.ground.files))
        return tuple(Option(attached.get(name, name), {"en": base_name(name)}) for name in names)

    def which_file(self, statement: Statement, asks: str = "ask-papers", bare: str = "ask-shown") -> Spoken:
        """The question for proof, with the kinds of document that would do, each under a letter."""
        titles = [self.knowledge.exhibits[kind].title for kind in kinds_of(statement, self.knowledge)]
        lettered = [
            {tag: f"{letter} {words}" for tag, words in title.items()}
            for letter, title in zip(LETTERS, titles, strict=False)
        ]
        return self.says(asks, kinds=joined(lettered)) if lettered else self.says(bare)


def base_name(name: str) -> str:
    """The last part of a file's name."""
    return name.rsplit("/", maxsplit=1)[-1]


def joined(texts: Sequence[Spoken]) -> Spoken:
    """Several texts in one line, in every language that has them all."""
    tags = set.intersection(*(set(each) for each in texts)) if texts else set()
    return {tag: " / ".join(each[tag] for each in texts) for tag in sorted(tags)}


def filled(text: Spoken, **values: str | Spoken) -> Spoken:
    """A text with its arguments in each of its languages; an argument that lacks one speaks English."""
    made = {}
    for tag, words in text.items():
        said = words
        for name, value in values.items():
            said = said.replace("{" + name + "}", value if isinstance(value, str) else _in(value, tag))
        made[tag] = said
    return made


def _in(words: Mapping[str, str], tag: str) -> str:
    return words.get(tag) or words.get("en") or next(iter(words.values()), "")
