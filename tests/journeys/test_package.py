"""The main job, from the folder to the files, through the command and through the workflow."""

import hashlib
import json
import re
import shutil
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reinstate.interfaces.cli.commands import cli
from reinstate.workflow.demo import EXAMPLES, FOLDER
from reinstate.workflow.folder import read_folder
from reinstate.workflow.package import Choice, Worked, work
from reinstate.workflow.render import page_count, render

PLAN = {
    "plan.pdf",
    "plan.docx",
    "plan.md",
    "plan.txt",
    "exhibits.pdf",
    "checklist.html",
    "checklist.json",
    "manifest.json",
}


def run(*arguments: str | Path, language: str = "en") -> Result:
    return CliRunner().invoke(cli, ["--reader-language", language, *map(str, arguments)])


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def worked(knowledge) -> dict[str, Worked]:
    return {name: work(read_folder(FOLDER / name), knowledge, Choice()) for name in EXAMPLES}


@pytest.fixture(scope="module")
def files(worked, knowledge) -> dict[str, dict[str, bytes]]:
    return {name: render(each, knowledge, "en") for name, each in worked.items()}


@pytest.fixture
def case(tmp_path) -> Path:
    """A copy of the example that is ready, for tests to spoil."""
    shutil.copytree(FOLDER / "late-shipments-us", tmp_path / "case")
    return tmp_path / "case"


def edit(case: Path, before: str, after: str, file: str = "answers.toml") -> None:
    text = (case / file).read_text("utf-8")
    assert before in text
    (case / file).write_text(text.replace(before, after), "utf-8")


def looked(case: Path, knowledge) -> Worked:
    return work(read_folder(case), knowledge, Choice())


def gaps(worked: Worked) -> set[tuple[str, str]]:
    return {(gap.kind, gap.about) for gap in worked.checklist.gaps}


# -- what the three examples give ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "ready", "structure", "language"),
    [
        ("late-shipments-us", True, "8d", "en"),
        ("inauthentic-de", False, "4d", "de"),
        ("restricted-it", True, "4d", "it"),
    ],
)
def test_each_example_ends_as_meant(worked, name, ready, structure, language):
    checklist = worked[name].checklist
    faults = [each for each in (*checklist.gaps, *checklist.findings) if each.severity == "error"]
    assert (checklist.ready, checklist.structure, checklist.language) == (ready, structure, language), faults


def test_what_keeps_the_second_example_back_is_what_was_left_out(worked):
    faults = {(gap.kind, gap.about) for gap in worked["inauthentic-de"].checklist.gaps if gap.severity == "error"}
    assert {kind for kind, _ in faults} == {"unanswered", "asin-not-covered"}
    assert ("asin-not-covered", "B0D2PLR86H") in faults


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_issue_of_the_notice_is_answered_by_itself_and_a_part_with_its_whole(worked, knowledge, name):
    checklist = worked[name].checklist
    alleged = set(checklist.violations)
    parts = {slug for slug in alleged if knowledge.violations[slug].part_of in alleged}
    assert {issue.violation for issue in checklist.issues} == alleged - parts
    for issue in checklist.issues:
        assert all(issue.roles.values()), issue


def test_the_letter_names_the_whole_and_not_its_parts(files):
    letter = files["late-shipments-us"]["plan.txt"].decode()
    assert "Order defect rate" in letter
    assert "Negative feedback" not in letter.partition("D1")[0]


def test_order_numbers_stand_with_the_orders_and_are_not_taken_for_tracking_numbers(files):
    letter = files["late-shipments-us"]["plan.txt"].decode()
    assert "all 3 overdue orders (orders 112-4119345-7732275, " in letter
    assert "tracking numbers:" not in letter


@pytest.mark.parametrize("name", EXAMPLES)
def test_all_files_are_there_and_originals_untouched(files, worked, name):
    made = files[name]
    assert made.keys() >= PLAN
    for exhibit in worked[name].exhibits:
        original = (FOLDER / name / exhibit.file).read_bytes()
        assert made[f"originals/{exhibit.number}_{exhibit.file.name}"] == original
        assert hashlib.sha256(original).hexdigest() in made["originals/SHA256SUMS"].decode()


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_manifest_names_every_file_and_its_digest(files, name, knowledge):
    manifest = json.loads(files[name]["manifest.json"])
    others = {key: content for key, content in files[name].items() if key != "manifest.json"}
    assert {key: entry["sha256"] for key, entry in manifest["files"].items()} == {
        key: hashlib.sha256(content).hexdigest() for key, content in others.items()
    }
    assert manifest["knowledge"] == knowledge.version


