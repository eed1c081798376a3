"""`reinstate plan` through the real command line, on case folders and on stored cases."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

import reinstate
from reinstate.interfaces.cli.commands import cli

EXAMPLE = Path(reinstate.__file__).parent / "examples" / "inauthentic-de"


@pytest.fixture
def case(tmp_path):
    return shutil.copytree(EXAMPLE, tmp_path / "case")


@pytest.fixture(autouse=True)
def _home(tmp_path, monkeypatch):
    monkeypatch.setenv("REINSTATE_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)


def run(*arguments, stdin=None, env=None):
    result = CliRunner().invoke(cli, ["--reader-language", "en", *map(str, arguments)], input=stdin, env=env)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result


def marked(case):
    return run("plan", "show", case, "--marked").stdout


def test_a_draft_is_printed_and_says_how_many_gaps_it_has(case):
    result = run("plan", "draft", case)
    assert result.exit_code == 1
    assert result.stdout.startswith("D1 Problembeschreibung\n")
    assert "gaps: 1" in result.stderr


def test_show_names_fact_and_exhibit_behind_each_sentence(case):
    shown = run("plan", "show", case).stdout
    assert "← herkunft, A-6, A-8" in shown
    assert "? Jonas Terhaar hat bis zum" in shown


def test_an_edit_in_the_editor_is_kept_and_stands_in_the_package(case, tmp_path):
    editor = tmp_path / "editor.py"
    editor.write_text(
        "import sys, pathlib\n"
        "p = pathlib.Path(sys.argv[1])\n"
        "t = p.read_text('utf-8')\n"
        "p.write_text(t.replace('kauften wir 135 Einheiten', 'bezogen wir 135 Einheiten'), 'utf-8')\n",
        "utf-8",
    )
    result = run("plan", "edit", case, env={"VISUAL": f"python {editor}", "EDITOR": ""})
    assert result.exit_code == 0, result.output
    assert "Edited: herkunft" in result.stdout
    assert (case / "plans" / "4d.de.json").is_file()
    run("package", case, "--out", tmp_path / "out")
    assert "bezogen wir 135 Einheiten" in (tmp_path / "out" / "plan.txt").read_text("utf-8")
    assert "- Vom 11. August 2025" in run("plan", "diff", case).stdout


def test_a_value_that_the_case_does_not_hold_is_shown_with_its_place(case):
    text = marked(case).replace("779 Einheiten", "941 Einheiten")
    result = run("plan", "edit", case, "--file", "-", stdin=text)
    assert result.exit_code == 1
    assert "line 2: “941”" in result.stdout
    assert "the case says 779" in result.stdout


def test_an_own_sentence_is_flagged(case):
    text = marked(case).replace("== d4@inauthentic  ", "== d4@inauthentic\nWir haben alles verbessert.\n#")
    result = run("plan", "edit", case, "--file", "-", stdin=text)
    assert "no fact behind it" in result.stdout
    assert "+ Wir haben alles verbessert." in run("plan", "show", case).stdout


def test_a_text_that_cannot_be_taken_changes_nothing(case, tmp_path):
    text = marked(case).replace("[herkunft]", "[herkumft]")
    result = run("plan", "edit", case, "--file", "-", stdin=text)
    assert result.exit_code == 2
    assert "[herkumft]" in result.stderr
    assert not (case / "plans").exists()


def test_a_stored_case_journals_draft_and_edit(case):
    run("case", "new", case)
    key = run("case", "list").stdout.split()[0]
    assert run("plan", "draft", key).exit_code == 1
    text = marked(key).replace("kauften wir 135 Einheiten", "bezogen wir 135 Einheiten")
    assert run("plan", "edit", key, "--file", "-", stdin=text).exit_code == 0
    assert run("plan", "edit", key, "--file", "-", stdin=text).exit_code == 0
    log = [json.loads(line) for line in run("case", "log", key, "--json").stdout.splitlines()]
    told = [(each["kind"], each["body"]["files"][0]["name"]) for each in log if each["kind"].startswith("plan-")]
    assert told == [("plan-drafted", "plans/4d.de.txt"), ("plan-edited", "plans/4d.de.json")]
    assert "bezogen wir" in run("plan", "show", key).stdout.replace("\n  ", " ")
    assert "plan drafted" in run("case", "show", key).stdout


@pytest.mark.parametrize("ending", ["pdf", "docx", "html", "md", "txt"])
def test_the_plan_is_written_in_the_format_of_the_ending(case, tmp_path, ending):
    out = tmp_path / f"plan.{ending}"
    assert run("plan", "render", case, "--out", out).exit_code == 0
    head = {"pdf": b"%PDF", "docx": b"PK", "html": b"<!doctype", "md": b"> **ENT", "txt": b">>> ENT"}
    assert out.read_bytes().startswith(head[ending])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["show", "no/such/folder"], "no folder"),
        (["show", "abc"], "No case has an id"),
        (["render", "CASE", "--out", "plan.xyz"], ".docx"),
        (["edit", "CASE", "--file", "gone.txt"], "gone.txt"),
        (["show", "CASE", "--structure", "9d"], "9d"),
    ],
)
def test_trouble_is_told_with_what_to_do(case, arguments, words):
    result = run("plan", *(case if each == "CASE" else each for each in arguments))
    assert result.exit_code == 2
    assert words in result.stderr
