"""A case as a plain folder: `notice.*`, `answers.toml`, `evidence/`, and `plans/` with a person's edits."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from reinstate.case import Trouble, Waived, Waiver
from reinstate.workflow.files import read_bytes

ANSWERS = "answers.toml"
PLANS = "plans"


@dataclass(frozen=True, slots=True)
class CaseFolder:
    """The raw files of a case: nothing parsed, nothing altered. Names are relative, with forward slashes."""

    name: str
    notice_file: str
    notice: bytes = field(repr=False)
    answers: str = field(repr=False)
    evidence: Mapping[str, bytes] = field(repr=False)
    edits: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    """Edits of plans by file name, as `edits_name` makes it."""
    confirmed: Mapping[str, Any] = field(default_factory=dict, repr=False)
    """What a person corrected in the reading of the notice, as the journal keeps it."""
    waivers: tuple[Waived, ...] = ()
    """Findings that a person let stand by an entry of the journal, beside those that the answers name."""


def waived(waivers: Iterable[Waiver]) -> tuple[Waived, ...]:
    """The waivers of a journal, each of which names a rule, or a rule and the words that it is about: `rule: words`."""
    parted = ((*map(str.strip, each.finding.partition(":")), each.reason) for each in waivers)
    return tuple(Waived(rule, words, reason) for rule, _, words, reason in parted)


def edits_name(structure: str, language: str) -> str:
    """The name of the file that holds the edits of the plan in a structure and language."""
    return f"{PLANS}/{structure}.{language}.json"


def read_folder(folder: Path) -> CaseFolder:
    """Read every file of a case folder.

    Raises:
        Trouble: `package.no-folder`, `package.no-notice`, `package.several-notices`, `package.no-answers`,
            `package.answers-not-text`, `package.not-read`.
    """
    if not folder.is_dir():
        raise Trouble("package.no-folder", folder=str(folder))
    notice = notice_in(folder)
    answers = folder / ANSWERS
    if not answers.is_file():
        raise Trouble("package.no-answers", folder=str(folder))
    try:
        text = answers.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Trouble("package.answers-not-text", file=str(answers)) from error
    return CaseFolder(folder.resolve().name, notice.name, read_bytes(notice), text, _evidence(folder), _edits(folder))


def notice_in(folder: Path) -> Path:
    """The one notice of a case folder, whatever its ending.

    Raises:
        Trouble: `package.no-notice`, `package.several-notices`.
    """
    found = sorted(path for path in folder.iterdir() if path.stem.lower() == "notice" and path.is_file())
    if not found:
        raise Trouble("package.no-notice", folder=str(folder))
    if len(found) > 1:
        raise Trouble("package.several-notices", files=", ".join(path.name for path in found))
    return found[0]


def _evidence(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted((folder / "evidence").rglob("*")) if path.is_file())
    return {PurePosixPath(path.relative_to(folder)).as_posix(): read_bytes(path) for path in files}


def _edits(folder: Path) -> dict[str, bytes]:
    return {f"{PLANS}/{path.name}": read_bytes(path) for path in sorted((folder / PLANS).glob("*.json"))}
