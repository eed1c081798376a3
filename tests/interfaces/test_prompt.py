"""The way out to a chat model and back: nothing private leaves, nothing false comes in."""

import re
import shutil
from functools import lru_cache
from pathlib import Path

import pytest

import reinstate
from reinstate.case import Mistakes
from reinstate.interfaces.cli.desk import Desk
from reinstate.workflow.homes import FolderHome
from reinstate.workflow.package import Choice
from reinstate.workflow.prompt import accept as take
from tests.interfaces.test_plan import _home, run

__all__ = ["_home"]
NAME = "late-shipments-us"
EXAMPLES = Path(reinstate.__file__).parent / "examples"


@pytest.fixture
def case(tmp_path):
    return shutil.copytree(EXAMPLES / NAME, tmp_path / "case")


@lru_cache
def prompt(case, *more):
    return run("prompt", EXAMPLES / case, "--structure", "4d", *more).stdout


def answer(text):
    """What a well-behaved model gives back: the draft alone, in its own words."""
    return text[text.index("== issue-1") : text.rindex("\n\n")]


def accept(case, text):
    return run("plan", "accept", case, "-", "--structure", "4d", stdin=text)


def test_nothing_private_leaves_the_machine():
    text = prompt(NAME, "--amounts")
    assert not re.search(r"Lin Hao|Chen Jing|Hengxiang|恒骧|Lianxun|\d{3}-\d{7}-\d{7}|423\.44", text)
    assert "$423.44" in prompt(NAME)
    assert "{{PERSON-1}}" in text
    for part in (
        "must not do",
        "Rules of the review",
        "D2 Cause analysis",
        "The exhibits",
        "late shipment rate of 9.3%",
    ):
        assert part in text


@pytest.mark.parametrize("language", ["en", "zh", "de", "it"])
def test_the_prompt_speaks_the_plan_s_language(language):
    text = prompt(NAME, "--language", language)
    assert "{language}" not in text
    assert ("You help a seller" in text) == (language == "en")


def test_a_reworded_draft_is_taken_back_with_its_names(case):
    reworded = answer(prompt(NAME)).replace("a late shipment rate of 9.3%", "that is, a late shipment rate of 9.3%")
    dressed = f"Here is the text:\n```\n{reworded.replace('[F', '- [F')}\n```\n"
    result = accept(case, dressed)
    assert result.exit_code == 0, result.output
    shown = run("plan", "show", case, "--structure", "4d", "--marked").stdout
    assert "that is, a late shipment rate of 9.3%" in shown
    assert "Lin Hao signed" in shown
    assert "{{" not in shown


def test_what_the_model_leaves_out_stays_as_drafted(case):
    lines = [line for line in answer(prompt(NAME)).splitlines() if "trained 6 team members" not in line]
    assert accept(case, "\n".join(lines)).exit_code == 0
    assert "trained 6 team members" in run("plan", "show", case, "--structure", "4d", "--marked").stdout


FALSE = (
    ("61 of our 656", "58 of our 656", "“58”", "the case says"),
    (
        "On September 15, 2026, {{PERSON-1}}",
        "On March 3, 2025, {{PERSON-1}}",
        "“March 3, 2025”",
        "the case",
    ),
    ("{{PERSON-1}} signed", "{{PERSON-1}} and Peter Falkenrath signed", "Peter Falkenrath", "nowhere"),
    ("a contract with", "a contract for ASIN B0ZZ9QX1Y7 with", "“B0ZZ9QX1Y7”", "nowhere"),
    ("[A-4] [A-5]", "[A-4] [A-31]", "A-31", "exhibit"),
    ("trained 6 team members", "trained 6 team members for nineteen hours", "“nineteen”", "nowhere"),
    ("{{PERSON-2}} trained", "{{PERSON-77}} trained", "{{PERSON-77}}", "stands for nothing"),
    ("[A-12].", "[A-12]. We paid 980 USD for it.", "980", "nowhere"),
)
"""A true stretch of the draft, the false one in its place, what of it is refused, and why."""


@pytest.fixture(scope="module")
def refused(knowledge, apart):
    """The draft with every false fact in it, and what is told of them."""
    text = answer(prompt(NAME))
    for old, new, *_ in FALSE:
        assert old in text, old
        text = text.replace(old, new, 1)
    with pytest.raises(Mistakes) as caught:
        take(FolderHome(EXAMPLES / NAME), knowledge, apart, Choice("4d"), text, "answer.txt")
    assert not (EXAMPLES / NAME / "plans").exists()
    return text, Desk("en").told(caught.value)


@pytest.mark.parametrize(("new", "words", "reason"), [each[1:] for each in FALSE])
def test_an_injected_false_fact_is_refused_with_its_place(refused, new, words, reason):
    text, told = refused
    line = text.count("\n", 0, text.index(new)) + 1
    assert [each for each in told if words in each and reason in each and f"answer.txt:{line}:" in each], told


def test_a_false_sentence_of_its_own_is_refused(case):
    text = answer(prompt(NAME)).replace("[F9ff7]", "On May 4, 2026 we dismissed Karl Brandauer.\n[F9ff7]")
    result = accept(case, text)
    assert result.exit_code == 2
    assert "May 4, 2026" in result.stderr
    assert "Karl Brandauer" in result.stderr


def test_a_text_without_the_form_is_refused_with_what_to_do(case):
    result = accept(case, "Dear Amazon team, we are sorry.")
    assert result.exit_code == 2
    assert "no line begins with ==" in result.stderr