@pytest.mark.parametrize("name", EXAMPLES)
def test_nothing_in_the_plan_is_from_nowhere(worked, name):
    """Every number of the plan stands in the answers, the notice, or counts sections and exhibits."""
    each = worked[name]
    held = f"{each.folder.answers} {each.reading.notice.text}"
    numbers = set(re.findall(r"\d+", held)) | {str(int(number)) for number in re.findall(r"\d+", held)}
    told = re.sub(r"\[A-\d+\]|^D\d.*$|^.{0,12}\d+[:：].*$", "", each.plan.text, flags=re.MULTILINE)
    told = re.sub(r"(?<=\d)[,.\u00a0\u202f](?=\d{3}\b)", "", told)
    hours = {str(int(number) % 12 or 12) for number in numbers if int(number) < 24}
    assert set(re.findall(r"\d+", told)) - numbers - hours == set()


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_bundle_holds_index_and_every_page(files, worked, name):
    pages = sum(max(1, len(exhibit.pages)) for exhibit in worked[name].exhibits)
    assert page_count(files[name]["exhibits.pdf"]) >= pages + 1


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_same_case_gives_the_same_bytes(files, worked, knowledge, name):
    assert render(worked[name], knowledge, "en") == files[name]


def test_a_draft_says_so_and_a_finished_plan_does_not(files):
    assert "ENTWURF" in files["inauthentic-de"]["plan.txt"].decode().upper()
    assert "DRAFT" not in files["late-shipments-us"]["plan.txt"].decode().upper()


# -- the command ---------------------------------------------------------------------------------------------------


