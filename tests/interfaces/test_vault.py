"""`reinstate vault` through the real command line, on real documents."""

import json
import os
import shutil
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from click.testing import CliRunner

import reinstate
from reinstate.interfaces.cli.commands import cli
from reinstate.store import open_store
from tests.evidence.papers import changed, pdf
from tests.workflow.sellers import LAMP, invoice

EXAMPLE = Path(reinstate.__file__).parent / "examples" / "inauthentic-de"
SELLER = ("--legal-name", "Lanternfold Ltd", "--address", "5 Mill Road, Leeds LS1 4AB")


@pytest.fixture(autouse=True)
def _at_home(tmp_path, monkeypatch):
    monkeypatch.setenv("REINSTATE_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)


def run(*arguments, status=0, language="en", given=None):
    said = [str(each) for each in arguments]
    result = CliRunner().invoke(cli, ["--reader-language", language, "vault", *said], input=given)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    assert result.exit_code == status, result.output
    return result


def told(*arguments, **how):
    return json.loads(run(*arguments, "--json", **how).stdout)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A vault that has read its two documents, made once: reading starts a process of its own."""
    folder = tmp_path_factory.mktemp("vault")
    (folder / "lamps.pdf").write_bytes(invoice("HL-2291", "14 March 2026", 400))
    (folder / "insurance.pdf").write_bytes(
        pdf(
            "= Certificate of Insurance\nPolicy number: P-5510 \\ Insured: Lanternfold Ltd, 5 Mill Road, Leeds LS1 4AB "
            "\\ Insurer: Quay Mutual Insurance Ltd \\ Valid from: 1 January 2026 \\ Valid until: 31 December 2026"
        )
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REINSTATE_HOME", str(folder / "home"))
        patch.chdir(folder)
        run("new", "Lanternfold", *SELLER)
        return folder, run("add", "lamps.pdf", "insurance.pdf").output


@pytest.fixture
def vault(made, tmp_path):
    folder, output = made
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    return output


def test_documents_go_in_and_say_what_they_are_and_until_when_they_hold(vault, tmp_path):
    assert "D-1  lamps.pdf · Invoice · dated Mar 14, 2026" in vault
    assert "D-2  insurance.pdf · Certificate of insurance" in vault
    documents = told("show", "--on", "2026-11-29")["documents"]
    assert [(each["kind"], each["ending"], each["last"]) for each in documents] == [
        ("invoice", "age", "2027-03-14"),
        ("insurance_certificate", "term", "2026-12-31"),
    ]
    assert "D-1  lamps.pdf was there already" in run("add", "lamps.pdf").output
    assert len(told("show")["documents"]) == 2


def test_what_could_be_proved_today_and_what_to_get(vault, tmp_path):
    run("products", "-", given=f"{LAMP};Desk lamp;380\nB0KETTLE02\nno product\n")
    result = run("ready", "--on", "2026-11-29", status=1)
    assert f"✓ {LAMP} Desk lamp – ready · until Mar 14, 2027 · D-1 · bought 400, sold 380" in result.output
    assert "✗ B0KETTLE02 – not ready" in result.output
    assert "Get: an invoice of your supplier from the last 365 days" in result.output
    assert "2026-11-29 – ready: 1 · doubtful: 0 · not ready: 1" in result.output
    found = told("ready", "--on", "2027-03-15", status=1)["products"][0]
    assert (found["state"], found["because"][0]["code"]) == ("lacking", "too_old")
    assert "notice" not in found["because"][0]["message"]
    assert told("ready", "--on", "2026-11-29", "--lookback", "180", status=1)["ready"] == 0
    assert run("products", "--drop", "B0KETTLE02").output == "Products listed: 1.\n"
    assert run("products").output.splitlines()[1].startswith(f"{LAMP}\tDesk lamp")


def test_a_seller_whose_name_the_invoices_do_not_bear_is_not_ready(vault):
    run("products", "-", given=LAMP)
    run("seller", "--legal-name", "Quite Another GmbH")
    found = told("ready", "--on", "2026-11-29", status=1)["products"][0]
    assert found["because"][0]["code"] == "receiver_mismatch"


def test_what_runs_out_is_told_and_goes_into_a_calendar(vault, tmp_path):
    run("products", "-", given=LAMP)
    result = run("due", "--on", "2026-11-29", "--ics", "vault.ics")
    assert result.stdout == "Dec 31, 2026: D-2 insurance.pdf runs out\n"
    calendar = (tmp_path / "vault.ics").read_bytes()
    assert calendar.count(b"BEGIN:VEVENT") == 2  # the proof of the lamp too, though that is further off
    assert b"DTSTART;VALUE=DATE:20261231" in calendar
    late = told("due", "--on", "2027-05-01", status=1)
    assert [(each["what"], each["last"], each["days"]) for each in late] == [
        ("term", "2026-12-31", -121),
        ("proof", "2027-03-14", -48),
    ]
    assert run("due", "--on", "2026-06-01").output == "Nothing runs out within 60 days.\n"


def test_what_a_person_says_counts_and_can_be_taken_back(vault):
    run("tell", "D-2", "--until", "2027-06-30", "--note", "renewed by phone", "--title", "Liability")
    document = told("show", "--on", "2026-11-29")["documents"][1]
    assert (document["last"], document["note"], document["title"]) == ("2027-06-30", "renewed by phone", "Liability")
    run("tell", "2", "--until", "")
    assert told("show", "--on", "2026-11-29")["documents"][1]["last"] == "2026-12-31"
    run("retire", "D-2")
    assert [each["number"] for each in told("show")["documents"]] == ["D-1"]
    assert told("show", "--retired")["documents"][1]["retired"] is True
    run("restore", "D-2")
    assert [each["number"] for each in told("show")["documents"]] == ["D-1", "D-2"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("tell", "D-1", "--until", "next spring"), "vault.day-unfit"),
        (("tell", "D-1", "--kind", "love_letter"), "vault.unknown-kind"),
        (("tell", "D-1", "--product", "B0"), "vault.no-asin"),
        (("tell", "D-9", "--note", "x"), "vault.no-such-document"),
        (("products", "--drop", "B0KETTLE02"), "vault.no-such-product"),
        (("show", "--vault", "Nobody"), "vault.unknown"),
        (("new", "lanternFOLD"), "vault.name-taken"),
        (("new", "  "), "vault.no-name"),
    ],
)
def test_bad_input_is_told_and_changes_nothing(vault, arguments, code):
    before = told("list"), told("show")
    assert f"[{code}]" in run(*arguments, status=2).output
    assert (told("list"), told("show")) == before


def test_a_broken_and_a_locked_file_stop_none_of_the_others(vault, tmp_path):
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 nothing more")
    locked = changed(invoice("HL-3", "2 May 2026", 9), lambda _: None, encryption=_locked())
    (tmp_path / "locked.pdf").write_bytes(locked)
    (tmp_path / "good.pdf").write_bytes(invoice("HL-4", "2 June 2026", 9))
    result = run("add", "broken.pdf", "locked.pdf", "missing.pdf", "good.pdf", status=1)
    assert "D-3  good.pdf" in result.output
    assert result.stderr.count("[") == 3
    assert len(told("show")["documents"]) == 3


def _locked():
    import pikepdf

    return pikepdf.Encryption(owner="o", user="secret")


def test_what_a_mail_and_an_archive_hold_are_documents_of_their_own(vault, tmp_path):
    mail = EmailMessage()
    mail["Subject"] = "Your invoices"
    mail.set_content("Please find attached.")
    mail.add_attachment(invoice("HL-5", "2 June 2026", 9), "application", "pdf", filename="five.pdf")
    (tmp_path / "mail.eml").write_bytes(bytes(mail))
    with zipfile.ZipFile(tmp_path / "more.zip", "w") as packed:
        packed.writestr("2026/six.pdf", invoice("HL-6", "3 June 2026", 9))
        packed.write(tmp_path / "lamps.pdf", "lamps.pdf")
    result = run("add", "mail.eml", "more.zip")
    assert "D-3  mail.eml · Correspondence" in result.output
    assert "D-4  five.pdf · Invoice" in result.output
    assert "D-5  six.pdf · Invoice" in result.output
    assert "D-1  lamps.pdf was there already" in result.output


def test_an_agency_names_the_seller_and_a_case_is_none_of_its_vaults(vault):
    run("new", "Kettle House")
    assert "[vault.which]" in run("show", status=2).output
    assert told("show", "--vault", "lantern")["name"] == "Lanternfold"
    assert [each["name"] for each in told("list")] == ["Kettle House", "Lanternfold"]
    assert CliRunner().invoke(cli, ["case", "list"]).output.startswith("There are no cases")


def test_a_vault_goes_out_as_a_folder_and_comes_in_the_same(vault, tmp_path, monkeypatch):
    run("products", "-", given=LAMP)
    before = told("list"), told("show")
    run("export", "out")
    assert "already here" in run("import", "out").output
    monkeypatch.setenv("REINSTATE_HOME", str(tmp_path / "elsewhere"))
    run("import", "out")
    assert (told("list"), told("show")) == before
    run("retire", "D-1")
    assert "[vault.name-taken]" in run("import", "out", status=2).output
    result = CliRunner().invoke(cli, ["--reader-language", "en", "case", "import", "out"])
    assert "[cases.is-vault]" in result.output
    shutil.copytree(EXAMPLE, tmp_path / "case")
    assert CliRunner().invoke(cli, ["case", "new", "case"]).exit_code == 0
    assert CliRunner().invoke(cli, ["case", "export", only_case(), "case-out"]).exit_code == 0
    assert "[vault.not-a-vault]" in run("import", "case-out", status=2).output


def only_case():
    with open_store(Path(os.environ["REINSTATE_HOME"])) as store:
        (case,) = store.cases()
    return case


@pytest.mark.parametrize("language", ["zh", "de", "fr", "it", "es", "vi", "ja"])
def test_it_speaks_the_readers_language(vault, language, knowledge):
    run("products", "-", given=LAMP)
    output = run("ready", "--on", "2026-11-29", language=language).output
    assert knowledge.messages["vault"].says["ready"][language] in output
    assert "{" not in output
