"""What stands beside an allegation: policies recited, lists of good values, page names, signatures – no allegation."""

import json
import tomllib
from pathlib import Path

import pytest

from reinstate import notice

HERE = Path(__file__).parent
PASSAGES = tomllib.loads((HERE / "passages.toml").read_text("utf-8"))
EACH = 2


def letters(language):
    """The first plain letters of a language that state what they allege."""
    found = []
    for labels in sorted((HERE / "letters").rglob("gold.jsonl")):
        for line in labels.read_text("utf-8").splitlines():
            gold = json.loads(line)
            if gold["language"] == language and gold["file"].endswith(".txt") and gold["violations"][0] != "not_stated":
                found.append((labels.parent / gold["file"]).read_text("utf-8").rstrip())
    return found[:EACH]


def alleged(text, knowledge):
    return notice.understand(notice.read(text.encode(), "notice.txt"), knowledge).violations


@pytest.mark.parametrize("language", sorted(PASSAGES))
def test_a_passage_that_alleges_nothing_changes_no_allegation(knowledge, language):
    for letter in letters(language):
        *body, last = letter.split("\n\n")
        for passage in PASSAGES[language]:
            with_it = "\n\n".join([*body, passage, last])
            assert alleged(with_it, knowledge) == alleged(letter, knowledge), passage
