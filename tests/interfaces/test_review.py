"""`reinstate review`: what people type, what they read, and what is written."""

import io
import json
import re
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

import reinstate
from reinstate.case import Span
from reinstate.interfaces.cli.desk import Desk
from reinstate.interfaces.cli.lines import underlined, wrapped
from reinstate.interfaces.cli.review import command
from reinstate.workflow.folder import read_folder
from reinstate.workflow.package import Choice, work

BAD = "Dear team,\n\nRoot cause\nOur supplier is to blame.\n\n我们 (Tab) Prevention\nThis will never happen again.\n"
GOOD = "On 3 May 2026 Anna Berg refunded the nine orders listed in Exhibit 2."


def desk(language, knowledge):
    made = Desk(language)
    made.__dict__["shelves"] = knowledge
    return made


@pytest.fixture
def run(tmp_path, monkeypatch, knowledge):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")

    def run(*args, language="en", status=0, **more):
        result = CliRunner().invoke(command, [str(each) for each in args], obj=desk(language, knowledge), **more)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == status, result.output
        return result

    return run


@pytest.fixture
def bad(tmp_path):
    (tmp_path / "bad.txt").write_text(BAD, "utf-8")
    return "bad.txt"


class TestReadable:
    def test_shows_the_sentence_with_the_place_underlined_its_line_reason_and_advice(self, run, bad):
        said = run(bad, status=1).stdout
        lines = said.splitlines()
        at = lines.index("    This will never happen again.")
        assert lines[at - 1] == "  line 7"
        assert lines[at + 1] == "         ^^^^^^^^^^^^^^^^^"
        assert "vow" in lines[at + 2]
        assert "can't be checked" in lines[at + 3]
        assert lines[at + 4].lstrip().startswith("→ ")

    def test_what_the_letter_lacks_comes_first(self, run, bad):
        said = run(bad, status=1).stdout
        assert said.index("actions-missing") < said.index("line 4")

    @pytest.mark.parametrize(("language", "words"), [("de", "Zeile 7"), ("zh", "第 7 行"), ("it", "riga 7")])
    def test_speaks_the_readers_language(self, run, bad, language, words):
        assert words in run(bad, language=language, status=1).stdout

    def test_no_word_of_the_letter_moves_the_cursor(self, run, tmp_path):
        (tmp_path / "evil.txt").write_text("This \x1b[2Jwill never happen again.", "utf-8")
        assert "\x1b" not in run("evil.txt", status=1).stdout

    def test_reason_and_advice_are_given_once_a_letter(self, run, tmp_path):
        (tmp_path / "vows.txt").write_text("This will never happen again. It shall never happen again.", "utf-8")
        said = run("vows.txt", "--section", "prevention", status=1).stdout
        assert said.count("  vow\n") == 2
        assert said.count("can't be checked") == 1

    def test_several_letters_are_summed_up(self, run, bad, tmp_path):
        (tmp_path / "two.txt").write_text(BAD, "utf-8")
        assert run(bad, "two.txt", status=1).stdout.splitlines()[-1].startswith("Letters: 2 · Errors: ")


class TestStatus:
    def test_nothing_grave_is_0(self, run, tmp_path):
        (tmp_path / "good.txt").write_text(GOOD, "utf-8")
        assert "Errors" not in run("good.txt", "--section", "actions_taken").stdout

    def test_fail_on_decides_what_counts(self, run, tmp_path):
        (tmp_path / "vow.txt").write_text("This will never happen again.", "utf-8")
        (tmp_path / "reinstate.toml").write_text('[review.severity]\nvow = "warning"', "utf-8")
        fragment = ("vow.txt", "--section", "prevention")
        assert [each["severity"] for each in self.findings(run(*fragment, "--json"))] == ["warning"]
        run(*fragment, "--fail-on", "error", status=0)
        run(*fragment, "--fail-on", "warning", status=1)
        run(*fragment, "--fail-on", "note", status=1)

    @staticmethod
    def findings(result):
        return json.loads(result.stdout)["findings"]

    def test_a_file_that_cannot_be_read_is_2_and_the_others_are_reviewed(self, run, bad):
        result = run("lost.txt", bad, status=2)
        assert "package.no-file" in result.stderr
        assert "never happen" in result.stdout

    def test_json_tells_the_trouble_in_its_line(self, run, bad):
        lost, found = map(json.loads, run("lost.txt", bad, "--json", status=2).stdout.splitlines())
        assert lost["error"]["code"] == "package.no-file"
        assert found["file"] == "bad.txt"


