"""A bundled example with a few of its documents, in a folder of the test's own."""

import shutil
from pathlib import Path

from click.testing import CliRunner

import reinstate
from reinstate.interfaces.cli.commands import cli

EXAMPLE = Path(reinstate.__file__).parent / "examples" / "inauthentic-de"
INVOICE = "rechnung-kornblatt.pdf"
KEPT = (INVOICE, "autorisierung.pdf", "schulungsnachweis.docx")


def small_case(folder, monkeypatch):
    monkeypatch.setenv("REINSTATE_HOME", str(folder / "home"))
    monkeypatch.chdir(folder)
    made = shutil.copytree(EXAMPLE, folder / "case")
    for path in (made / "evidence").iterdir():
        if path.name not in KEPT:
            path.unlink()
    return made


def run(*arguments):
    result = CliRunner().invoke(cli, ["--reader-language", "en", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result
