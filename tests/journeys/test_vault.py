"""Before trouble, in trouble, after it: what a vault holds goes into a case and its package as it is, and back."""

import hashlib
import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import reinstate
from reinstate.interfaces.cli.commands import cli
from reinstate.interfaces.cli.desk import cache_folder
from reinstate.store import open_store
from reinstate.workflow.confined import Worker
from reinstate.workflow.folder import read_folder
from reinstate.workflow.homes import FolderHome
from reinstate.workflow.offers import documents_of, offers, use_documents
from reinstate.workflow.package import Choice, work
from reinstate.workflow.reading import read_notice
from reinstate.workflow.vaults import Incoming, add_documents, open_vault
from tests.evidence.papers import picture

EXAMPLE = Path(reinstate.__file__).parent / "examples" / "inauthentic-de"
ASIN, INVOICE = "B0C7KQ4M2T", "rechnung-kornblatt.pdf"
SELLER = ("--legal-name", "Halmbrink Küchenwaren GmbH")


def run(*arguments, status=0):
    result = CliRunner().invoke(cli, ["--reader-language", "en", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    assert result.exit_code == status, result.output
    return result


def without(case, file):
    """The case before somebody looked for that document: its file and its entry are not there, nor what names it."""
    (case / "evidence" / file).unlink()
    sheet = case / "answers.toml"
    told = sheet.read_text("utf-8")
    (key,) = re.findall(rf'\[exhibits\.([\w-]+)\]\nfile = "evidence/{re.escape(file)}"', told)
    told = re.sub(rf"\[exhibits\.{key}\]\n(?:[^\[\n].*\n)+", "", told)
    sheet.write_text(re.sub(rf'"{key}",? ?', "", told), "utf-8")


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.setenv("REINSTATE_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    shutil.copytree(EXAMPLE, tmp_path / "case")
    without(tmp_path / "case", INVOICE)
    return tmp_path


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_vault_from_before_the_trouble_makes_the_case_whole(place, knowledge):
    original = EXAMPLE / "evidence" / INVOICE
    run("vault", "new", "Halmbrink", *SELLER)
    run("vault", "add", original)
    (place / "products.txt").write_text(f"{ASIN} Wasserkocher\n", "utf-8")
    run("vault", "products", "products.txt")
    assert f"✓ {ASIN}" in run("vault", "ready", "--on", "2026-10-01").output

    before = work(read_folder(place / "case"), knowledge, Choice()).proof
    assert before.matrix[ASIN]["invoices"] == ()
    offered = run("vault", "use", "case").output
    assert f"shows {ASIN}" in offered
    assert "reinstate vault use case D-1" in offered
    assert "D-1 → A-" in run("vault", "use", "case", "--fitting").output
    after = work(read_folder(place / "case"), knowledge, Choice())
    (number,) = after.proof.matrix[ASIN]["invoices"]
    (exhibit,) = (each for each in after.exhibits if each.number == number)
    assert (exhibit.kind, exhibit.sha256) == ("supplier-invoice", digest(original))
    assert "is in the case already" in run("vault", "use", "case", "D-1").output

    run("package", "case", "--out", "out", status=1)
    manifest = json.loads((place / "out" / "manifest.json").read_text("utf-8"))
    assert digest(original) in json.dumps(manifest)
    assert digest(original) in {digest(each) for each in (place / "out" / "originals").iterdir()}


def test_documents_of_a_case_are_kept_for_the_next_one_with_their_kinds(place):
    run("vault", "new", "Halmbrink", *SELLER)
    run("vault", "keep", "case", "A-1", "A-2")
    kept = json.loads(run("vault", "show", "--json").stdout)["documents"]
    originals = {digest(each) for each in (place / "case" / "evidence").iterdir()}
    assert len(kept) == 2
    assert {each["sha256"] for each in kept} <= originals
    assert "was there already" in run("vault", "keep", "case", "A-1").output
    assert "[exhibits.unknown]" in run("vault", "keep", "case", "A-99", status=2).output


def test_a_stored_case_tells_which_vault_a_document_came_from(place):
    run("vault", "new", "Halmbrink", *SELLER)
    run("vault", "add", EXAMPLE / "evidence" / INVOICE)
    run("case", "new", "case")
    with open_store(place / "home") as store:
        (case,), (vault,) = store.cases(), store.vaults()
    run("vault", "use", case[:8], "D-1")
    with open_store(place / "home") as store:
        bodies = [each.body for each in store.load(case) if each.kind == "exhibit-added" and "vault" in each.body]
    assert [(each["vault"], each["files"][0]["sha256"]) for each in bodies] == [
        (vault, digest(EXAMPLE / "evidence" / INVOICE))
    ]
    run("vault", "retire", "D-1")
    assert "[vault.retired-document]" in run("vault", "use", case[:8], "D-1", status=2).output


@pytest.fixture(scope="module")
def worker():
    with Worker(cache_folder()) as made:
        yield made


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sets(st.tuples(st.integers(20, 60), st.binary(max_size=9)), min_size=1, max_size=3))
def test_bytes_are_the_same_in_vault_and_case_and_vault_again(tmp_path_factory, knowledge, worker, drawn):
    place = tmp_path_factory.mktemp("round")
    case = shutil.copytree(EXAMPLE, place / "case", ignore=shutil.ignore_patterns("*.pdf", "*.docx", "*.jpg"))
    sheet = (case / "answers.toml").read_text("utf-8")
    sheet = re.sub(r"\[exhibits\.[\w-]+\]\n(?:[^\[\n].*\n)+", "", sheet)
    (case / "answers.toml").write_text(re.sub(r"exhibits = \[.*\]\n", "", sheet), "utf-8")
    contents = {picture("PNG", (size, 20)) + tail for size, tail in drawn}  # what follows a picture is kept too
    home = FolderHome(case)
    with open_store(place / "home") as store:
        incoming = [Incoming("photo.png", content) for content in contents]
        held, taken = add_documents(store, open_vault(store, {"name": "One"}), incoming, worker)
        assert all(each.document and not each.twin for each in taken)
        reading = read_notice(home.read(), knowledge, worker)
        found = offers(held.vault, {}, reading, reading.notice.sent, knowledge)
        use_documents(store, held.vault, found, home, knowledge, worker)
        assert set(home.read().evidence.values()) == contents
        back = [each.incoming for each in documents_of(home, (), knowledge)]
        again, _ = add_documents(store, open_vault(store, {"name": "Two"}), back, worker)
        assert {store.fetch(each.sha256) for each in again.vault.documents} == contents