class TestJson:
    def test_keeps_the_contract(self, run, bad):
        (line,) = run(bad, "--json", status=1).stdout.splitlines()
        data = json.loads(line)
        assert set(data) >= {"file", "language", "sections_present", "findings", "unchecked"}
        for finding in data["findings"]:
            assert BAD[finding["start"] : finding["end"]] == finding["text"]
            assert finding["message"]
            assert finding["advice"]

    def test_reads_standard_input(self, run):
        data = json.loads(run("-", "--json", input=BAD.encode(), status=1).stdout)
        assert data["file"] == "-"
        assert "vow" in {finding["rule"] for finding in data["findings"]}


CASE = Path(reinstate.__file__).parent / "examples" / "inauthentic-de"


@pytest.fixture(scope="module")
def drafted(knowledge):
    return work(read_folder(CASE), knowledge, Choice(language="de")).plan.text


class TestCase:
    @pytest.mark.parametrize("marks", ["[", "("])
    def test_a_plan_of_the_case_is_not_said_to_invent(self, run, tmp_path, drafted, marks):
        text = drafted if marks == "[" else re.sub(r"\[([A-Z]-\d+(?:, [A-Z]-\d+)*)\]", r"(\1)", drafted)
        (tmp_path / "plan.txt").write_text(text, "utf-8")
        assert "against." not in run("plan.txt", "--json", "--case", CASE).stdout

    def test_a_changed_number_is_pointed_at(self, run, tmp_path, drafted):
        number = re.search(r"\b\d{2,3}\b(?= Einheiten)", drafted)
        changed = drafted[: number.start()] + "977" + drafted[number.end() :]
        (tmp_path / "plan.txt").write_text(changed, "utf-8")
        said = run("plan.txt", "--case", CASE, status=1).stdout
        rows = said.splitlines()
        shown = [above for above, row in pairwise(rows) if "^" in row and above[row.index("^") :][:3] == "977"]
        assert shown
        assert "against." in said

    def test_a_folder_that_is_no_case_is_told(self, run, bad, tmp_path):
        assert "package.no-notice" in run(bad, "--case", tmp_path, status=2).stderr


class TestQuestions:
    TEXT = "Corrective actions\n\nWe refunded the orders.\n\nPrevention\n\nWe check every parcel.\n"

    def test_are_asked_for_every_action_on_the_terminal(self, run, tmp_path):
        (tmp_path / "plan.txt").write_text(self.TEXT, "utf-8")
        asked = run("plan.txt", "--questions", status=1).stdout.split("What the actions leave open")[1]
        assert asked.count("    ? ") >= 2
        assert re.findall(r"line (\d+)", asked) == ["3", "7"]

    def test_and_stand_in_the_json_only_when_wanted(self, run, tmp_path):
        (tmp_path / "plan.txt").write_text(self.TEXT, "utf-8")
        asked = json.loads(run("plan.txt", "--questions", "--json", status=1).stdout)["questions"]
        assert [self.TEXT[each["start"] : each["end"]] for each in asked] == [each["text"] for each in asked]
        assert all(each["missing"] and each["questions"] for each in asked)
        assert "questions" not in json.loads(run("plan.txt", "--json", status=1).stdout)


class TestFiles:
    def test_writes_all_outputs_of_one_look(self, run, bad, tmp_path):
        result = run(bad, "--sarif", "o.sarif", "--html", "deep/o.html", "--docx", "o.docx", status=1)
        assert result.stderr.count("Written:") == 3
        assert json.loads((tmp_path / "o.sarif").read_text("utf-8"))["version"] == "2.1.0"
        assert "never happen" in (tmp_path / "deep" / "o.html").read_text("utf-8")
        word = docx.Document(tmp_path / "o.docx")
        assert [line.text for line in word.paragraphs] == BAD.splitlines()
        assert any("can't be checked" in comment.text for comment in word.comments)

    def test_a_word_letter_comes_back_with_comments_in_it(self, run, tmp_path):
        word = docx.Document()
        word.add_heading("Prevention")
        word.add_paragraph("This will ").add_run("never").bold = True
        word.paragraphs[-1].add_run(" happen again.")
        word.save(tmp_path / "plan.docx")
        run("plan.docx", "--docx", "marked.docx", status=1)
        made = docx.Document(io.BytesIO((tmp_path / "marked.docx").read_bytes()))
        assert [line.text for line in made.paragraphs] == ["Prevention", "This will never happen again."]
        assert [run.text for run in made.paragraphs[1].runs if run.bold] == ["never"]
        assert any("can't be checked" in comment.text for comment in made.comments)

    def test_one_page_takes_one_letter(self, run, bad):
        assert "one-letter" in run(bad, bad, "--html", "o.html", status=2).stderr

    def test_what_cannot_be_written_is_said(self, run, bad, tmp_path):
        (tmp_path / "full").write_text("a file")
        assert "package.not-written" in run(bad, "--html", "full/o.html", status=2).stderr


