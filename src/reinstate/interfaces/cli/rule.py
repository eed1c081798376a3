"""`reinstate rule`: look at rules, write one's own, and try their examples."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING

import click

from reinstate.case import Mistakes, Span, Trouble
from reinstate.interfaces.cli.desk import Desk
from reinstate.interfaces.cli.lines import underlined, wrapped
from reinstate.interfaces.cli.review import COLOURS, WIDEST
from reinstate.knowledge import related, say
from reinstate.knowledge.examples import unmark

if TYPE_CHECKING:
    from reinstate.knowledge.model.review import Rule
    from reinstate.workflow.rules import Failure
    from reinstate.workflow.settings import Book

_CONFIG = click.option(
    "--config", type=click.Path(path_type=Path), help="Settings (default: reinstate.toml here or above)."
)


@click.group("rule")
def command() -> None:
    """Look at the rules of the reviewer, and write your own."""


@command.command("list", short_help="List the rules in force.")
@_CONFIG
@click.pass_obj
def list_rules(desk: Desk, config: Path | None) -> None:
    """List the rules in force here: severity, id, title."""
    book = _book(desk, config)
    rules = sorted(_heard(book), key=lambda rule: rule.id)
    widest = max((len(rule.id) for rule in rules), default=0)
    for rule in rules:
        severity = desk.says("review-page", f"severity-{rule.severity}")
        title = say(rule.title, desk.language).text
        click.echo(f"{rule.id:<{widest}}  {title}  {click.style(severity, fg=COLOURS[rule.severity])}")


@command.command("explain", short_help="Say what a rule finds, why, and what to write instead.")
@click.argument("rule_id")
@_CONFIG
@click.pass_obj
def explain(desk: Desk, rule_id: str, config: Path | None) -> None:
    """Say what the rule RULE_ID finds, why, what to write instead, and who says so."""
    from reinstate.workflow.rules import rule_of

    book = _book(desk, config)
    try:
        rule = rule_of(rule_id, book.knowledge)
    except Trouble as trouble:
        desk.refuse(trouble)
    click.echo("\n".join(explained(desk, rule, book)))


@command.command("new", short_help="Write a rule of your own to start from.")
@click.argument("rule_id")
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("our-rules"),
    show_default=True,
    help="Folder of your own rules.",
)
@click.pass_obj
def new(desk: Desk, rule_id: str, folder: Path) -> None:
    """Write the rule RULE_ID with its word list into a folder: valid as it stands, every field explained."""
    from reinstate.workflow.rules import new_rule

    try:
        written = new_rule(rule_id, folder, desk.knowledge())
    except Trouble as trouble:
        desk.refuse(trouble)
    for path in written:
        click.echo(desk.says("rules", "made", {"file": str(path)}))
    click.echo(desk.says("rules", "made-next", {"folder": str(folder), "name": folder.as_posix()}))


@command.command("test", short_help="Try the examples of rules.")
@click.argument("target", required=False)
@_CONFIG
@click.pass_obj
def test(desk: Desk, target: str | None, config: Path | None) -> None:
    """Try every example of a folder's rules, of one rule, or of all rules in force here.

    Exit status: 0 all as they should be, 1 some fail, 2 the rules can't be read.
    """
    from reinstate.workflow.rules import try_rules

    book, rules = _tried(desk, target, config)
    trial = try_rules(rules, book.knowledge, book.folders)
    for failure in trial.failures:
        click.echo("\n".join(_failed(desk, failure)) + "\n")
    for rule in trial.silent:
        click.secho(desk.says("rules", "silent", {"rule": rule}), fg="yellow")
    counts = {"count": trial.examples, "rules": trial.rules, "failed": len(trial.failures)}
    good = not trial.failures and not trial.silent
    click.secho(desk.says("rules", "failed" if trial.failures else "tested", counts), fg="green" if good else "red")
    sys.exit(0 if good else 1)


def _tried(desk: Desk, target: str | None, config: Path | None) -> "tuple[Book, Iterable[Rule]]":
    """The rules in force, and those to be tried."""
    from reinstate.workflow.rules import rule_of
    from reinstate.workflow.settings_file import open_folder

    if target is None:
        book = _book(desk, config)
        return book, _heard(book)
    try:
        if Path(target).is_dir():
            book = open_folder(Path(target), desk.knowledge())
            return book, [rule for name, rule in book.knowledge.rules.items() if name not in desk.knowledge().rules]
        book = _book(desk, config)
        return book, [rule_of(target, book.knowledge)]
    except Trouble as trouble:
        desk.refuse(trouble)


def _book(desk: Desk, config: Path | None) -> "Book":
    from reinstate.workflow.settings import Books

    try:
        return Books(desk.knowledge(), config).of(Path.cwd())
    except (Mistakes, Trouble) as trouble:
        desk.refuse(trouble)


def _heard(book: "Book") -> "list[Rule]":
    """The rules that are not off."""
    return [rule for rule in book.knowledge.rules.values() if rule.severity != "off"]


def _failed(desk: Desk, failure: "Failure") -> Iterator[str]:
    where = f"{failure.file}:{failure.line}" if failure.line else failure.file
    yield f"{click.style(where, bold=True)}: {click.style(desk.says('rules', failure.kind), fg='red')}"
    whole = Span(0, len(failure.text))
    places = [(span, "error") for span in failure.got] or [(span, "note") for span in failure.expected]
    for row in underlined(failure.text, whole, places, _width() - 4, _coloured):
        yield "    " + row
    for key, spans in (("expected", failure.expected), ("got", failure.got)):
        words = " · ".join(span.of(failure.text) for span in spans) or desk.says("rules", "nothing")
        yield "    " + desk.says("rules", key, {"words": words})


def explained(desk: Desk, rule: "Rule", book: "Book") -> Iterator[str]:
    """Everything about a rule, in the reader's language where the shelves have it."""
    yield click.style(say(rule.title, desk.language).text, bold=True)
    severity = desk.says("review-page", f"severity-{rule.severity}")
    shown = "note" if rule.severity == "off" else rule.severity
    facts = [rule.id, _coloured(severity, shown), *([rule.label] if rule.label else [])]
    yield " · ".join(facts)
    for key, text in (("why", rule.why), ("instead", rule.instead)):
        yield from _part(desk, key, wrapped(say(text, desk.language).text, _width() - 2))
    tag = _spoken(rule, desk.language)
    for key, mark, texts in (("finds", shown, rule.finds), ("spares", "note", rule.spares)):
        yield from _part(desk, key, [row for text in texts.get(tag, ()) for row in _example(text, mark)])
    yield from _part(desk, "sources", list(_sources(desk, rule, book)))
    for policy in book.knowledge.policies.values():
        if any(rule.id in turns for turns in policy.turns.values()):
            title = say(policy.title, desk.language).text
            sides = (f"{name}: {say(side, desk.language).text}" for name, side in policy.sides.items())
            yield ""
            yield desk.says("rules", "policy", {"policy": f"{title} [policies] {policy.id}", "side": policy.default})
            yield from (f"  {row}" for side in sides for row in wrapped(side, _width() - 2))
    yield from _part(desk, "languages", [", ".join(tag for tag in sorted(rule.finds) if rule.speaks(tag))])


def _part(desk: Desk, key: str, rows: list[str]) -> Iterator[str]:
    if rows:
        yield ""
        yield click.style(desk.says("rules", key), underline=True)
        yield from ("  " + row for row in rows)


def _spoken(rule: "Rule", language: str) -> str:
    """The language of the examples to show: the reader's, else English, else the first there is."""
    tags = (*related(language), "en", *rule.finds)
    return next((tag for tag in tags if tag in rule.finds), "en")


def _example(written: str, severity: str) -> list[str]:
    example = unmark(written)
    places = [(span, severity) for span in example.places]
    return underlined(example.text, Span(0, len(example.text)), places, _width() - 2, _coloured)


def _sources(desk: Desk, rule: "Rule", book: "Book") -> Iterator[str]:
    for name in rule.sources:
        source = book.knowledge.sources[name]
        date = desk.says("rules", "undated") if source.date == "undated" else source.date
        yield from wrapped(f"{source.title} ({date})" + (f" {source.url}" if source.url else ""), _width() - 2)


def _width() -> int:
    return min(get_terminal_size().columns, WIDEST)


def _coloured(text: str, severity: str) -> str:
    return click.style(text, fg=COLOURS[severity])
