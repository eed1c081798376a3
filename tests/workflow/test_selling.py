"""Units sold are said of a case, by hand or by a report, and held against the units that its invoices show."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

import reinstate
from reinstate import evidence, root_cause
from reinstate.interfaces.cli.commands import cli
from reinstate.workflow.folder import read_folder
from reinstate.workflow.ledger import items_of
from reinstate.workflow.package import Choice, work
from reinstate.workflow.selling import context_of

EXAMPLE = Path(reinstate.__file__).parent / "examples" / "inauthentic-de"
REPORT = '(Parent) ASIN,(Child) ASIN,Title,Units Ordered\nB0AAAAAAA1,{asin},Lamp,"1,240"\nB0AAAAAAA1,B0ZZZZZZZ9,Cup,7\n'


@pytest.fixture
def case(tmp_path, monkeypatch):
    monkeypatch.setenv("REINSTATE_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    return shutil.copytree(EXAMPLE, tmp_path / "case", ignore=shutil.ignore_patterns("*.jpg"))


def run(*arguments, piped=None):
    result = CliRunner().invoke(cli, ["--reader-language", "en", *map(str, arguments)], input=piped)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def sold(case, knowledge):
    return root_cause.read_sheet((case / "answers.toml").read_text("utf-8"), "answers.toml", knowledge).sold


def test_lines_and_reports_say_what_was_sold_and_the_newest_counts(case, knowledge, tmp_path):
    before = (case / "answers.toml").read_text("utf-8")
    told = run("evidence", "sold", case, "-", piped="B0CQ7XN4LD 120\nB0CQ7XN4LE;35\nB0CQ7XN4LF\n")
    assert told.exit_code == 0, told.stderr
    assert sold(case, knowledge) == {"B0CQ7XN4LD": 120, "B0CQ7XN4LE": 35}
    assert [line for line in before.splitlines() if line.startswith("#")] == [
        line for line in (case / "answers.toml").read_text("utf-8").splitlines() if line.startswith("#")
    ]
    (tmp_path / "report.csv").write_text(REPORT.format(asin="B0CQ7XN4LD"), "utf-8")
    run("evidence", "sold", case, "report.csv")
    assert sold(case, knowledge) == {"B0CQ7XN4LD": 1240, "B0ZZZZZZZ9": 7}


@pytest.mark.parametrize(("text", "code"), [("B0CQ7XN4LD\n", "exhibits.sold-none"), ("nothing", "vault.no-products")])
def test_what_tells_no_number_is_refused_and_nothing_changes(case, text, code):
    before = (case / "answers.toml").read_bytes()
    assert f"[{code}]" in run("evidence", "sold", case, "-", piped=text).stderr
    assert (case / "answers.toml").read_bytes() == before


ORDERS = "amazon-order-id\tpurchase-date\torder-status\tasin\tquantity\n"


def test_order_reports_are_counted_row_by_row_in_the_time_of_the_notice(case, knowledge, tmp_path):
    worked = work(read_folder(case), knowledge, Choice())
    day = context_of(worked).notice_date
    (tmp_path / "a.txt").write_text(ORDERS + f"1\t{day}T01:00:00+00:00\tShipped\tB0C7KQ4M2T\t3\n", "utf-8")
    old = day.replace(year=day.year - 2)
    row = f"1\t{day}T01:00:00+00:00\tShipped\tB0C7KQ4M2T\t3\n2\t{old}\tShipped\tB0C7KQ4M2T\t9\n"
    (tmp_path / "b.txt").write_text(ORDERS + row + "3\t\tCancelled\tB0ZZZZZZZ9\t1\n", "utf-8")
    told = run("evidence", "sold", case, "a.txt", "b.txt")
    assert told.exit_code == 0, told.stderr
    answers = root_cause.read_sheet((case / "answers.toml").read_text("utf-8"), "answers.toml", knowledge)
    assert answers.sold == {"B0C7KQ4M2T": 3}
    assert answers.counted.left == {"before": 1, "others": 1, "again": 1}
    assert answers.counted.reports == ("a.txt", "b.txt")
    assert answers.counted.last == day
    assert (answers.counted.last - answers.counted.first).days == context_of(worked).lookback_days
    for line in ("Rows that count: 1 (a.txt, b.txt)", "before this time: 1", "there twice: 1"):
        assert line in told.stdout
        assert line in run("evidence", "list", case).stdout
    run("evidence", "sold", case, "-", piped="B0C7KQ4M2T 120\n")
    assert root_cause.read_sheet((case / "answers.toml").read_text("utf-8"), "a", knowledge).counted is None


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"%PDF-1.7\n\x81", "exhibits.no-order-report"),
        (ORDERS.encode() + b"1\t2001-01-01\tShipped\tB0C7KQ4M2T\t3\n", "exhibits.sold-nothing"),
    ],
)
def test_a_file_that_is_no_report_or_tells_no_sale_is_refused_and_nothing_changes(case, tmp_path, content, code):
    before = (case / "answers.toml").read_bytes()
    (tmp_path / "orders.txt").write_text(ORDERS + "1\t2026-01-01\tShipped\tB0C7KQ4M2T\t3\n", "utf-8")
    (tmp_path / "other.txt").write_bytes(content)
    given = ["other.txt"] if code.endswith("nothing") else ["orders.txt", "other.txt"]
    refused = run("evidence", "sold", case, *given)
    assert refused.exit_code == 2
    assert f"[{code}]" in refused.stderr
    assert (case / "answers.toml").read_bytes() == before


@pytest.mark.parametrize(
    "line", ["first = 2026-01-01", "first = 1\nlast = 2", "first = 2025-01-01\nlast = 2026-01-01\nleft = {lost = 1}"]
)
def test_how_units_were_counted_is_checked_like_all_answers(case, line):
    with (case / "answers.toml").open("a", encoding="utf-8") as sheet:
        sheet.write(f"\n[counted]\n{line}\n")
    refused = run("evidence", "list", case)
    assert refused.exit_code == 2
    assert "counted" in refused.stderr


@pytest.mark.parametrize("line", ["B0CQ7XN4LD = -1", "lamp = 3", 'B0CQ7XN4LD = "3"', "B0CQ7XN4LD = true"])
def test_an_answer_sheet_holds_whole_numbers_by_asin(case, line):
    with (case / "answers.toml").open("a", encoding="utf-8") as sheet:
        sheet.write(f"\n[sold]\n{line}\n")
    refused = run("evidence", "list", case)
    assert refused.exit_code == 2
    assert "sold" in refused.stderr


def test_invoices_that_show_fewer_units_than_were_sold_are_told(case, knowledge):
    worked = work(read_folder(case), knowledge, Choice())
    invoices = [each for each in worked.exhibits if each.kind == "supplier-invoice"]
    papers = [next(evidence.read(each.content, each.file.name, knowledge, None)) for each in invoices]
    shown = {asin: units for asin, units in evidence.units(papers, items_of(worked)).items() if units}
    asin, units = next(iter(shown.items()))
    for told, wanted in ((int(units) + 1, True), (int(units), False)):
        run("evidence", "sold", case, "-", piped=f"{asin} {told}\n")
        assert f"{asin}  on invoices: {int(units)}, sold: {told}" in run("evidence", "list", case).stdout
        again = work(read_folder(case), knowledge, Choice())
        found = evidence.inspect(papers, context_of(again), knowledge)
        assert any(each.code == "quantity_below_sales" for one in found for each in one.problems) is wanted


def test_the_checklist_of_the_package_holds_units_bought_against_units_sold(case, tmp_path):
    bare = run("package", case, "--out", tmp_path / "bare")
    assert json.loads((tmp_path / "bare" / "checklist.json").read_text("utf-8"))["ledger"] == []
    assert "Sold" not in (tmp_path / "bare" / "checklist.html").read_text("utf-8"), bare.output
    (tmp_path / "orders.txt").write_text(ORDERS + "1\t2026-10-01\tShipped\tB0C7KQ4M2T\t999\n", "utf-8")
    run("evidence", "sold", case, "orders.txt")
    run("package", case, "--out", tmp_path / "told")
    told = json.loads((tmp_path / "told" / "checklist.json").read_text("utf-8"))
    assert {"asin": "B0C7KQ4M2T", "bought": "600", "sold": 999} in told["ledger"]
    assert told["counted"]["rows"] == 1
    page = (tmp_path / "told" / "checklist.html").read_text("utf-8")
    assert '<span aria-hidden="true">✗</span> 600' in page  # fewer than were sold
    assert "Rows that count: 1 (orders.txt)." in page
