"""`reinstate case`: what people type and what they get to read."""

import hashlib
import json
import re
import shutil
import sqlite3
import string
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import reinstate
from reinstate.case import CASE_KINDS, entry_after, parse_journal
from reinstate.interfaces.cli.cases import command, default_home, desk_of, printable
from reinstate.interfaces.cli.desk import Desk
from reinstate.knowledge import DATA, load
from reinstate.store import open_store

LANGUAGES = ("en", "de", "it", "vi", "zh")
SHELVES = ("cases", "store")


@pytest.fixture(scope="session")
def words(tmp_path_factory):
    """Only the two shelves that speak here, so that these tests load fast and stand alone."""
    folder = tmp_path_factory.mktemp("shelves")
    for path in DATA.rglob("*.toml"):
        if path.parent.name == "messages" and path.stem in SHELVES:
            target = folder / path.relative_to(DATA)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
    return load(folder)


def desk(language, words):
    made = Desk(language)
    made.__dict__["shelves"] = words
    return made


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("REINSTATE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def run(home, words):
    def run(*args, language="en", status=0):
        result = CliRunner().invoke(command, [str(each) for each in args], obj=desk(language, words))
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == status, result.output
        return result.stderr if status else result.stdout

    return run


@pytest.fixture
def case_dir(tmp_path):
    folder = tmp_path / "late parcels"
    (folder / "evidence").mkdir(parents=True)
    (folder / "notice.txt").write_bytes(b"Dear seller")
    (folder / "answers.toml").write_bytes(b"language = 'en'")
    (folder / "evidence" / "发票.pdf").write_bytes(b"%PDF" + b"x" * 2000)
    return folder


def short_id(said):
    return re.search(r"\b[0-9a-f]{8}\b", said)[0]


def test_a_case_from_new_to_import(run, case_dir, tmp_path, monkeypatch):
    said = run("new", case_dir)
    assert "late parcels" in said
    assert "Files: 3" in said
    assert "reinstate package" in said
    short = short_id(said)
    assert re.search(rf"{short} .* 3 .*answered.*late parcels", run("list"))
    shown = run("show", short)
    assert re.search(r"[0-9a-f]{8} +2 kB +evidence/发票\.pdf", shown)
    assert "answered" in shown
    out = tmp_path / "out"
    head = parse_journal(run("log", short, "--json").encode("utf-8"))[-1].hash
    assert head in run("export", short, out)
    monkeypatch.setenv("REINSTATE_HOME", str(tmp_path / "second home"))
    assert head in run("import", out)
    assert "already here" in run("import", out)
    assert short in run("list")


def test_new_without_answers_says_what_to_do_first(run, case_dir):
    (case_dir / "answers.toml").unlink()
    assert "answers.toml" in run("new", case_dir, "--title", "Fall Ä")


def test_no_cases_yet(run):
    assert "reinstate case new" in run("list")


def test_the_log_tells_what_happened_and_that_the_chain_is_whole(run, case_dir):
    short = short_id(run("new", case_dir))
    first, *_, last = run("log", short[:6]).splitlines()
    assert re.fullmatch(rf" +1  \d{{4}}-\d\d-\d\d \d\d:\d\d UTC  {short}  you: notice received: notice.txt", first)
    assert "Entries: 3" in last


def test_every_kind_of_entry_is_told_in_words(run, home):
    body = {"files": [{"name": "x.pdf", "sha256": hashlib.sha256(b"x").hexdigest(), "size": 1}]}
    body |= {"title": "T", "finding": "F-1", "reason": "because", "channel": "chan", "question": "Q-1"}
    with open_store(home) as store:
        store.keep(b"x")
        journal = []
        for kind in CASE_KINDS:
            journal.append(entry_after(journal[-1] if journal else None, datetime.now(UTC), "robot", kind, body))
        store.append(journal[0].hash, *journal)
    for language in LANGUAGES:
        said = run("log", journal[0].hash, language=language)
        assert said.count("robot") == len(CASE_KINDS)
        assert not [kind for kind in CASE_KINDS if kind in said], "a kind's id stands where words should"
    shown = run("show", journal[0].hash)
    assert all(each in shown for each in ("F-1", "because", "chan", "Replies"))


def test_a_tampered_journal_is_not_read_out(run, case_dir, home):
    short = short_id(run("new", case_dir))
    with sqlite3.connect(home / "cases.sqlite3") as raw:
        raw.execute("UPDATE entries SET actor = 'x' WHERE seq = 2")
    raw.close()
    said = run("log", short, status=2)
    assert "entry 2" in said
    assert "store.chain-broken" in said
    assert "{" not in said
    assert "entry 2" in run("list")


def test_control_characters_of_a_foreign_journal_do_not_reach_the_terminal(run, case_dir):
    run("new", case_dir, "--title", "\x1b[2Jgone")
    assert "\x1b" not in run("list")
    assert printable("a\x1bb\u202ec") == "a\ufffdb\ufffdc"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_every_step(run, case_dir, tmp_path, language):
    said = run("list", language=language)
    said += run("new", case_dir, language=language)
    short = short_id(said)
    said += (
        run("list", language=language) + run("show", short, language=language) + run("log", short, language=language)
    )
    said += run("export", short, tmp_path / "out", language=language)
    readme = (tmp_path / "out" / "README.txt").read_text("utf-8")
    said += run("import", tmp_path / "out", language=language)
    assert "{" not in said + readme
    if language != "en":
        assert "answered" not in said
        assert "This folder" not in readme


def test_every_trouble_has_words_and_a_hint_in_every_language(words):
    messages = words.messages
    root = Path(reinstate.__file__).parent
    sources = [*(root / "store").rglob("*.py"), root / "case" / "journal.py", root / "workflow" / "cases.py"]
    raised = {
        code for path in sources for code in re.findall(r'"((?:store|cases)\.[a-z-]+)"', path.read_text("utf-8"))
    } - {"cases.id"}  # a column
    hinted = {f"{shelf}.{key[:-5]}" for shelf in SHELVES for key in messages[shelf].says if key.endswith("-hint")}
    assert raised == hinted
    for code in raised:
        shelf, key = code.split(".")
        for spoken in (messages[shelf].says[key], messages[shelf].says[f"{key}-hint"]):
            assert set(spoken) >= set(LANGUAGES), code


@pytest.mark.parametrize("shelf", SHELVES)
def test_every_language_names_the_same_arguments(words, shelf):
    for key, spoken in words.messages[shelf].says.items():
        names = {
            tag: {name for _, name, _, _ in string.Formatter().parse(text) if name} for tag, text in spoken.items()
        }
        assert set(names) >= set(LANGUAGES), key
        assert all(each == names["en"] for each in names.values()), key


@pytest.mark.parametrize(
    ("environment", "platform", "expected"),
    [
        ({"REINSTATE_HOME": "/x/y"}, "linux", "/x/y"),
        ({}, "linux", "/home/me/.local/share/reinstate"),
        ({"XDG_DATA_HOME": "/data"}, "linux", "/data/reinstate"),
        ({}, "darwin", "/home/me/Library/Application Support/reinstate"),
        ({"APPDATA": "/roaming"}, "win32", "/roaming/reinstate"),
        ({}, "win32", "/home/me/AppData/Roaming/reinstate"),
        ({"REINSTATE_HOME": ""}, "linux", "/home/me/.local/share/reinstate"),
    ],
)
def test_cases_are_kept_where_the_platform_keeps_data(environment, platform, expected):
    assert default_home(environment, platform, Path("/home/me")) == Path(expected)


def test_help_loads_no_database():
    heavy = ("sqlalchemy", "alembic", "pydantic")
    script = f"import sys, reinstate.interfaces.cli.cases; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_log_as_json_is_the_journal_itself(run, case_dir):
    said = run("log", short_id(run("new", case_dir)), "--json")
    assert [json.loads(each)["seq"] for each in said.splitlines()] == [1, 2, 3]


def test_by_itself_the_group_speaks_english():
    result = CliRunner().invoke(command, ["--help"])
    assert all(each in result.stdout for each in ("new", "list", "show", "log", "export", "import"))
    assert desk_of(click.Context(command)).language == "en"
