# ruff: noqa: INP001 - a script to be run by hand, no package
"""Writes the pages of `docs/` that are made from the shelves; `tests/house/test_docs.py` fails when one is out of step.

Run it from the repository: `python scripts/make_docs.py`.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from reinstate.knowledge import Knowledge, load
from reinstate.knowledge.examples import unmark
from reinstate.knowledge.model.review import Rule

DOCS = Path(__file__).resolve().parents[1] / "docs"

_HEAD = """# The rules of the reviewer

Made by `scripts/make_docs.py` from the shelf `rules`; don't edit it here. In the program: `reinstate rule list`,
`reinstate rule explain ID`.

Every rule says why, and what to write instead. Its examples are run by the tests: what is set in **bold** must be
found, at exactly that place; the texts under “leaves alone” must stay without a finding of that rule. A rule speaks a
language only if it has two of each there.

Rules of your own: `reinstate rule new ID` writes a first one, `reinstate rule test FOLDER` tries its examples, and
`reinstate.toml` beside your letters, or in any folder above, puts it in force:

```toml
[review]
rules = ["our-rules"]     # folders shaped like the program's shelves: rules/, lexicons/, sources/, languages/…
persona = "seller"        # seller: errors and warnings that are fairly certain; expert: all of these; editor: notes too

[review.severity]
claim-unproved = "note"   # error, warning, note or off

[policies]
apology = "none"          # where the sources disagree; the sides are below
```
"""


def rules_page(knowledge: Knowledge) -> str:
    """The catalogue of the rules as Markdown."""
    rules = sorted(knowledge.rules.values(), key=lambda rule: rule.id)
    lines = [_HEAD, "| rule | finds | label | severity | speaks |", "|---|---|---|---|---|"]
    lines += [
        f"| [{rule.id}](#{rule.id}) | {rule.title['en']} | {rule.label or '–'} | {rule.severity} | {_tags(rule)} |"
        for rule in rules
    ]
    lines += ["", *_policies(knowledge)]
    for rule in rules:
        lines += _rule(rule, knowledge)
    return "\n".join(lines).rstrip() + "\n"


def _policies(knowledge: Knowledge) -> Iterator[str]:
    """The policies that turn rules; the others concern notices and package."""
    for policy in knowledge.policies.values():
        if policy.turns:
            yield f"**Policy `{policy.id}`**: {policy.title['en']} In force unless switched: `{policy.default}`."
            yield ""
            yield from (f"- `{side}`: {text['en']}" for side, text in policy.sides.items())
            yield ""


def _rule(rule: Rule, knowledge: Knowledge) -> Iterator[str]:
    yield f"## {rule.id}"
    yield ""
    yield f"**{rule.title['en']}** · {rule.severity}" + (f" · label `{rule.label}`" if rule.label else "")
    yield ""
    yield f"Why: {rule.why['en']}"
    yield ""
    yield f"Instead: {rule.instead['en']}"
    yield ""
    if rule.sources:
        yield "Sources: " + "; ".join(_source(name, knowledge) for name in rule.sources) + "."
        yield ""
    for tag in sorted(rule.finds, key=lambda tag: (tag != "en", tag)):
        if rule.speaks(tag):
            yield from _examples(rule, tag, knowledge)


def _source(name: str, knowledge: Knowledge) -> str:
    source = knowledge.sources[name]
    title = f"[{source.title}]({source.url})" if source.url else source.title
    return f"{title} ({source.grade}, {source.date})"


def _examples(rule: Rule, tag: str, knowledge: Knowledge) -> Iterator[str]:
    yield f"**{knowledge.languages[tag].name}** – finds:"
    yield ""
    yield from (f"- {_marked(text)}" for text in rule.finds[tag])
    yield ""
    yield "Leaves alone:"
    yield ""
    yield from (f"- {_plain(unmark(text).text)}" for text in rule.spares.get(tag, ()))
    yield ""


def _marked(written: str) -> str:
    example = unmark(written)
    made, at = "", 0
    for place in example.places:
        words = place.of(example.text)
        made += _plain(example.text[at : place.start]) + f"**{_plain(words.strip())}**"
        at = place.end
    return made + _plain(example.text[at:])


def _plain(text: str) -> str:
    """Words as they are, on one line, with nothing that Markdown would take for its own."""
    return re.sub(r"([\\`*_<>\[\]])", r"\\\1", re.sub(r"\s*\n\s*", " / ", text))


def _tags(rule: Rule) -> str:
    return " ".join(sorted(tag for tag in rule.finds if rule.speaks(tag)))


PAGES = {"rules.md": rules_page}
"""File in `docs/` → what makes it."""


def main() -> None:
    """Write every page."""
    knowledge = load()
    for name, make in PAGES.items():
        (DOCS / name).write_text(make(knowledge), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
