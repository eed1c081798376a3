"""What rounds the case off: roles and spellings of names, the team, the date of the letter."""

from collections.abc import Iterator
from dataclasses import replace

from reinstate.case import Party, Person
from reinstate.root_cause.asking import Asking
from reinstate.root_cause.progress import Progress
from reinstate.root_cause.step import Spoken, Step
from reinstate.root_cause.taking import Taking
from reinstate.root_cause.typed import is_latin
from reinstate.root_cause.values import Refusal, read_choice, read_choices, read_dates


def steps(asking: Asking) -> Iterator[Step]:
    """Everybody's role and Latin name, parties' Latin names, the team where the plan has one, the date."""
    for person in asking.answers.people:
        yield from _person(asking, person)
    for party in asking.answers.parties:
        if not is_latin(party.name):
            yield _latin(asking, f"parties/{party.id}/latin", party)
    if "team" in asking.ground.roles and asking.answers.people:
        made = asking.step("team", "closing", "people", asking.answers.team, asks=asking.says("ask-team"))
        yield asking.worded(replace(made, options=asking.people()), "team")
    made = asking.step("dated", "closing", "dated", (asking.answers.dated,), asks=asking.says("ask-dated"))
    today = asking.ground.today
    yield asking.worded(replace(made, suggestion=(today,) if today and not made.now else ()), "dated")


def _person(asking: Asking, person: Person) -> Iterator[Step]:
    name: Spoken = {"en": person.name}
    told = person.role or next(iter(person.role_words.values()), None)
    made = asking.step(f"people/{person.id}/role", "closing", "role", (told,), asks=asking.says("ask-role", name=name))
    yield asking.worded(replace(made, options=asking.phrases("roles")), "role")
    if not is_latin(person.name):
        yield _latin(asking, f"people/{person.id}/latin", person)


def _latin(asking: Asking, key: str, named: Person | Party) -> Step:
    """How a name is written for those who don't read its letters; needed where the notice's readers don't."""
    language = asking.knowledge.languages.get(asking.ground.reading.language)
    read = language is not None and language.names == "original"
    made = asking.step(key, "closing", "latin", (named.latin,), optional=read)
    return asking.worded(replace(made, asks=asking.says("ask-latin", name=named.name)), "latin")


def take_latin(taking: Taking, text: str) -> Progress:
    """The Latin spelling of a person's or a party's name."""
    where, key, _ = taking.step.id.split("/")
    answers, line = taking.answers, " ".join(text.split())
    if where == "people":
        people = tuple(replace(each, latin=line) if each.id == key else each for each in answers.people)
        return replace(taking.progress, answers=replace(answers, people=people))
    parties = tuple(replace(each, latin=line) if each.id == key else each for each in answers.parties)
    return replace(taking.progress, answers=replace(answers, parties=parties))


def take_role(taking: Taking, text: str) -> Progress | Refusal:
    """A person's role: one of the shelf's, or in the seller's own words."""
    key = taking.step.id.split("/")[1]
    role = read_choice(text, taking.choices())
    if isinstance(role, Refusal) and role.key == "no-such-number":
        return role
    named = {"role": None, "role_words": taking.words(text)} if isinstance(role, Refusal) else {"role": role}
    people = tuple(replace(each, **named) if each.id == key else each for each in taking.answers.people)
    return replace(taking.progress, answers=replace(taking.answers, people=people))


def take_team(taking: Taking, text: str) -> Progress | Refusal:
    """Those who worked on the case."""
    chosen = read_choices(text, taking.choices())
    if isinstance(chosen, Refusal):
        return chosen
    return replace(taking.progress, answers=replace(taking.answers, team=chosen))


def take_date(taking: Taking, text: str) -> Progress | Refusal:
    """The date of the letter; one before the notice is asked back."""
    tags = (taking.ground.language, taking.answers.language, "en")
    found = read_dates(text, 1, tags, taking.knowledge)
    if isinstance(found, Refusal):
        return found
    sent = taking.ground.sent
    if sent and found[0] < sent and (refused := taking.doubt("letter-before-notice", date=sent.isoformat())):
        return refused
    return replace(taking.progress, answers=replace(taking.answers, dated=found[0]))
