"""From what the case holds to the next question.

The way: whose account it is; for every issue the problem, its causes, the chain of whys under each, the measures, the
papers that prove them; at last the team and the date of the letter. Everything is derived from the answers, so that a
changed answer changes the way ahead and nothing has to be kept in step.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reinstate.case import Answer, Issue, Party, Person, Statement
from reinstate.knowledge.model.plan import Field
from reinstate.root_cause.fit import (
    LETTERS,
    MEASURE_ROLES,
    UNNAMED,
    Asked,
    causes_for,
    entry_of,
    kinds_of,
    measures_for,
    problems_for,
    questions_for,
)
from reinstate.root_cause.progress import LOOK, SKIPPED, Progress
from reinstate.root_cause.step import Ground, Map, Option, Spoken, Stage, State, Step
from reinstate.root_cause.typed import is_latin
from reinstate.root_cause.whys import closed, reason_of

DONE = ("containment", "corrective")
PAIRS = {"from": "to", "before_from": "before_to", "after_from": "after_to"}
"""Fields that are asked as one period."""

STAGES = ("account", "problem", "causes", "chain", "measures", "papers", "closing")
"""The parts of the way; those between account and closing are gone through for every issue."""

BRANCHES = ("people", "process", "product", "systems", "supplier", "policy")


def steps_of(ground: Ground, progress: Progress) -> Map:
    """Every step that is known so far, with its state, and the stages of the whole way."""
    steps = tuple(_Way(ground, progress).everything())
    return Map(steps, tuple(_stages(steps, ground, progress)))


def next_step(ground: Ground, progress: Progress) -> Step | None:
    """The next question; None when everything needed has been dealt with."""
    return next(iter(steps_of(ground, progress).open), None)


def issues_of(ground: Ground, progress: Progress) -> tuple[str, ...]:
    """The violations to answer: what the notice raises, then what the answers add."""
    raised = [slug for slug in ground.reading.violations if slug in ground.knowledge.violations]
    stated = [issue.violation for issue in progress.answers.issues]
    named = [slug for slug in (*raised, *stated) if slug != UNNAMED]
    return tuple(dict.fromkeys(named)) or ((UNNAMED,) if UNNAMED in ground.knowledge.violations else ())


def _stages(steps: tuple[Step, ...], ground: Ground, progress: Progress) -> Iterator[Stage]:
    slugs = issues_of(ground, progress)
    keys: list[tuple[str, str | None]] = [("account", None)]
    keys += [(stage, slug) for slug in slugs for stage in STAGES[1:-1]]
    for stage, slug in (*keys, ("closing", None)):
        inside = [each for each in steps if (each.stage, each.violation) == (stage, slug) and not each.optional]
        done = sum(each.state in ("answered", "skipped") for each in inside)
        yield Stage(stage, slug, done, len(inside))


@dataclass(frozen=True)
class _Way:
    """The steps of one case."""

    ground: Ground
    progress: Progress

    def everything(self) -> Iterator[Step]:
        yield from self.account()
        for violation in issues_of(self.ground, self.progress):
            yield from self.issue(self.progress.issue(violation))
        yield from self.papers()
        yield from self.closing()

    # -- words -----------------------------------------------------------------------------------------------------

    def says(self, key: str, **values: str | Spoken) -> Spoken:
        return filled(self.ground.knowledge.messages["ask"].says.get(key, {}), **values)

    def worded(self, step: Step, key: str, **values: str | Spoken) -> Step:
        """The step with the shelf's words for why, help and examples where it has none of its own."""
        return replace(
            step,
            why=step.why or self.says(f"why-{key}", **values),
            help=step.help or self.says(f"help-{key}", **values),
            good=step.good or self.says(f"good-{key}", **values),
            bad=step.bad or self.says(f"bad-{key}", **values),
        )

    def state(self, key: str, *, answered: bool) -> State:
        mark = self.progress.marks.get(key)
        if answered:
            return "look" if mark == LOOK else "answered"
        return "skipped" if mark == SKIPPED else "answered" if mark else "open"

    def step(self, key: str, stage: str, shape: str, now: tuple[Answer, ...], **more: object) -> Step:
        told = tuple(each for each in now if each not in (None, ""))
        state = self.state(key, answered=bool(told))
        note = {"note": self.says("note-look")} if state == "look" else {}
        words = {"asks": {}, **note, **more}
        return Step(key, stage, shape, now=told, state=state, **words)  # type: ignore[arg-type]

    # -- account and closing ---------------------------------------------------------------------------------------

    def account(self) -> Iterator[Step]:
        account = self.progress.answers.account
        for name, shape, now, optional in (
            ("legal-name", "name", account.legal_name, False),
            ("signatory", "person", account.signatory, False),
            ("store-name", "name", account.store_name, True),
            ("address", "name", account.address, True),
        ):
            made = self.step(f"account/{name}", "account", shape, (now,), optional=optional)
            options = self.people() if shape == "person" else ()
            yield self.worded(replace(made, asks=self.says(f"ask-{name}"), options=options), name)

    def closing(self) -> Iterator[Step]:
        answers = self.progress.answers
        for person in answers.people:
            yield from self.person_steps(person.id)
        for party in answers.parties:
            if not is_latin(party.name):
                yield self.latin(f"parties/{party.id}/latin", party)
        if "team" in self.ground.roles and answers.people:
            made = self.step("team", "closing", "people", answers.team, asks=self.says("ask-team"))
            yield self.worded(replace(made, options=self.people()), "team")
        made = self.step("dated", "closing", "date", (answers.dated,), asks=self.says("ask-dated"))
        yield self.worded(made, "dated")

    def person_steps(self, key: str) -> Iterator[Step]:
        person = next(each for each in self.progress.answers.people if each.id == key)
        name: Spoken = {"en": person.name}
        told = person.role or next(iter(person.role_words.values()), None)
        made = self.step(f"people/{key}/role", "closing", "role", (told,), asks=self.says("ask-role", name=name))
        yield self.worded(replace(made, options=self.phrases("roles")), "role")
        if not is_latin(person.name):
            yield self.latin(f"people/{key}/latin", person)

    def latin(self, key: str, named: Person | Party) -> Step:
        """How a name is written for those who don't read its letters; needed where the notice's readers don't."""
        language = self.ground.knowledge.languages.get(self.ground.reading.language)
        read = language is not None and language.names == "original"
        made = self.step(key, "closing", "name", (named.latin,), optional=read)
        return self.worded(replace(made, asks=self.says("ask-latin", name=named.name)), "latin")

    def people(self) -> tuple[Option, ...]:
        return tuple(Option(each.id, {"en": each.name}) for each in self.progress.answers.people)

    def phrases(self, shelf: str) -> tuple[Option, ...]:
        return tuple(Option(key, words) for key, words in self.ground.knowledge.phrases[shelf].says.items())

    # -- one issue -------------------------------------------------------------------------------------------------

    def issue(self, issue: Issue) -> Iterator[Step]:
        violation = self.ground.knowledge.violations[issue.violation]
        if not violation.needs and not issue.statements:
            return
        yield from self.problem(issue)
        yield from self.causes(issue)
        causes = issue.by_role("root_cause")
        for cause in causes:
            yield from self.statement(issue, cause, "causes")
            yield from self.chain(issue, cause)
        if causes or f"{issue.violation}/causes" in self.progress.marks:
            yield from self.measures(issue, causes)

    def problem(self, issue: Issue) -> Iterator[Step]:
        if "problem" not in self.ground.roles:
            return
        choices = problems_for(issue.violation, self.ground.knowledge)
        stated = issue.by_role("problem")
        if len(choices) > 1 or not choices:
            about = tuple(each.about or next(iter(each.text.values()), "") for each in stated)
            options = tuple(Option(each.id, each.title) for each in choices)
            made = self.step(f"{issue.violation}/problem", "problem", "problem", about, violation=issue.violation)
            yield self.worded(replace(made, asks=self.says("ask-problem"), options=options), "problem")
        for each in stated:
            yield from self.statement(issue, each, "problem")
            yield replace(self.papers_of(issue, each), optional=True)

    def causes(self, issue: Issue) -> Iterator[Step]:
        chosen = issue.by_role("root_cause")
        fitting = causes_for(issue.violation, self.ground.knowledge)
        title = self.ground.knowledge.violations[issue.violation].title
        now = tuple(each.about or next(iter(each.text.values()), each.id) for each in chosen)
        made = self.step(f"{issue.violation}/causes", "causes", "causes", now, violation=issue.violation)
        options = tuple(Option(each.id, each.title, each.trap) for each in fitting)
        asks = self.says("ask-causes" if fitting else "ask-cause-words", violation=title)
        yield self.worded(replace(made, asks=asks, options=options, title=title), "causes")
        for each in fitting if chosen else ():
            if each.id not in now:
                told = tuple(issue.ruled_out.get(each.id, {}).values())
                key = f"{issue.violation}/ruled-out/{each.id}"
                made = self.step(key, "causes", "ruled-out", told, violation=issue.violation, optional=True)
                yield self.worded(replace(made, asks=self.says("ask-ruled-out", cause=each.title)), "ruled-out")

    # -- statements and their fields -------------------------------------------------------------------------------

    def statement(self, issue: Issue, statement: Statement, stage: str) -> Iterator[Step]:
        asked = {each.name: each for each in questions_for(statement, self.ground.knowledge)}
        told = statement.answers
        paired: set[str] = set()
        for name, each in asked.items():
            if name in paired:
                continue
            other = self.partner(name, asked)
            if other and told.get(name) is None and told.get(other.name) is None:
                paired.add(other.name)
                yield self.pair(issue, statement, (each, other), stage)
            else:
                yield self.field(issue, statement, each, stage)
        if statement.about is None and statement.role == "root_cause":
            yield from self.own_cause(issue, statement)

    def partner(self, name: str, asked: Mapping[str, Asked]) -> Asked | None:
        """The question that is asked together with this one: who and when, first day and last."""
        when = next((asked[each] for each in ("on", "since") if each in asked and asked[each].needed), None)
        if name == "who" and asked[name].needed:
            return when
        other = asked.get(PAIRS.get(name, ""))
        return other if other and other.needed == asked[name].needed else None

    def pair(self, issue: Issue, statement: Statement, asked: tuple[Asked, Asked], stage: str) -> Step:
        first, second = asked
        shape = "deed" if first.name == "who" else "period"
        made = self.step(f"{issue.violation}/{statement.id}/{first.name}", stage, shape, ())
        word = second.name if shape == "deed" else first.name
        return self.worded(
            replace(
                made,
                asks=self.says(f"ask-{shape}-{word}") or self.says(f"ask-{shape}"),
                violation=issue.violation,
                statement=statement.id,
                fields=(first.name, second.name),
                title=self.title(statement),
                options=self.people() if shape == "deed" else (),
                optional=not first.needed,
                suggestion=self.elsewhere(issue, statement, (first, second)) if shape == "period" else (),
            ),
            shape,
        )

    def field(self, issue: Issue, statement: Statement, asked: Asked, stage: str) -> Step:
        made = self.step(
            f"{issue.violation}/{statement.id}/{asked.name}",
            stage,
            asked.field.kind,
            (statement.answers.get(asked.name),),
        )
        shared = self.ground.knowledge.questions.get(asked.name)
        entry = entry_of(statement, self.ground.knowledge)
        common = shared if shared and entry and asked.name not in entry.fields else None
        made = replace(
            made,
            asks=asked.field.ask,
            violation=issue.violation,
            statement=statement.id,
            fields=(asked.name,),
            title=self.title(statement),
            help=asked.field.help,
            options=self.options(asked.field),
            optional=not asked.needed,
            suggestion=() if made.now else self.elsewhere(issue, statement, (asked,)),
        )
        if common:
            made = replace(made, why=common.why, help=common.help, good=common.good, bad=common.bad)
        return self.worded(made, asked.name if self.says(f"why-{asked.name}") else asked.field.kind)

    def title(self, statement: Statement) -> Spoken:
        entry = entry_of(statement, self.ground.knowledge)
        return entry.title if entry else statement.text

    def options(self, question: Field) -> tuple[Option, ...]:
        kind = question.kind
        if kind == "choice":
            return tuple(Option(key, words) for key, words in question.choices.items())
        if kind == "person":
            return self.people()
        if kind == "party":
            return tuple(Option(each.id, {"en": each.name}) for each in self.progress.answers.parties)
        return self.phrases(f"{kind}s") if kind in ("interval", "weekday", "place") else ()

    def elsewhere(self, issue: Issue, statement: Statement, asked: tuple[Asked, ...]) -> tuple[Answer, ...]:
        """What the same questions were answered with elsewhere in this issue, or what the notice lists."""
        entry = entry_of(statement, self.ground.knowledge)
        for other in reversed([each for each in issue.statements if each.id != statement.id]):
            values = tuple(other.answers.get(each.name) for each in asked)
            same = [each.field.kind for each in asked] == [_kind(other, each.name, self.ground) for each in asked]
            if entry and same and None not in values and _carries(asked):
                return values
        if asked[0].name == "asins" and self.ground.reading.asins:
            return (self.ground.reading.asins,)
        if asked[0].name == "order_ids" and self.ground.reading.order_ids:
            return (self.ground.reading.order_ids,)
        return ()

    def own_cause(self, issue: Issue, cause: Statement) -> Iterator[Step]:
        """What a cause in the seller's own words leaves open: the branch it belongs to and why nobody noticed."""
        for name, shape in (("branch", "branch"), ("unnoticed", "text")):
            if name not in self.ground.knowledge.questions:
                continue
            question = self.ground.knowledge.questions[name]
            made = self.step(f"{issue.violation}/{cause.id}/{name}", "causes", shape, (cause.answers.get(name),))
            words = self.ground.knowledge.phrases["branches"].says if shape == "branch" else {}
            yield replace(
                made,
                asks=question.ask,
                violation=issue.violation,
                statement=cause.id,
                fields=(name,),
                title=cause.text,
                why=question.why,
                help=question.help,
                good=question.good,
                bad=question.bad,
                options=tuple(Option(key, words[key]) for key in BRANCHES if key in words),
            )

    # -- the chain of whys -----------------------------------------------------------------------------------------

    def chain(self, issue: Issue, cause: Statement) -> Iterator[Step]:
        for place, why in enumerate(cause.whys):
            yield self.why(issue, cause, place)
            if why.text:
                yield self.shown(issue, cause, place)
        number = len(cause.whys)
        first = f"{issue.violation}/{cause.id}/why/{number + 1}"
        if not closed(cause, self.ground, self.progress.answers.language) and first not in self.progress.marks:
            yield self.why(issue, cause, number)

    def why(self, issue: Issue, cause: Statement, place: int) -> Step:
        text = tuple(cause.whys[place].text.values())[:1] if place < len(cause.whys) else ()
        key = f"{issue.violation}/{cause.id}/why/{place + 1}"
        made = self.step(key, "chain", "why", text, violation=issue.violation, statement=cause.id)
        before = cause.whys[place - 1].text if place else self.title(cause)
        reason = reason_of(cause, place - 1, self.ground, self.progress.answers.language)
        note = self.says(f"shallow-{reason}") if reason and not text else made.note
        asks = self.says("ask-why" if place else "ask-first-why")
        return self.worded(replace(made, asks=asks, title=before, note=note), "chain")

    def shown(self, issue: Issue, cause: Statement, place: int) -> Step:
        key = f"{issue.violation}/{cause.id}/why/{place + 1}/papers"
        made = self.step(key, "chain", "exhibits", cause.whys[place].exhibits)
        made = replace(made, violation=issue.violation, statement=cause.id, title=cause.whys[place].text)
        return self.worded(replace(made, asks=self.which_file(cause), options=self.files()), "papers")

    # -- measures --------------------------------------------------------------------------------------------------

    def measures(self, issue: Issue, causes: tuple[Statement, ...]) -> Iterator[Step]:
        fitting = measures_for(issue.violation, causes, self.ground.knowledge)
        chosen = [each for each in issue.statements if each.role in MEASURE_ROLES]
        key = f"{issue.violation}/measures"
        if fitting:
            now = tuple(each.about for each in chosen if each.about)
            made = self.step(key, "measures", "measures", now, violation=issue.violation)
            options = tuple(
                Option(each.id, each.title, group=self.says(f"role-{each.role}"))
                for each in fitting
                if each.role in (*MEASURE_ROLES[:3], *(("proof",) if "proof" in self.ground.roles else ()))
            )
            yield self.worded(replace(made, asks=self.says("ask-measures"), options=options), "measures")
        if not fitting or chosen or key in self.progress.marks:
            yield from self.missing(issue, causes)
        for each in issue.statements:
            if each.role in (*MEASURE_ROLES, "options", "lessons"):
                yield from self.statement(issue, each, "measures")
                if each.role not in ("options", "lessons"):
                    yield self.papers_of(issue, each)

    def missing(self, issue: Issue, causes: tuple[Statement, ...]) -> Iterator[Step]:
        """What no measure answers yet is asked for in the seller's own words."""
        for cause in causes:
            for name, roles in (("corrective", DONE), ("preventive", ("preventive",))):
                key = f"{issue.violation}/{cause.id}/own-{name}"
                linked = [each for each in issue.by_role(*roles) if each.cause in (cause.id, None)]
                mine = [each for each in linked if each.id == f"{cause.id}-{name}"]
                if linked and not mine:
                    continue
                now = tuple(text for each in mine for text in each.text.values())[:1]
                made = self.step(key, "measures", f"own-{name}", now, violation=issue.violation, statement=cause.id)
                made = replace(made, asks=self.says(f"ask-own-{name}"), title=self.title(cause))
                yield self.worded(made, f"own-{name}")

    def papers_of(self, issue: Issue, statement: Statement) -> Step:
        made = self.step(f"{issue.violation}/{statement.id}/papers", "papers", "exhibits", statement.exhibits)
        made = replace(made, violation=issue.violation, statement=statement.id, title=self.title(statement))
        return self.worded(replace(made, asks=self.which_file(statement), options=self.files()), "papers")

    def which_file(self, statement: Statement) -> Spoken:
        """The question for proof, with the kinds of document that would do, each under a letter."""
        titles = [self.ground.knowledge.exhibits[kind].title for kind in kinds_of(statement, self.ground.knowledge)]
        lettered = [
            {tag: f"{letter} {words}" for tag, words in title.items()}
            for letter, title in zip(LETTERS, titles, strict=False)
        ]
        return self.says("ask-papers", kinds=joined(lettered)) if lettered else self.says("ask-shown")

    # -- papers ----------------------------------------------------------------------------------------------------

    def files(self) -> tuple[Option, ...]:
        """Every file of the evidence folder in its order, attached or not, then those that aren't there yet.

        A file keeps its number whatever is attached, so that numbers in a form that comes back mean what they meant.
        """
        attached = {each.file: each.id for each in self.progress.answers.attachments}
        names = (*self.ground.files, *(name for name in attached if name not in self.ground.files))
        return tuple(Option(attached.get(name, name), {"en": _base(name)}) for name in names)

    def papers(self) -> Iterator[Step]:
        """The documents that the notice demands, and what kind of document each named file is."""
        knowledge = self.ground.knowledge
        for what in dict.fromkeys(str(fact.value) for fact in self.ground.reading.demands):
            demand = knowledge.demands.get(what)
            fitting = [key for key, each in knowledge.exhibits.items() if what in each.demands]
            if demand is None or demand.roles or not fitting:
                continue
            held = tuple(each.id for each in self.progress.answers.attachments if each.kind in fitting)
            made = self.step(f"demands/{what}", "closing", "demand", held)
            made = replace(made, asks=self.says("ask-demand", demand=demand.title), options=self.files())
            yield self.worded(replace(made, title=demand.title), "papers")
        for attachment in self.progress.answers.attachments:
            kinds = self.kinds_for(attachment.id)
            now = () if attachment.kind == "other" else (attachment.kind,)
            if len(kinds) < 2 and not now:
                continue
            made = self.step(f"exhibits/{attachment.id}/kind", "closing", "exhibit-kind", now)
            titles = {
                key: knowledge.exhibits[key].title for key in (*kinds, *now, "other") if key in knowledge.exhibits
            }
            asks = self.says("ask-exhibit-kind", file=_base(attachment.file))
            options = tuple(Option(key, words) for key, words in titles.items())
            yield self.worded(replace(made, asks=asks, options=options), "exhibit-kind")

    def kinds_for(self, exhibit: str) -> tuple[str, ...]:
        cited = (
            each
            for issue in self.progress.answers.issues
            for each in issue.statements
            if exhibit in each.exhibits or any(exhibit in why.exhibits for why in each.whys)
        )
        return tuple(dict.fromkeys(kind for each in cited for kind in kinds_of(each, self.ground.knowledge)))


def _kind(statement: Statement, name: str, ground: Ground) -> str | None:
    return next((each.field.kind for each in questions_for(statement, ground.knowledge) if each.name == name), None)


def _carries(asked: tuple[Asked, ...]) -> bool:
    """Whether an answer given elsewhere is worth offering: not who did it, nor words of a single place."""
    return all(each.name not in ("who", "on", "unnoticed") and each.field.kind != "interval" for each in asked)


def _base(name: str) -> str:
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
            shown = (
                value if isinstance(value, str) else value.get(tag) or value.get("en") or next(iter(value.values()), "")
            )
            said = said.replace("{" + name + "}", shown)
        made[tag] = said
    return made
