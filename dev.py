#!/usr/bin/env python3
"""Set up and run from a fresh clone with nothing but Python 3.11: `python3 dev.py demo`, `python3 dev.py test`.

Works on Linux, macOS and Windows; makes its own environment in `.venv` and installs everything there. On Debian and
Ubuntu as root, `test` also installs the system packages that the tests use.
"""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
HOME = HERE / ".venv"
PYTHON = HOME / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
DEBIAN = (
    "tesseract-ocr-eng",
    "tesseract-ocr-deu",
    "tesseract-ocr-chi-sim",
    "tesseract-ocr-jpn",
    "tesseract-ocr-vie",
    "chromium",
)
"""Packages of Debian and Ubuntu that the tests use; the program itself needs none."""


def run(*command: str | Path, **options: object) -> None:
    """Run a command and stop with its status if it fails."""
    done = subprocess.run([str(part) for part in command], check=False, cwd=HERE, **options)  # type: ignore[call-overload]
    if done.returncode:
        sys.exit(done.returncode)


def environment() -> None:
    """Make the environment. Debian's Python may lack `ensurepip`; then the virtualenv package makes it."""
    if PYTHON.exists():
        return
    try:
        import ensurepip  # noqa: F401, PLC0415 - only to see whether it is there

        venv.create(HOME, with_pip=True)
    except (ImportError, subprocess.CalledProcessError):
        shutil.rmtree(HOME, ignore_errors=True)
        aside = HERE / ".bootstrap"
        run(sys.executable, "-m", "pip", "install", "--quiet", "--target", aside, "virtualenv")
        run(sys.executable, "-m", "virtualenv", "--quiet", HOME, env=os.environ | {"PYTHONPATH": str(aside)})


def install(*, tests: bool) -> None:
    """Install the locked packages and the program itself, unless that was done for these very files.

    Installing the program also bundles the editor of its pages (`setup.py`).
    """
    mark = HOME / "installed"
    locks = [HERE / "requirements-dev.lock"] if tests else [HERE / "requirements.lock", HERE / "requirements-dev.lock"]
    editor = "".join(
        (HERE / "editor" / name).read_text("utf-8") for name in ("package-lock.json", "editor.js", "build.py")
    )
    if mark.exists() and mark.read_text("utf-8") in [lock.read_text("utf-8") + editor for lock in locks]:
        return
    print("Installing into .venv (a few minutes the first time) ...", flush=True)
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run(*pip, "--require-hashes", "-r", locks[0])
    run(*pip, "--no-deps", "--editable", HERE)
    mark.write_text(locks[0].read_text("utf-8") + editor, "utf-8")


def debian() -> None:
    """Install the system packages that the tests use, where apt and the rights are there."""
    if not DEBIAN or not shutil.which("apt-get") or getattr(os, "geteuid", lambda: 1)() != 0:
        return
    quiet = {"stdout": subprocess.DEVNULL, "env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}}
    run("apt-get", "update", "-qq", **quiet)
    run("apt-get", "install", "-y", "-qq", "--no-install-recommends", *DEBIAN, **quiet)


def demo(arguments: list[str]) -> None:
    """Run the main job on the bundled examples."""
    install(tests=False)
    run(PYTHON, "-m", "reinstate", "demo", *arguments)


def test(arguments: list[str]) -> None:
    """Install what the tests need and run every check that the project has."""
    debian()
    install(tests=True)
    for check in (
        ("ruff", "check", "."),
        ("ruff", "format", "--check", "."),
        ("mypy",),
        ("importlinter.cli", "lint"),
        ("pytest", "-n", "auto", *arguments),
    ):
        print(f"== {' '.join(check)}", flush=True)
        module, *rest = check
        if module == "importlinter.cli":
            run(PYTHON, "-c", "from importlinter.cli import lint_imports_command as lint; lint()", *rest[1:])
        else:
            run(PYTHON, "-m", module, *rest)


def main() -> None:
    """Do what the first argument says."""
    if sys.version_info < (3, 11):
        sys.exit("reinstate needs Python 3.11 or newer; this is " + sys.version.split()[0])
    jobs = {"demo": demo, "test": test}
    if len(sys.argv) < 2 or sys.argv[1] not in jobs:
        sys.exit("usage: python3 dev.py demo|test")
    environment()
    jobs[sys.argv[1]](sys.argv[2:])


if __name__ == "__main__":
    main()
