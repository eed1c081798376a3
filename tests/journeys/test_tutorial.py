"""The tutorial is true: its files, as printed, make a package that is ready, and its commands do what it says."""

import re
import shlex
from pathlib import Path

import docx
import pytest
import typst
from click.testing import CliRunner

from reinstate.interfaces.cli.commands import cli
from reinstate.workflow.folder import read_folder
from reinstate.workflow.package import Choice, work
from tests.workflow.sellers import LAMP, invoice

TUTORIAL = (Path(__file__).parents[2] / "docs" / "tutorial.md").read_text("utf-8")
PAPERS = {
    "late-orders.pdf": "Orders shipped April 4 to May 3, 2026. Shipped after the expected ship date: 31 of 500",
    "settings.pdf": "Handling time: 2 business days",
    "procedure.pdf": "Dispatch procedure: open orders are checked every working day at 16:00",
}


REPLY = """Hello,

Your plan of action is missing the following:

- Greater detail on the root cause of the late shipments.

Seller Performance Team
"""


def write_case(folder):
    """The case as the tutorial prints it, with papers that hold what its answers speak of."""
    files = dict(re.findall(r"^```\w+ (\S+)\n(.*?)^```$", TUTORIAL, re.MULTILINE | re.DOTALL))
    (folder / "evidence").mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    for name, words in PAPERS.items():
        (folder / "evidence" / name).write_bytes(typst.compile(f'#text("{words}")'.encode()))


def test_the_files_of_the_tutorial_make_a_package_that_is_ready(tmp_path, knowledge):
    case = tmp_path / "my-case"
    write_case(case)
    checklist = work(read_folder(case), knowledge, Choice(structure="3part")).checklist
    faults = [each for each in (*checklist.gaps, *checklist.findings) if each.severity == "error"]
    assert checklist.ready, faults
    assert checklist.violations == ("late_shipment_rate",)


def command(beginning):
    """A command as the tutorial prints it."""
    found = re.search(rf"^reinstate ({re.escape(beginning)}.*)$", TUTORIAL, re.MULTILINE)
    assert found, beginning
    return found[1]


def run(beginning):
    result = CliRunner().invoke(cli, ["--reader-language", "en", *shlex.split(command(beginning))])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Where the seller of the tutorial works; what one test leaves there, the next one finds."""
    made = tmp_path_factory.mktemp("tutorial")
    write_case(made / "my-case")
    return made


@pytest.fixture(autouse=True)
def _there(folder, monkeypatch):
    monkeypatch.chdir(folder)
    monkeypatch.setenv("REINSTATE_HOME", str(folder / "home"))


def test_the_plan_is_drafted_and_shown_as_the_tutorial_says(folder):
    drafted = run("plan draft").stdout
    (folder / "plan.txt").write_text(drafted, "utf-8")
    assert "[changed-handling-time]" not in drafted
    assert "← changed-handling-time, A-2" in run("plan show").stdout
    printed = re.search(r"^\[changed-handling-time\] (.*) \[A-2\]\.$", TUTORIAL, re.MULTILINE)
    assert printed
    assert printed[1] in drafted


def test_a_change_made_in_word_comes_back(folder):
    assert run("plan render my-case --structure 3part --out plan.docx").exit_code == 0
    word = docx.Document(folder / "plan.docx")
    line = next(each for each in word.paragraphs if "changed the handling time" in each.text)
    line.runs[0].text = line.runs[0].text.replace("changed the handling time", "set the handling time up")
    word.save(folder / "plan.docx")
    assert "Every value in the plan stands in the case" in run("plan edit my-case --structure 3part --file").stdout
    assert "set the handling time up" in run("plan show").stdout


def test_the_annex_is_made(folder):
    assert run("plan render my-case --structure 3part --figures all").exit_code == 0
    assert (folder / "plan.pdf").read_bytes().startswith(b"%PDF")


def test_own_words_go_to_a_translator_and_come_back(folder):
    sheet = folder / "my-case" / "answers.toml"
    printed = re.search(r"^(\[\[issues\.effects\]\]\ntext = .*)$", TUTORIAL, re.MULTILINE)
    assert printed
    told = sheet.read_text("utf-8").replace('language = "en"', 'language = "zh"', 1)
    sheet.write_text(told.replace("[team]", f"{printed[1]}\n\n[team]"), "utf-8")
    assert run("plan translate my-case --structure 3part --out").exit_code == 0
    word = docx.Document(folder / "words.docx")
    word.tables[0].rows[1].cells[1].paragraphs[0].add_run(
        "From May 6, 2026 to May 7 all 34 orders were shipped on time."
    )
    word.save(folder / "words.docx")
    assert "Translations taken: 1. Still missing: 0." in run("plan translate my-case --structure 3part --from").stdout


def test_the_prompt_goes_out_masked_and_the_answer_comes_back(folder):
    assert run("prompt").exit_code == 0
    prompt = (folder / "prompt.txt").read_text("utf-8")
    assert "Alvarez" not in prompt
    answer = prompt[prompt.index("== cause@") : prompt.rindex("\n\n")]
    (folder / "answer.txt").write_text(answer.replace("from one business day to 2", "from one business day up to 2"))
    assert "Every value in the plan stands in the case" in run("plan accept").stdout


def test_a_reply_is_held_against_the_plan_that_was_sent(folder):
    (folder / "reply.txt").write_text(REPLY, "utf-8")
    result = run("plan revise")
    assert "Greater detail on the root cause" in result.stdout
    assert "contradict the plan that was sent: 0" in result.stdout
    assert (folder / "next.pdf").read_bytes().startswith(b"%PDF")


def test_the_vault_is_filled_asked_and_used(folder):
    (folder / "invoice.pdf").write_bytes(invoice("HL-1", "2 May 2026", 400, receiver="Rivers & Vale Trading LLC"))
    (folder / "insurance.pdf").write_bytes(typst.compile(b"= Certificate of Insurance\nPolicy number: P-1"))
    (folder / "products.txt").write_text(f"{LAMP} Desk lamp\n", "utf-8")
    run("vault new")
    assert "D-1  invoice.pdf · Invoice" in run("vault add").stdout
    assert run("vault tell").stdout == "D-2 is noted.\n"
    assert run("vault products").stdout == "Products listed: 1.\n"
    assert LAMP in run("vault ready").stdout
    run("vault due")
    assert b"DTSTART;VALUE=DATE:20270331" in (folder / "reminders.ics").read_bytes()
    run("vault use my-case")
    assert "D-1 → A-4  invoice.pdf" in run("vault use my-case D-1").stdout
    assert "A-1 → D-3" in run("vault keep").stdout