class TestWatch:
    def test_standard_input_cannot_be_watched(self, run):
        assert "no-watching" in run("-", "--watch", status=2).stderr

    def test_reviews_again_when_the_file_changes_and_ends_cleanly(self, bad, tmp_path, monkeypatch, knowledge):
        monkeypatch.chdir(tmp_path)
        letter = tmp_path / bad
        settings = tmp_path / "reinstate.toml"
        (tmp_path / "own" / "lexicons").mkdir(parents=True)
        steps = iter(
            [
                lambda: None,
                letter.unlink,
                lambda: letter.write_text("This will never happen again. " * 2, "utf-8"),
                lambda: settings.write_text('[review.severity]\nvow = "loud"', "utf-8"),
                lambda: settings.write_text('[review]\nrules = ["own"]\n[review.severity]\nvow = "note"', "utf-8"),
                lambda: None,
                lambda: (tmp_path / "own" / "lexicons" / "more.toml").write_text(
                    'title = "x"\nwords = ["(a"]', "utf-8"
                ),
            ]
        )

        def pause(seconds):
            assert 0 < seconds < 2
            for step in steps:
                return step()
            raise KeyboardInterrupt

        monkeypatch.setattr(time, "sleep", pause)
        result = CliRunner().invoke(command, [bad, "--watch", "--json", "--section", "none"], obj=desk("en", knowledge))
        assert not isinstance(result.exception, KeyboardInterrupt)
        looks = [[each["severity"] for each in json.loads(line)["findings"]] for line in result.stdout.splitlines()]
        assert len(looks) == 3
        assert set(looks[1]) == {"error"}
        assert set(looks[2]) == {"note"}
        assert "review.severity.vow: must be one of" in result.stderr
        assert "Ended." in result.stderr
        assert "more.toml" in result.stderr
        assert result.exit_code == 2, "the status is that of the last look"


texts = st.text("ab \n\t保é😀\u0301ｗ.", max_size=80)


@given(texts, st.data(), st.integers(4, 40))
def test_what_is_underlined_stands_exactly_above(text, data, width):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    rows = underlined(text, Span(0, len(text)), [(Span(start, end), "error")], width, lambda words, _: words)
    marked = ""
    for number, row in enumerate(rows):
        if set(row) <= {" ", "^"} and "^" in row:
            shown, column = rows[number - 1], 0
            for sign in shown:
                if row[column : column + 1] == "^":
                    marked += sign
                column += cell_len(sign)
            assert len(row.rstrip()) <= max(cell_len(shown), 1) + 1
        else:
            assert cell_len(row) <= width
    assert re.sub(r"\s", "", marked) == re.sub(r"\s", "", text[start:end]) or "\u0301" in text


@given(texts, st.integers(4, 40))
def test_wrapping_loses_no_letter_and_keeps_the_width(text, width):
    rows = wrapped(text, width)
    assert all(cell_len(row) <= width for row in rows)
    assert "".join("".join(rows).split()) == "".join(text.split())


def test_the_command_runs_from_a_shell(bad, tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "reinstate", "--reader-language", "en", "review", bad],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert "never happen" in done.stdout.decode("utf-8")


def test_broken_shelves_are_told_without_reading_them():
    from reinstate.case import Mistake, Mistakes
    from reinstate.interfaces.cli.desk import Desk

    desk = Desk("en")
    told = desk.told(Mistakes("knowledge-faulty", (Mistake("rules/x.toml", "title", "Field required"),)))
    assert told == ["[knowledge-faulty]", "rules/x.toml: title: Field required"]
    assert "shelves" not in desk.__dict__
