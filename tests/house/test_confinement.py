"""Strangers' files are opened in a process of their own: by every command, whatever the files do."""

import shutil
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import reinstate
from reinstate import evidence, notice
from reinstate.interfaces.cli.commands import COMMANDS, cli
from reinstate.interfaces.cli.desk import Desk, cache_folder
from reinstate.store import open_store
from reinstate.workflow.confined import Worker
from reinstate.workflow.vaults import open_vault, write
from tests.evidence.hostile import stream_bomb
from tests.evidence.papers import INVOICE, pdf

EXAMPLE = Path(reinstate.__file__).parent / "examples" / "inauthentic-de"
OPENERS = ("admit", "bundle", "mark", "marked_copy", "parts", "prices", "read", "read_part", "redacted_copy")
"""What the room of the evidence does to files."""

CALLS = {
    "ask": ("CASE", "--map"),
    "evidence add": ("CASE", "new.pdf"),
    "evidence bundle": ("CASE", "--out", "out"),
    "evidence check": ("new.pdf", "--context", "context.json"),
    "evidence list": ("CASE",),
    "evidence mark": ("CASE", "--out", "out"),
    "evidence read": ("new.pdf",),
    "evidence redact": ("CASE", "--out", "out"),
    "package": ("CASE", "--out", "out"),
    "plan accept": ("CASE", "sheet.txt"),
    "plan diff": ("CASE", "--against", "letter.pdf"),
    "plan draft": ("CASE",),
    "plan edit": ("CASE", "--file", "sheet.txt"),
    "plan render": ("CASE", "--out", "plan.txt", "--beside", "en"),
    "plan revise": ("CASE", "--reply", "letter.pdf", "--sent", "letter.pdf"),
    "plan show": ("CASE",),
    "plan translate": ("CASE", "--out", "words.xlf"),
    "prompt": ("CASE",),
    "read": ("letter.pdf",),
    "review": ("letter.pdf", "--case", "CASE"),
    "vault add": ("new.pdf",),
    "vault due": (),
    "vault keep": ("CASE", "A-1"),
    "vault ready": (),
    "vault show": (),
    "vault use": ("CASE", "D-1"),
}
"""Every command that opens files which strangers may have made, and a call of it."""

OWN = {
    "case export", "case import", "case list", "case log", "case new", "case show", "case waive", "demo",
    "evidence sold",
    "knowledge check", "knowledge schemas", "lsp", "rule explain", "rule list", "rule new", "rule test", "serve",
    "vault export", "vault import", "vault list", "vault new", "vault products", "vault restore", "vault retire",
    "vault seller", "vault tell",
}  # fmt: skip
"""Commands that open no such file, or keep its bytes only; the workbench has workers, and tests, of its own."""


def commands():
    """Every command that can be called, by its whole name."""
    with click.Context(cli) as ctx:
        for name in COMMANDS:
            found = cli.get_command(ctx, name)
            inner = found.commands if isinstance(found, click.Group) else {}
            yield from (f"{name} {each}" for each in inner)
            yield from () if inner else (name,)


@pytest.fixture
def case(tmp_path, monkeypatch):
    """A case with its documents, and files beside it."""
    monkeypatch.setenv("REINSTATE_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    made = shutil.copytree(EXAMPLE, tmp_path / "CASE", ignore=shutil.ignore_patterns("*.jpg", "*.png"))
    (tmp_path / "new.pdf").write_bytes(INVOICE)
    (tmp_path / "letter.pdf").write_bytes(pdf("Dear seller\nWe removed ASIN B0D4RT7K2M. Please send invoices."))
    (tmp_path / "sheet.txt").write_text(run("plan", "show", "CASE", "--marked").stdout, "utf-8")
    with open_store(tmp_path / "home") as store:
        file = {"name": "paper.pdf", "sha256": store.keep(INVOICE), "size": len(INVOICE)}
        write(store, open_vault(store, {"name": "A seller"}), "document-kept", {"files": [file]})
    (tmp_path / "context.json").write_text('{"notice_date": "2026-03-10", "items": []}', "utf-8")
    return made


def run(*arguments):
    result = CliRunner().invoke(cli, ["--reader-language", "en", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_every_command_is_known_here():
    assert set(commands()) == {*CALLS, *OWN}


@pytest.mark.usefixtures("case")
@pytest.mark.parametrize("name", CALLS)
def test_no_command_opens_a_file_in_its_own_process(name, monkeypatch):
    def opened_here(*_args, **_kwargs):
        pytest.fail(f"{name} opens a file in its own process")

    for each in OPENERS:
        monkeypatch.setattr(evidence, each, opened_here)
    for each in ("read", "text_of"):
        plainly = getattr(notice, each)

        def only_plain(content, *args, plainly=plainly):
            return plainly(content, *args) if notice.plain(content) else opened_here()

        monkeypatch.setattr(notice, each, only_plain)
    result = run(*name.split(), *CALLS[name])
    assert result.exit_code in (0, 1) or "[plan.nothing-to-translate]" in result.stderr


@pytest.mark.parametrize("name", ["evidence add", "evidence bundle", "evidence list", "evidence mark", "plan draft"])
def test_a_file_that_breaks_every_reader_is_named_and_nothing_is_written(name, case, tmp_path, monkeypatch):
    bomb = stream_bomb()
    (tmp_path / "new.pdf").write_bytes(bomb)
    if name != "evidence add":
        (case / "evidence" / "autorisierung.pdf").write_bytes(bomb)
    before = held(tmp_path)
    with Worker(cache_folder(), patience=30, memory=900_000_000) as worker:
        monkeypatch.setattr(Desk, "apart", worker)
        result = run(*name.split(), *CALLS[name])
    assert result.exit_code == 2
    assert "[papers.harmful]" in result.stderr or "[papers.slow]" in result.stderr
    assert ("new.pdf" if name == "evidence add" else "autorisierung.pdf") in result.stderr
    assert held(tmp_path) == before


def held(folder):
    """All files there but those of the store, whose database may tidy itself up."""
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and "home" not in path.parts}
