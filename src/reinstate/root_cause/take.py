"""An answer taken into the case, or the kind word that says why it can't be.

Nothing that was said before is lost: statements no longer chosen are set aside, and answers that rested on what changed
are marked to be looked at again.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from reinstate.case import Answer, Attachment, Issue, Statement, Why
from reinstate.knowledge import related
from reinstate.knowledge.model.plan import Cause, Measure
from reinstate.language import fold
from reinstate.root_cause.ask import issues_of
from reinstate.root_cause.fit import (
    LETTERS,
    MEASURE_ROLES,
    cause_for,
    entry_of,
    general,
    kinds_of,
    known_facts,
    problems_for,
)
from reinstate.root_cause.progress import LOOK, NONE, SKIPPED, Progress, free_id
from reinstate.root_cause.step import Ground, Step
from reinstate.root_cause.typed import Reader, file_name, slug, told
from reinstate.root_cause.values import (
    Choice,
    Refusal,
    clean,
    language_of,
    own_words,
    read_choice,
    read_choices,
    read_dates,
    too_long,
)

OTHER = "other"
"""Kind of exhibit of which nobody has said yet what it is, or of which it was said that it fits no other kind."""

NO_WORDS = "words-none"
"""Message that holds the words with which people say "there is none", parted by `|`."""


_LETTERED = re.compile(r"(\d{1,3})\s*([A-Za-z])\Z")


@dataclass(frozen=True, slots=True)
class Taken:
    """The case after an answer, or as it was before one that was refused. `notes` are remarks that stop nothing."""

    progress: Progress
    refused: Refusal | None = None
    notes: tuple[Refusal, ...] = ()


def take(ground: Ground, progress: Progress, step: Step, text: str, *, sure: bool = False) -> Taken:
    """Read an answer and put it in its place; a doubtful one is taken if the person is `sure`."""
    taker = _Taker(ground, progress, step, sure=sure)
    typed = clean(text)
    if not typed:
        return Taken(progress, Refusal("empty"))
    if step.shape != "names" and (refused := too_long(typed)):
        return Taken(progress, refused)
    if taker.nothing(typed):
        return Taken(prepare(ground, progress.marked(step.id, NONE)))
    made = taker.table()[step.shape](typed)
    if isinstance(made, Refusal):
        return Taken(progress, made)
    return Taken(prepare(ground, made.marked(step.id, taker.mark)), notes=tuple(taker.notes))


def skip(ground: Ground, progress: Progress, step: Step) -> Progress:
    """Pass a step over for now; an answer that it already has stays."""
    return prepare(ground, progress.marked(step.id, None if step.now else SKIPPED))


def prepare(ground: Ground, progress: Progress) -> Progress:
    """The same with everything that needs no question: issues raised, the problem, what the notice already says."""
    for violation in issues_of(ground, progress):
        if not ground.knowledge.violations[violation].needs and not progress.issue(violation).statements:
            continue
        progress = _stated(ground, progress, violation)
    return progress


def _stated(ground: Ground, progress: Progress, violation: str) -> Progress:
    issue = progress.issue(violation)
    entries: list[Measure] = []
    choices = problems_for(violation, ground.knowledge)
    if "problem" in ground.roles and len(choices) == 1 and not issue.by_role("problem"):
        entries += choices
    if any(each.role in MEASURE_ROLES for each in issue.statements):
        wanted = [role for role in ("options", "lessons") if role in ground.roles and not issue.by_role(role)]
        entries += [each for role in wanted for each in general(role, ground.knowledge)]
    for entry in entries:
        progress = progress.with_statement(violation, _new(ground, progress, violation, entry))
    return progress


def _new(ground: Ground, progress: Progress, violation: str, entry: Cause | Measure) -> Statement:
    """A statement about an entry, with what the notice already answers of it."""
    role = entry.role if isinstance(entry, Measure) else "root_cause"
    causes = progress.issue(violation).by_role("root_cause")
    linked = role in ("containment", "corrective", "preventive") and isinstance(entry, Measure)
    return Statement(
        id=free_id(entry.id, _ids(progress)),
        role=role,
        about=entry.id,
        answers=dict(known_facts(entry, violation, ground.reading)),
        cause=cause_for(entry, causes, ground.knowledge) if linked and isinstance(entry, Measure) else None,
    )


def _ids(progress: Progress) -> set[str]:
    issues = (*progress.answers.issues, *progress.aside)
    return {each.id for issue in issues for each in issue.statements}


@dataclass
class _Taker:
    """One answer on its way into the case."""

    ground: Ground
    progress: Progress
    step: Step
    sure: bool
    notes: list[Refusal] = field(default_factory=list)
    mark: str | None = None

    def table(self) -> dict[str, Callable[[str], Progress | Refusal]]:
        """The way to take an answer, by the step's shape."""
        fields = ("text", "date", "number", "percent", "money", "choice", "person", "party", "interval", "time")
        return {
            **dict.fromkeys((*fields, "names", "weekday", "place", "branch", "deed", "period"), self.fields),
            "name": self.name,
            "role": self.role,
            "people": self.people,
            "problem": self.problem,
            "causes": self.causes,
            "ruled-out": self.ruled_out,
            "why": self.why,
            "exhibits": self.exhibits,
            "demand": self.exhibits,
            "exhibit-kind": self.exhibit_kind,
            "measures": self.measures,
            "own-corrective": self.own_measure,
            "own-preventive": self.own_measure,
        }

    # -- small things ----------------------------------------------------------------------------------------------

    def nothing(self, text: str) -> bool:
        """Whether the person says that there is none, where there may be none."""
        if self.step.shape not in ("exhibits", "demand", "exhibit-kind") and not self.step.optional:
            return False
        says = self.ground.knowledge.messages["ask"].says.get(NO_WORDS, {})
        tags = (*related(self.ground.language), self.progress.answers.language, "en")
        known = {fold(word).text for tag in tags for word in says.get(tag, "").split("|")}
        return fold(text).text.strip(" .。") in known

    def doubt(self, key: str, **details: str | int) -> Refusal | None:
        return None if self.sure else Refusal(key, details, doubtful=True)

    def choices(self) -> tuple[Choice, ...]:
        return tuple(Choice(each.id, tuple(each.label.values())) for each in self.step.options)

    @property
    def violation(self) -> str:
        return self.step.violation or ""

    @property
    def issue(self) -> Issue:
        return self.progress.issue(self.violation)

    @property
    def statement(self) -> Statement:
        return next(each for each in self.issue.statements if each.id == self.step.statement)

    def words(self, text: str) -> dict[str, str]:
        """The seller's own words; a note says so where they are in another language than the rest."""
        language = self.progress.answers.language
        told_in = language_of(text, language, self.ground.knowledge)
        if told_in != language:
            self.notes.append(Refusal("other-language", {"language": self.ground.knowledge.languages[told_in].name}))
        return dict(own_words(text, language, self.ground.knowledge))

    # -- account, people, date -------------------------------------------------------------------------------------

    def name(self, text: str) -> Progress | Refusal:
        where, _, what = self.step.id.partition("/")
        answers = self.progress.answers
        line = " ".join(text.split())
        if where == "people":
            key = what.removesuffix("/latin")
            people = tuple(replace(each, latin=line) if each.id == key else each for each in answers.people)
            return replace(self.progress, answers=replace(answers, people=people))
        if where == "parties":
            party = what.removesuffix("/latin")
            parties = tuple(replace(each, latin=line) if each.id == party else each for each in answers.parties)
            return replace(self.progress, answers=replace(answers, parties=parties))
        account = replace(answers.account, **{what.replace("-", "_"): line})
        return replace(self.progress, answers=replace(answers, account=account))

    def role(self, text: str) -> Progress | Refusal:
        key = self.step.id.split("/")[1]
        role = read_choice(text, self.choices())
        if isinstance(role, Refusal) and role.key == "no-such-number":
            return role
        named = {"role": None, "role_words": self.words(text)} if isinstance(role, Refusal) else {"role": role}
        answers = self.progress.answers
        people = tuple(replace(each, **named) if each.id == key else each for each in answers.people)
        return replace(self.progress, answers=replace(answers, people=people))

    def people(self, text: str) -> Progress | Refusal:
        chosen = read_choices(text, self.choices())
        if isinstance(chosen, Refusal):
            return chosen
        return replace(self.progress, answers=replace(self.progress.answers, team=chosen))

    # -- fields ----------------------------------------------------------------------------------------------------

    def fields(self, text: str) -> Progress | Refusal:
        """One typed value, or two that are asked together."""
        if self.step.id == "account/signatory":
            return self.signatory(text)
        if self.step.id == "dated":
            return self.dated(text)
        reader = Reader(self.ground, self.progress, self.step, sure=self.sure)
        values = reader.read(text)
        if isinstance(values, Refusal):
            return values
        if self.step.shape == "text":
            self.words(text)
        progress = reader.progress
        if refused := reader.contradiction(values):
            return refused
        return self.stored(progress, values)

    def stored(self, progress: Progress, values: dict[str, Answer]) -> Progress:
        before = self.statement
        changed = {name for name, value in values.items() if before.answers.get(name) not in (None, value)}
        order = [*before.answers, *(name for name in values if name not in before.answers)]
        together = {**before.answers, **values}
        after = replace(before, answers={name: together[name] for name in order})
        progress = progress.with_statement(self.violation, after)
        for other in self.issue.statements if changed else ():
            same = [name for name in changed if other.answers.get(name) == before.answers.get(name)]
            for name in same if other.id != before.id else ():
                progress = progress.marked(f"{self.violation}/{other.id}/{name}", LOOK)
        return progress

    def signatory(self, text: str) -> Progress | Refusal:
        reader = Reader(self.ground, self.progress, self.step, sure=self.sure)
        who = reader.person(text)
        if isinstance(who, Refusal):
            return who
        answers = reader.progress.answers
        return replace(reader.progress, answers=replace(answers, account=replace(answers.account, signatory=who)))

    def dated(self, text: str) -> Progress | Refusal:
        found = read_dates(text, 1, (self.ground.language, self.progress.answers.language, "en"), self.ground.knowledge)
        if isinstance(found, Refusal):
            return found
        sent = self.ground.sent
        if sent and found[0] < sent and (refused := self.doubt("letter-before-notice", date=sent.isoformat())):
            return refused
        return replace(self.progress, answers=replace(self.progress.answers, dated=found[0]))

    # -- problem and causes ----------------------------------------------------------------------------------------

    def problem(self, text: str) -> Progress | Refusal:
        chosen = read_choice(text, self.choices()) if self.step.options else Refusal("not-a-choice")
        gone = self.issue.by_role("problem")
        if not isinstance(chosen, Refusal):
            return self.chosen((chosen,), gone)
        if not told(text):
            return chosen
        progress = self.progress.set_aside(self.violation, gone) if gone else self.progress
        made = Statement(free_id("problem", _ids(progress)), "problem", text=self.words(text))
        return progress.with_statement(self.violation, made)

    def causes(self, text: str) -> Progress | Refusal:
        chosen = read_choices(text, self.choices()) if self.step.options else Refusal("not-a-choice")
        if not isinstance(chosen, Refusal):
            kept = {each.id for each in self.issue.by_role("root_cause") if each.about is None}
            return self.chosen(
                tuple(each for each in chosen if each not in kept), self.issue.by_role("root_cause"), kept
            )
        if not told(text):
            return chosen
        made = Statement(free_id("own-cause", _ids(self.progress)), "root_cause", text=self.words(text))
        return self.progress.with_statement(self.violation, made)

    def chosen(self, about: Iterable[str], before: Iterable[Statement], kept: Iterable[str] = ()) -> Progress:
        """Statements about these entries instead of those that were there; causes take their measures with them."""
        wanted = tuple(about)
        gone = [each for each in before if each.about not in wanted and each.id not in kept]
        ids = {each.id for each in gone}
        gone += [each for each in self.issue.statements if each.cause in ids]
        progress = self.progress.set_aside(self.violation, gone) if gone else self.progress
        if gone and ids:
            self.notes.append(Refusal("set-aside", {"count": len(gone)}))
        for name in wanted:
            progress = self.stands(progress, name)
        return progress

    def stands(self, progress: Progress, about: str) -> Progress:
        """The progress with a statement about that entry; one that was set aside comes back."""
        if any(each.about == about for each in progress.issue(self.violation).statements):
            return progress
        progress, back = progress.fetch_back(self.violation, about)
        shelves = self.ground.knowledge
        entry = shelves.causes.get(about) or shelves.measures[about]
        fresh = _new(self.ground, progress, self.violation, entry)
        return progress.with_statement(self.violation, replace(back, cause=fresh.cause) if back else fresh)

    def ruled_out(self, text: str) -> Progress | Refusal:
        cause = self.step.id.rsplit("/", maxsplit=1)[-1]
        reasons = {**self.issue.ruled_out, cause: self.words(text)}
        return self.progress.with_issue(replace(self.issue, ruled_out=reasons))

    def why(self, text: str) -> Progress | Refusal:
        place = int(self.step.id.rsplit("/", maxsplit=1)[-1]) - 1
        cause, words = self.statement, self.words(text)
        whys = list(cause.whys)
        if any(each.text == words for each in whys[:place]):
            return Refusal("same-why")
        if place < len(whys):
            whys[place] = Why(words, whys[place].exhibits)
        else:
            whys.append(Why(words))
        progress = self.progress.with_statement(self.violation, replace(cause, whys=tuple(whys)))
        for later in range(place + 1, len(cause.whys)):
            progress = progress.marked(f"{self.violation}/{cause.id}/why/{later + 1}", LOOK)
        return progress

    # -- measures --------------------------------------------------------------------------------------------------

    def measures(self, text: str) -> Progress | Refusal:
        chosen = read_choices(text, self.choices())
        if isinstance(chosen, Refusal):
            return chosen
        listed = {each.id for each in self.step.options}
        before = [each for each in self.issue.statements if each.role in MEASURE_ROLES and each.about in listed]
        return self.chosen(chosen, before)

    def own_measure(self, text: str) -> Progress | Refusal:
        role = self.step.shape.removeprefix("own-")
        if not told(text):
            return Refusal("too-short")
        key = f"{self.step.statement}-{role}"
        made = Statement(key, role, text=self.words(text), cause=self.step.statement)
        known = next((each for each in self.issue.statements if each.id == key), None)
        return self.progress.with_statement(self.violation, replace(known, text=made.text) if known else made)

    # -- papers ----------------------------------------------------------------------------------------------------

    def exhibits(self, text: str) -> Progress | Refusal:
        progress, cited = self.progress, []
        for piece in (
            each for line in text.splitlines() for each in line.replace("，", ",").replace(";", ",").split(",")
        ):
            if not piece.strip():
                continue
            found = self.file(progress, piece.strip())
            if isinstance(found, Refusal):
                return found
            progress, key = found
            cited.append(key)
        names = tuple(dict.fromkeys(cited))
        if not names:
            return Refusal("empty")
        return progress if self.step.shape == "demand" else self.cited(progress, names)

    def file(self, progress: Progress, typed: str) -> tuple[Progress, str] | Refusal:
        """The attachment that a number or a name means; a file that isn't there yet is noted by its name.

        A letter behind the number tells what kind of document it is, of those that were offered.
        """
        lettered = _LETTERED.match(typed)
        if lettered and self.step.shape == "exhibits":
            kinds = kinds_of(self.statement, self.ground.knowledge)
            place = LETTERS.find(lettered[2].lower())
            if not 0 <= place < len(kinds):
                return Refusal("no-such-letter", {"letter": lettered[2]})
            found = self.file(progress, lettered[1])
            return found if isinstance(found, Refusal) else (_of_kind(found[0], found[1], kinds[place]), found[1])
        chosen = read_choice(typed, self.choices())
        attached = {each.id for each in progress.answers.attachments}
        if isinstance(chosen, Refusal):
            if chosen.key == "no-such-number" or not file_name(typed):
                return chosen if chosen.key == "no-such-number" else Refusal("no-such-file", {"file": typed[:80]})
            chosen = f"evidence/{typed.removeprefix('evidence/')}"
            self.notes.append(Refusal("file-not-there", {"file": chosen}))
        by_file = {each.file: each.id for each in progress.answers.attachments}
        if chosen in attached or chosen in by_file:
            return self.kinded(progress, by_file.get(chosen, chosen)), by_file.get(chosen, chosen)
        key = free_id(slug(chosen.rsplit("/", maxsplit=1)[-1].rsplit(".", maxsplit=1)[0], "paper"), attached)
        made = Attachment(key, chosen, self.kind() or OTHER)
        answers = progress.answers
        return replace(progress, answers=replace(answers, attachments=(*answers.attachments, made))), key

    def kind(self) -> str | None:
        """The kind of document that an answer to this step must be, where there is only one."""
        if self.step.shape == "demand":
            what = self.step.id.partition("/")[2]
            kinds = [key for key, each in self.ground.knowledge.exhibits.items() if what in each.demands]
            return kinds[0] if kinds else None
        entry = entry_of(self.statement, self.ground.knowledge)
        return entry.exhibits[0] if entry and len(entry.exhibits) == 1 else None

    def kinded(self, progress: Progress, key: str) -> Progress:
        """For a document that the notice demands, the file is of that kind now."""
        return _of_kind(progress, key, self.kind() or OTHER) if self.step.shape == "demand" else progress

    def cited(self, progress: Progress, names: tuple[str, ...]) -> Progress:
        statement = self.statement
        parts = self.step.id.split("/")
        if len(parts) > 3 and parts[-3] == "why":
            whys = list(statement.whys)
            whys[int(parts[-2]) - 1] = replace(whys[int(parts[-2]) - 1], exhibits=names)
            return progress.with_statement(self.violation, replace(statement, whys=tuple(whys)))
        return progress.with_statement(self.violation, replace(statement, exhibits=names))

    def exhibit_kind(self, text: str) -> Progress | Refusal:
        chosen = read_choice(text, self.choices())
        if isinstance(chosen, Refusal):
            return chosen
        self.mark = NONE if chosen == OTHER else None
        return _of_kind(self.progress, self.step.id.split("/")[1], chosen)


def _of_kind(progress: Progress, key: str, kind: str) -> Progress:
    """The progress with an attachment known to be a document of that kind."""
    answers = progress.answers
    changed = tuple(replace(each, kind=kind) if each.id == key else each for each in answers.attachments)
    return replace(progress, answers=replace(answers, attachments=changed))
