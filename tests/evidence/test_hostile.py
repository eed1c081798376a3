"""Files as broken, huge and hostile as they come: each gets an answer, and none keeps the others from theirs."""

import json

import pytest
from click.testing import CliRunner

from reinstate.interfaces.cli.commands import cli
from tests.evidence.hostile import HARD, locked
from tests.evidence.papers import INVOICE

REFUSED = {
    "0 pages.pdf": "papers.broken",
    "cut short.pdf": "papers.broken",
    "entities.docx": "papers.broken",
    "huge.jpg": "papers.large",
    "huge.png": "papers.large",
    "locked.pdf": "papers.locked",
    "looped form.pdf": "papers.harmful",
    "looped tree.pdf": "papers.broken",
    "stream bomb.pdf": "papers.harmful",
    "zip bomb.zip": "papers.bomb",
}


def run(*args):
    return CliRunner().invoke(cli, ["--reader-language", "en", "evidence", *map(str, args)])


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """What is said of every hard file, and of a plain one after them all."""
    folder = tmp_path_factory.mktemp("hard")
    for name, make in HARD.items():
        (folder / name).write_bytes(make())
    (folder / "plain.pdf").write_bytes(INVOICE)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    ran = run("read", "--json", *(folder / name for name in [*HARD, "plain.pdf"]))
    assert ran.exit_code == 1
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    return {each["file"].removeprefix(f"{folder}/"): each for each in map(json.loads, ran.stdout.splitlines())}


def test_every_file_gets_its_answer_and_the_last_is_read_as_if_it_were_alone(told):
    assert {name.split("/")[0] for name in told} == {*HARD, "plain.pdf"}
    assert told["plain.pdf"]["kind"] == "invoice"


@pytest.mark.parametrize(("name", "code"), REFUSED.items())
def test_what_cannot_be_read_says_why_and_what_to_do(told, name, code):
    error = told[name]["error"]
    assert error["code"] == code
    assert name in error["message"]
    assert error["hint"]


@pytest.mark.parametrize(
    "name", ["actions.pdf", "attachment.pdf", "broken table.pdf", "owner locked.pdf", "zip in zip.zip/b.pdf"]
)
def test_what_can_be_read_is_read(told, name):
    assert told[name]["kind"] == "invoice"
    assert told[name]["fields"]["date"] == "2026-03-03"


def test_values_typed_into_a_form_are_read(told):
    assert told["form.pdf"]["fields"]["number"] == "INV-2026-0815"


def test_a_long_document_says_how_many_pages_it_has(told):
    assert told["5000 pages.pdf"]["pages"] == 5000
    assert "pages-left-out" in told["5000 pages.pdf"]["warnings"]


def test_a_mail_is_read_and_each_document_attached_to_it(told):
    assert told["mail.eml"]["kind"] == "correspondence"
    assert told["mail.eml/HL-2291.pdf"]["kind"] == "invoice"
    assert told["mail.eml/terms.pdf"]["error"]["code"] == "papers.locked"
    assert not any("ics" in name for name in told)


def test_a_locked_file_opens_with_its_password(tmp_path):
    (tmp_path / "locked.pdf").write_bytes(locked())
    assert (
        json.loads(run("read", "--json", "--password", "secret", tmp_path / "locked.pdf").stdout)["kind"] == "invoice"
    )
