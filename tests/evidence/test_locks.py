"""Locked files: opened by their password only, kept as they are, and put forward as a copy that everybody can open."""

import hashlib
import io
import json
import os
import pty
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import reinstate
from reinstate import evidence
from reinstate.case import Trouble
from reinstate.interfaces.cli.commands import cli
from tests.evidence.papers import INVOICE, changed, texts

EXAMPLE = Path(reinstate.__file__).parent / "examples" / "inauthentic-de"
SECRET = "Kü-7 發票"


def locked(password=SECRET):
    return changed(INVOICE, lambda _: None, encryption=pikepdf.Encryption(user=password, owner="owner"))


@pytest.fixture
def case(tmp_path, monkeypatch):
    monkeypatch.setenv("REINSTATE_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    return shutil.copytree(EXAMPLE, tmp_path / "case", ignore=shutil.ignore_patterns("*.jpg", "a*.pdf", "k*.pdf"))


def run(*arguments):
    result = CliRunner().invoke(cli, ["--reader-language", "en", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def everything(folder):
    """All bytes below a folder, archives and databases included."""
    return b"\n".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


@given(st.text(st.characters(codec="latin-1", exclude_categories=["Cc"]), min_size=1, max_size=20))
@settings(max_examples=15)
def test_the_copy_opens_without_a_password_says_the_same_and_is_the_same_each_time(password):
    body = locked(password)
    copy = evidence.unlocked(body, "a.pdf", ("wrong", password))
    assert texts(copy) == texts(INVOICE)
    assert evidence.unlocked(body, "a.pdf", (password,)) == copy
    with pytest.raises(Trouble) as caught:
        evidence.unlocked(body, "a.pdf", (password + "x",))
    assert caught.value.code == "evidence.password-wrong"
    assert caught.value.details == {"file": "a.pdf"}


@pytest.mark.parametrize("content", [INVOICE, b"%PDF-1.7 broken", b"\x89PNG\r\n\x1a\n", b""])
def test_what_is_not_locked_has_no_copy(content):
    assert evidence.unlocked(content, "a.pdf", ("x",)) is None


@pytest.mark.parametrize("stored", [False, True])
def test_a_locked_pdf_goes_out_as_a_copy_and_stays_as_it_is(case, tmp_path, stored):
    body = locked()
    (tmp_path / "invoice.pdf").write_bytes(body)
    name = str(case)
    if stored:
        run("case", "new", case)
        name = next(iter(run("case", "list").stdout.split()))
    refused = run("evidence", "add", name, tmp_path / "invoice.pdf")
    assert refused.exit_code == 2
    assert "[evidence.encrypted]" in refused.stderr
    assert "[evidence.password-wrong]" in run("evidence", "add", name, "invoice.pdf", "--password", "no").stderr
    added = run("evidence", "add", name, tmp_path / "invoice.pdf", "--password", SECRET)
    assert added.exit_code == 0, added.stderr
    assert "evidence/invoice-unlocked.pdf, goes out" in added.stdout
    assert (tmp_path / "invoice.pdf").read_bytes() == body
    again = run("evidence", "add", name, tmp_path / "invoice.pdf", "--password", SECRET)
    assert "already there" in again.stdout
    run("package", name, "--out", "out")
    told = json.loads((tmp_path / "out/manifest.json").read_text("utf-8"))
    copy, about = next((each, about) for each, about in told["copies"].items() if about["unlocked"])
    assert copy.endswith("_invoice-unlocked.pdf")
    assert about["original"] == "evidence/invoice.pdf"
    assert about["original_sha256"] == hashlib.sha256(body).hexdigest()
    assert texts((tmp_path / "out" / copy).read_bytes()) == texts(INVOICE)
    assert "ohne Kennwort" in " ".join(texts((tmp_path / "out/exhibits.pdf").read_bytes())).replace("\n", " ")
    for path in (tmp_path / "out").rglob("*.pdf"):
        with pikepdf.open(path) as opened:
            assert not opened.is_encrypted
    assert body not in everything(tmp_path / "out")
    assert body in everything(tmp_path / "home" if stored else case)
    assert SECRET.encode() not in everything(tmp_path / "home") + everything(case) + everything(tmp_path / "out")


def signed_and_locked():
    def sign(opened):
        sealed = opened.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Sig, ByteRange=pikepdf.Array([0, 10, 20, 30]), Contents=pikepdf.String("0" * 32)
            )
        )
        opened.Root.AcroForm = pikepdf.Dictionary(
            SigFlags=3, Fields=pikepdf.Array([pikepdf.Dictionary(FT=pikepdf.Name.Sig, T="s", V=sealed)])
        )

    return changed(INVOICE, sign, encryption=pikepdf.Encryption(user=SECRET, owner="owner"))


def test_of_a_signed_file_it_is_said_that_the_copy_bears_no_signature_any_more(case, tmp_path):
    body = signed_and_locked()
    (tmp_path / "invoice.pdf").write_bytes(body)
    (tmp_path / "plain.pdf").write_bytes(locked())
    told = "the copy bears no signature any more"
    assert told not in run("evidence", "add", case, "plain.pdf", "--password", SECRET).stdout
    assert told in run("evidence", "add", case, "invoice.pdf", "--password", SECRET).stdout
    assert (case / "evidence/invoice.pdf").read_bytes() == body
    run("package", case, "--out", "out")
    gaps = json.loads((tmp_path / "out/checklist.json").read_text("utf-8"))["gaps"]
    lost = [each for each in gaps if each["kind"] == "exhibit-signature-lost"]
    assert [(each["severity"], each["args"]["file"]) for each in lost] == [("note", "invoice.pdf")]
    assert "the digital signature that invoice.pdf bears" in (tmp_path / "out/checklist.html").read_text("utf-8")


def test_a_vault_keeps_a_locked_file_behind_its_copy_and_gives_a_case_both(case, tmp_path):
    body = signed_and_locked()
    (tmp_path / "invoice.pdf").write_bytes(body)
    run("vault", "new", "Halmbrink")
    refused = run("vault", "add", "invoice.pdf")
    assert refused.exit_code == 1
    assert "[evidence.encrypted]" in refused.stderr
    assert "[evidence.password-wrong]" in run("vault", "add", "invoice.pdf", "--password", "no").stderr
    added = run("vault", "add", "invoice.pdf", "--password", "no", "--password", SECRET)
    assert added.exit_code == 0, added.stderr
    assert "D-1" in added.stdout
    assert "without its password and without its digital signature" in added.stdout
    assert "already" in run("vault", "add", "invoice.pdf").stdout  # known by its bytes, so no password is asked for
    shown = json.loads(run("vault", "show", "--json").stdout)["documents"]
    assert [(each["file"], each["locked"], each["kind"]) for each in shown] == [
        ("invoice-unlocked.pdf", "invoice.pdf", "invoice")
    ]
    run("vault", "use", case, "D-1")
    assert (case / "evidence/invoice.pdf").read_bytes() == body
    assert texts((case / "evidence/invoice-unlocked.pdf").read_bytes()) == texts(INVOICE)
    assert 'unlocked_from = "evidence/invoice.pdf"' in (case / "answers.toml").read_text("utf-8")
    run("vault", "new", "Second")
    kept = run("vault", "keep", case, "--vault", "Second")
    assert "without its digital signature" in run("vault", "show", "--vault", "Second").stdout, kept.output
    assert SECRET.encode() not in everything(tmp_path / "home") + everything(case)


def test_a_locked_archive_gives_its_documents(case, tmp_path):
    """Python writes no locked archives, so this one is locked by hand (APPNOTE 6.1)."""
    (tmp_path / "papers.zip").write_bytes(zip_locked("note.pdf", INVOICE, b"secret"))
    assert "[papers.locked]" in run("evidence", "add", case, "papers.zip").stderr
    added = run("evidence", "add", case, "papers.zip", "--password", "no", "--password", "secret")
    assert added.exit_code == 0, added.stderr
    assert (case / "evidence/note.pdf").read_bytes() == INVOICE


def zip_locked(name, body, password):
    """An archive of one stored file, locked in the old way."""
    keys = [0x12345678, 0x23456789, 0x34567890]
    table = [0] * 256
    for number in range(256):
        value = number
        for _ in range(8):
            value = (value >> 1) ^ 0xEDB88320 if value & 1 else value >> 1
        table[number] = value

    def update(byte):
        keys[0] = (keys[0] >> 8) ^ table[(keys[0] ^ byte) & 0xFF]
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = (keys[2] >> 8) ^ table[(keys[2] ^ (keys[1] >> 24)) & 0xFF]

    for byte in password:
        update(byte)
    plain, out = io.BytesIO(), bytearray()
    with zipfile.ZipFile(plain, "w", zipfile.ZIP_STORED) as held:
        held.writestr(name, body)
        info = held.infolist()[0]
    for byte in bytes(11) + bytes([info.CRC >> 24]) + body:
        key = (keys[2] | 2) & 0xFFFF
        out.append(byte ^ ((key * (key ^ 1)) >> 8 & 0xFF))
        update(byte)
    made = bytearray(plain.getvalue().replace(body, bytes(out)))
    for at, flag, size in ((0, 6, 18), (made.index(b"PK\x01\x02"), 8, 20)):
        made[at + flag] |= 1
        made[at + size : at + size + 4] = len(out).to_bytes(4, "little")
    end = made.index(b"PK\x05\x06")
    made[end + 16 : end + 20] = made.index(b"PK\x01\x02").to_bytes(4, "little")
    return bytes(made)


def test_what_cannot_be_opened_even_with_its_password_says_what_to_do(case, tmp_path):
    container = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)
    (tmp_path / "contract.docx").write_bytes(container)
    strong = bytearray(zip_locked("note.pdf", INVOICE, b"secret"))
    for at, method in ((0, 8), (strong.index(b"PK\x01\x02"), 10)):
        strong[at + method : at + method + 2] = (99).to_bytes(2, "little")
    (tmp_path / "strong.zip").write_bytes(strong)
    for name, code in (("contract.docx", "locked-office"), ("strong.zip", "locked-strong")):
        for command in (("add", case, name, "--password", "secret"), ("read", name)):
            assert f"[papers.{code}]" in run("evidence", *command).stderr, (command, code)


def test_the_terminal_asks_for_the_password_without_showing_it(case, tmp_path):
    (tmp_path / "invoice.pdf").write_bytes(locked("secret"))
    ours, theirs = pty.openpty()
    ran = subprocess.Popen(
        [sys.executable, "-m", "reinstate", "--reader-language", "en", "evidence", "add", "case", "invoice.pdf"],
        stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
    )  # fmt: skip
    os.close(theirs)
    shown, typed = "", [b"wrong\n", b"secret\n"]
    while True:
        try:
            shown += os.read(ours, 4096).decode("utf-8", "replace")
        except OSError:
            break
        if typed and shown.count("Password (not shown") == 3 - len(typed):
            os.write(ours, typed.pop(0))
    os.close(ours)
    assert ran.wait() == 0, shown
    assert "The password doesn't open invoice.pdf." in shown
    assert "secret" not in shown
    assert (case / "evidence/invoice.pdf").read_bytes() == (tmp_path / "invoice.pdf").read_bytes()