def test_the_command_writes_the_very_bytes_of_the_workflow(tmp_path, files):
    result = run("package", FOLDER / "late-shipments-us", "--out", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert content(tmp_path / "out") == files["late-shipments-us"]


def test_not_ready_is_written_as_a_draft_with_status_1(tmp_path):
    result = run("package", FOLDER / "inauthentic-de", "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert "B0D2PLR86H" in result.output
    assert (tmp_path / "out" / "plan.pdf").exists()


def test_the_demo_writes_three_packages(tmp_path):
    result = run("demo", "--out", tmp_path / "demo", language="zh")
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in (tmp_path / "demo").iterdir()) == sorted(EXAMPLES)
    assert "checklist.html" in result.output


@pytest.mark.parametrize("structure", ["3part", "4d", "8d"])
@pytest.mark.parametrize("language", ["en", "zh", "de", "it", "vi", "ja"])
def test_every_structure_in_every_language(case, tmp_path, structure, language):
    result = run("package", case, "--out", tmp_path / "out", "--structure", structure, "--language", language)
    assert result.exit_code in (0, 1), result.output
    document = zipfile.ZipFile(BytesIO((tmp_path / "out" / "plan.docx").read_bytes())).read("word/document.xml")
    assert "112-" in document.decode()


# -- a change in the case turns up ---------------------------------------------------------------------------------


def test_an_action_without_its_date_is_a_gap(case, knowledge):
    before = looked(case, knowledge)
    edit(
        case,
        'measure = "changed-handling-time"\nwho = "lin-hao"\non = 2026-09-15',
        'measure = "changed-handling-time"\nwho = "lin-hao"',
    )
    after = looked(case, knowledge)
    assert {kind for kind, _ in gaps(after) - gaps(before)} == {"unanswered"}
    assert not after.checklist.ready
    assert "⟦" in after.plan.text


def test_an_exhibit_taken_away_is_a_gap(case, knowledge):
    lost = next((case / "evidence").iterdir())
    lost.unlink()
    found = gaps(looked(case, knowledge))
    assert "exhibit-missing-file" in {kind for kind, _ in found}


def test_a_claim_that_loses_its_exhibit_is_told(case, knowledge):
    before = looked(case, knowledge)
    text = (case / "answers.toml").read_text("utf-8")
    place = text.index('measure = "trained-staff"')
    start = text.index("exhibits = [", place)
    (case / "answers.toml").write_text(text[:start] + "# " + text[start:], "utf-8")
    new = gaps(looked(case, knowledge)) - gaps(before)
    assert "claim-unproved" in {kind for kind, _ in new}


def test_an_asin_more_in_the_notice_is_reported(tmp_path, knowledge):
    shutil.copytree(FOLDER / "inauthentic-de", tmp_path / "case")
    edit(tmp_path / "case", "B0CJ3W9XVN", "B0CJ3W9XVN</td></tr><tr><td>B0ZZZ9ZZZ9", "notice.html")
    assert ("asin-not-covered", "B0ZZZ9ZZZ9") in gaps(looked(tmp_path / "case", knowledge))


def test_an_issue_more_in_the_notice_is_reported(case, knowledge):
    text = (case / "answers.toml").read_text("utf-8")
    place = text.index('violation = "order_defect_rate"')
    (case / "answers.toml").write_text(text[: text.rindex("[[issues]]", 0, place)], "utf-8")
    assert ("issue-unanswered", "order_defect_rate") in gaps(looked(case, knowledge))


# -- bad input -----------------------------------------------------------------------------------------------------


def refused(case: Path, tmp_path: Path, language: str = "en") -> str:
    result = run("package", case, "--out", tmp_path / "out", language=language)
    assert result.exit_code == 2, result.output
    assert not (tmp_path / "out").exists()
    assert "Traceback" not in result.output
    return result.output


def test_a_missing_folder(tmp_path):
    assert "package.no-folder" in refused(tmp_path / "nowhere", tmp_path)


def test_an_empty_notice(case, tmp_path):
    (case / "notice.eml").write_bytes(b"")
    assert "notice.empty" in refused(case, tmp_path)


def test_no_notice_and_two_notices(case, tmp_path):
    (case / "notice.txt").write_text("x")
    assert "package.several-notices" in refused(case, tmp_path)
    for path in case.glob("notice.*"):
        path.unlink()
    assert "package.no-notice" in refused(case, tmp_path)


def test_every_mistake_of_the_answers_at_once_with_lines(case, tmp_path):
    edit(case, 'measure = "changed-handling-time"', 'measure = "changed-handling"')
    edit(case, "dated = 2026-09-16", 'dated = "soon"')
    told = refused(case, tmp_path)
    assert re.search(r"answers\.toml:\d+: dated", told)
    assert "changed-handling-time" in told


def test_a_broken_or_encrypted_exhibit_and_an_image_named_pdf(case, tmp_path):
    target = next(path for path in sorted((case / "evidence").iterdir()) if path.suffix == ".pdf")
    whole = target.read_bytes()
    target.write_bytes(whole[:200])
    assert "evidence." in refused(case, tmp_path)
    target.write_bytes(b"")
    assert "evidence.empty" in refused(case, tmp_path)
    image = next(path for path in (case / "evidence").iterdir() if path.suffix in (".png", ".jpg"))
    target.write_bytes(image.read_bytes())
    assert run("package", case, "--out", tmp_path / "out").exit_code in (0, 1)


def test_a_folder_with_files_is_refused_without_force(tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    result = run("package", FOLDER / "restricted-it", "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert content(tmp_path / "out") == {"mine.txt": b"mine"}
    assert run("package", FOLDER / "restricted-it", "--out", tmp_path / "out", "--force").exit_code == 0


@pytest.mark.parametrize(("option", "value"), [("--structure", "9d"), ("--language", "tlh")])
def test_a_choice_nobody_offers(tmp_path, option, value):
    result = run("package", FOLDER / "restricted-it", "--out", tmp_path / "out", option, value)
    assert result.exit_code == 2
    assert value in result.output


def test_trouble_is_told_in_the_readers_language(tmp_path):
    assert "找不到文件夹" in refused(tmp_path / "nowhere", tmp_path, "zh")
    assert "gibt es nicht" in refused(tmp_path / "nowhere", tmp_path, "de")
