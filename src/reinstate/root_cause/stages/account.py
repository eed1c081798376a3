"""Whose account it is, and who signs."""

from collections.abc import Iterator
from dataclasses import replace

from reinstate.root_cause.asking import Asking
from reinstate.root_cause.progress import Progress
from reinstate.root_cause.step import Step
from reinstate.root_cause.taking import Taking
from reinstate.root_cause.typed import Reader
from reinstate.root_cause.values import Refusal


def steps(asking: Asking) -> Iterator[Step]:
    """Legal name and signatory, then what helps to address the letter."""
    account = asking.answers.account
    for name, shape, now, optional in (
        ("legal-name", "account", account.legal_name, False),
        ("signatory", "signatory", account.signatory, False),
        ("store-name", "account", account.store_name, True),
        ("address", "account", account.address, True),
    ):
        made = asking.step(f"account/{name}", "account", shape, (now,), optional=optional)
        options = asking.people() if shape == "signatory" else ()
        yield asking.worded(replace(made, asks=asking.says(f"ask-{name}"), options=options), name)


def take_line(taking: Taking, text: str) -> Progress:
    """One line about the firm, such as its name."""
    name = taking.step.id.partition("/")[2].replace("-", "_")
    account = replace(taking.answers.account, **{name: " ".join(text.split())})
    return replace(taking.progress, answers=replace(taking.answers, account=account))


def take_signatory(taking: Taking, text: str) -> Progress | Refusal:
    """The person who signs; one named for the first time joins the case."""
    reader = Reader(taking.ground, taking.progress, taking.step, sure=taking.sure)
    who = reader.person(text)
    if isinstance(who, Refusal):
        return who
    answers = reader.progress.answers
    return replace(reader.progress, answers=replace(answers, account=replace(answers.account, signatory=who)))
