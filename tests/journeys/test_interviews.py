"""The interviews in the docs are what the program asks and writes today, and each of them ends ready to be sent."""

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def script():  # type: ignore[no-untyped-def]
    """`scripts/make_interviews.py` as a module; scripts are no package."""
    spec = importlib.util.spec_from_file_location("make_interviews", ROOT / "scripts" / "make_interviews.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MAKE = script()


def test_there_are_three_interviews_in_two_languages() -> None:
    names = sorted(file.stem for file in MAKE.SCRIPTS)
    assert len(names) == 6
    assert {name.rpartition(".")[2] for name in names} == {"en", "zh"}


@pytest.mark.parametrize("file", MAKE.SCRIPTS, ids=lambda file: file.stem)
def test_the_page_is_what_the_program_asks_and_writes(file: Path) -> None:
    made = MAKE.page(file)
    assert (MAKE.PAGES / f"{file.stem}.md").read_text("utf-8") == made, "run scripts/make_interviews.py"
    assert "⟦" not in made
    assert made.rpartition("\n## ")[2].splitlines()[2] in {"Ready.", "可以提交。"}
