"""An agency's own rules: a first file to change, and every example of a rule tried."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from reinstate import plan, review
from reinstate.case import Span, Trouble
from reinstate.knowledge import DATA, Knowledge, schemas
from reinstate.knowledge.examples import unmark
from reinstate.knowledge.model.review import Rule
from reinstate.workflow.write import write_output

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TEMPLATES = Path(__file__).parent / "templates"
_NEW = (("rule.toml", "rules/{id}.toml"), ("lexicon.toml", "lexicons/{id}-words.toml"))
"""Template → the file made from it."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that isn't as it should be: `expected` and `got` are places in its text without marks."""

    rule: str
    language: str
    text: str
    expected: tuple[Span, ...]
    got: tuple[Span, ...]
    file: str
    line: int | None

    @property
    def kind(self) -> str:
        """`missed` for a text that must be found, `mistaken` for one that must be spared."""
        return "missed" if self.expected else "mistaken"


@dataclass(frozen=True, slots=True)
class Trial:
    """How the examples of some rules did. `silent` are rules that speak no language."""

    rules: int
    examples: int
    failures: tuple[Failure, ...]
    silent: tuple[str, ...]


def try_rules(rules: Iterable[Rule], knowledge: Knowledge, folders: tuple[Path, ...] = ()) -> Trial:
    """Review every example of the rules by all rules in force, as a letter would be.

    Args:
        rules: whose examples are tried; they must be part of `knowledge` and not off.
        knowledge: the rules in force.
        folders: where files of own rules lie, so that a failure can name its line.
    """
    failures: list[Failure] = []
    silent: list[str] = []
    count = tried = 0
    for rule in rules:
        tried += 1
        if not any(rule.speaks(tag) for tag in {*rule.finds, *rule.spares}):
            silent.append(rule.id)
        for tag, written in _examples(rule):
            count += 1
            example = unmark(written)
            got = _found(rule, example.text, tag, knowledge)
            if got != example.places:
                file, line = _home(rule.id, tag, written, folders)
                failures.append(Failure(rule.id, tag, example.text, example.places, got, file, line))
    return Trial(tried, count, tuple(failures), tuple(silent))


def _examples(rule: Rule) -> Iterator[tuple[str, str]]:
    for texts in (rule.finds, rule.spares):
        for tag, written in texts.items():
            if rule.speaks(tag):
                yield from ((tag, each) for each in written)


def _found(rule: Rule, text: str, tag: str, knowledge: Knowledge) -> tuple[Span, ...]:
    letter = plan.parse(text, tag, knowledge, rule.role)
    seen = review.review(letter, knowledge, fragment=rule.part is None)
    return tuple(finding.span for finding in seen.findings if finding.rule == rule.id)


def _home(rule: str, tag: str, written: str, folders: tuple[Path, ...]) -> tuple[str, int | None]:
    """The file in which an example stands, and its line."""
    within = Path("rules", f"{rule}.toml") if tag == "en" else Path("languages", tag, "rules", f"{rule}.toml")
    path = next((folder / within for folder in (*folders, DATA) if (folder / within).is_file()), within)
    quoted = json.dumps(written, ensure_ascii=False)[1:-1]
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    line = next((number for number, each in enumerate(lines, 1) if written in each or quoted in each), None)
    return str(path) if folders and DATA not in path.parents else within.as_posix(), line


def rule_of(name: str, knowledge: Knowledge) -> Rule:
    """The rule of that id.

    Raises:
        Trouble: `rules.no-rule`, with the ids nearest to it.
    """
    if name not in knowledge.rules:
        near = get_close_matches(name, knowledge.rules, 3, 0.3) or list(knowledge.rules)[:3]
        raise Trouble("rules.no-rule", value=name, near=", ".join(near))
    return knowledge.rules[name]


def new_rule(name: str, folder: Path, knowledge: Knowledge) -> tuple[Path, ...]:
    """Write a rule to be changed, its word list, and the schemas that editors check them by.

    Raises:
        Trouble: `rules.bad-id`, `rules.taken`, or the folder can't be written.
    """
    if not _ID.fullmatch(name):
        raise Trouble("rules.bad-id", value=name)
    files = {folder / target.format(id=name): _TEMPLATES / template for template, target in _NEW}
    taken = next((path for path in files if path.exists()), None)
    if taken is not None or name in knowledge.rules:
        raise Trouble("rules.taken", file=str(taken or f"rules/{name}.toml"))
    for path, template in files.items():
        write_output(path, template.read_text("utf-8").replace("{id}", name).encode())
    for shelf, schema in schemas().items():
        if shelf.startswith(("rules.", "lexicons.")):
            write_output(folder / ".schemas" / shelf, (json.dumps(schema, indent=1) + "\n").encode())
    return tuple(files)
