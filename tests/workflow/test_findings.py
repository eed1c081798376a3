"""Findings of a case in one list, and those that the seller lets stand with a reason."""

import json
import shutil
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from reinstate.case import Finding, Mistakes, Plan, Span, Trouble, Waived
from reinstate.interfaces.cli.commands import cli
from reinstate.root_cause import read_sheet
from reinstate.store import open_store
from reinstate.workflow.cases import open_case, read_log, waive
from reinstate.workflow.demo import FOLDER
from reinstate.workflow.desk import folder_of, look_up
from reinstate.workflow.findings import let_stand
from reinstate.workflow.folder import read_folder
from reinstate.workflow.homes import StoredHome
from reinstate.workflow.package import Choice, work
from reinstate.workflow.render import render

PLAN = Plan("We are very sorry. We checked 12 units.", "en", None, ())
SORRY = Finding("too-many-apologies", "apology_excess", "error", 0.9, Span(0, 18))


def test_a_waiver_covers_its_rule_where_its_words_stand():
    assert list(let_stand([SORRY], [Waived("too-many-apologies", "VERY  sorry", "asked for")], PLAN)) == [
        (SORRY, "asked for")
    ]
    assert list(let_stand([SORRY], [Waived("too-many-apologies", "", "all")], PLAN)) == [(SORRY, "all")]
    assert not list(let_stand([SORRY], [Waived("too-many-apologies", "12 units", "no")], PLAN))
    assert not list(let_stand([SORRY], [Waived("denial", "", "no")], PLAN))


@pytest.fixture
def case(tmp_path):
    """An example with a sentence of its own that holds a grave fault."""
    shutil.copytree(FOLDER / "restricted-it", tmp_path / "case")
    sheet = tmp_path / "case" / "answers.toml"
    head, mark, tail = sheet.read_text("utf-8").partition("[[issues.actions]]")
    own = '[[issues.actions]]\ntext = { it = "Il 22/10/2026 Giulia Ferrandi ha consegnato 99 pezzi [A-44]." }\n'
    sheet.write_text(head + own + 'exhibits = ["ddt-reso"]\n\n' + mark + tail, "utf-8")
    return tmp_path / "case"


def worked(case, knowledge):
    return work(read_folder(case), knowledge, Choice())


def test_what_the_case_says_against_a_plan_is_on_the_checklist_and_holds_it_back(case, knowledge):
    checklist = worked(case, knowledge).checklist
    assert [each.args["words"] for each in checklist.findings if each.rule == "against.mark-unknown"] == ["[A-44]"]
    assert not checklist.ready


def test_a_waived_finding_lets_the_package_be_ready_and_stands_there_with_its_reason(case, knowledge):
    sheet = case / "answers.toml"
    waiver = (
        '\n[[waivers]]\nrule = "against.mark-unknown"\nwords = "99 pezzi"\nreason = "allegato della prima lettera"\n'
    )
    sheet.write_text(sheet.read_text("utf-8") + waiver, "utf-8")
    done = worked(case, knowledge)
    assert [(each.rule, reason) for each, reason in done.checklist.waived] == [
        ("against.mark-unknown", "allegato della prima lettera")
    ]
    assert "against.mark-unknown" not in {each.rule for each in done.checklist.findings}
    assert done.checklist.ready
    files = render(done, knowledge, "en")
    assert "allegato della prima lettera" in files["checklist.html"].decode()
    assert json.loads(files["checklist.json"])["waived"][0]["reason"] == "allegato della prima lettera"


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        ('rule = "too-many-apologies"', "missing-key"),
        ('reason = "x"', "missing-key"),
        ('rule = "no-such-rule"\nreason = "x"', "unknown-value"),
        ('rule = "denial"\nreason = "x"\nwhy = "y"', "unknown-value"),
        ('rule = "denial"\nreason = 3', "wrong-type"),
    ],
)
def test_a_waiver_needs_a_known_rule_and_a_reason(knowledge, table, problem):
    with pytest.raises(Mistakes) as raised:
        read_sheet(f'language = "en"\n[account]\nlegal_name = "X"\n[[waivers]]\n{table}\n', "answers.toml", knowledge)
    assert problem in {each.problem for each in raised.value.mistakes}


@pytest.mark.parametrize(
    ("finding", "held_back"),
    [
        ("against.mark-unknown", False),
        ("against.mark-unknown: 99  Pezzi", False),
        ("against.mark-unknown: 12 pezzi", True),
        ("denial", True),
    ],
)
def test_what_was_let_stand_in_the_journal_stands_in_the_main_job_and_on_the_workbench(
    case, tmp_path, knowledge, finding, held_back
):
    with open_store(tmp_path / "home") as store:
        opened = open_case(store, case)
        waive(store, opened.id, finding, "nella prima lettera")
        by_id = work(StoredHome(store, opened.id).read(), knowledge, Choice())
        by_page = work(folder_of(store, look_up(store, opened.id)), knowledge, Choice())
    assert by_id.checklist == by_page.checklist
    assert by_id.checklist.ready is not held_back
    assert [reason for _, reason in by_id.checklist.waived] == ([] if held_back else ["nella prima lettera"])


def test_the_package_of_a_stored_case_shows_what_was_let_stand(case, tmp_path, monkeypatch):
    monkeypatch.setenv("REINSTATE_HOME", str(tmp_path / "home"))
    with open_store(tmp_path / "home") as store:
        opened = open_case(store, case)
        waive(store, opened.id, "against.mark-unknown", "nella prima lettera")
    done = CliRunner().invoke(cli, ["package", opened.id[:8], "--out", str(tmp_path / "out")])
    assert done.exit_code == 0, done.output
    assert "nella prima lettera" in (tmp_path / "out" / "checklist.html").read_text("utf-8")


def test_a_waiver_goes_into_the_journal(tmp_path):
    with open_store(tmp_path / "home") as store:
        opened = open_case(store, FOLDER / "restricted-it")
        stamp = datetime(2026, 11, 2, tzinfo=UTC)
        case = waive(store, opened.id[:8], "denial: we did not", " quoted from the notice ", lambda: stamp)
        assert [(each.finding, each.reason) for each in case.waivers] == [
            ("denial: we did not", "quoted from the notice")
        ]
        assert read_log(store, opened.id)[-1].kind == "finding-waived"
        with pytest.raises(Trouble, match="waiver-empty"):
            waive(store, opened.id, "denial", "  ")


def test_the_command_waives_and_show_tells_it(tmp_path, monkeypatch):
    monkeypatch.setenv("REINSTATE_HOME", str(tmp_path / "home"))
    run = CliRunner().invoke
    opened = run(cli, ["--reader-language", "en", "case", "new", str(FOLDER / "restricted-it")])
    key = opened.output.split()[2]
    done = run(cli, ["--reader-language", "en", "case", "waive", key, "denial", "--reason", "a quotation"])
    assert done.exit_code == 0, done.output
    assert "denial – a quotation" in run(cli, ["--reader-language", "en", "case", "show", key]).output
    assert run(cli, ["case", "waive", key, "denial", "--reason", " "]).exit_code == 2
