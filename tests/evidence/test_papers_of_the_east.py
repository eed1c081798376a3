"""Papers as offices, banks and firms of East Asia, Vietnam and Turkey print them: kind, language and main facts."""

import tomllib
from itertools import groupby
from pathlib import Path

import pytest

from reinstate import evidence
from tests.evidence.papers import pdf

PAPERS = tomllib.loads(Path(__file__).with_name("east.toml").read_text("utf-8"))


def page(body: str) -> str:
    """A page in typst; lines that begin with a bar are rows of a table."""
    made = []
    for barred, lines in groupby(body.splitlines(), lambda line: line.startswith("|")):
        if not barred:
            made += lines
            continue
        rows = [[cell.strip() for cell in line[1:].split("|")] for line in lines]
        cells = ", ".join(f"[{cell}]" for row in rows for cell in row)
        made.append(f"#table(columns: {len(rows[0])}, {cells})")
    return "\n".join(made)


def told(paper):
    """What a paper tells of itself, as the file of papers writes it."""
    found = {"kind": paper.kind, "language": paper.language}
    if paper.number:
        found["number"] = paper.number.value
    if paper.date:
        found["date"] = str(paper.date.value)
    if paper.total:
        found["total"] = int(paper.total.value)
    for role, party in (("issuer", paper.issuer), ("receiver", paper.receiver)):
        if party.name:
            found[role] = party.name.value
    return found


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_is_what_its_words_say(knowledge, name):
    asked = {key: value for key, value in PAPERS[name].items() if key != "body"}
    paper = told(next(evidence.read(pdf(page(PAPERS[name]["body"])), "a.pdf", knowledge, None)))
    assert {key: paper.get(key) for key in asked} == asked
