"""`reinstate review`: a plan or a letter held against the rules."""

import contextlib
import json
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING

import click

from reinstate import __version__
from reinstate.case import Span, Trouble
from reinstate.interfaces.cli.desk import BAD_INPUT, Desk
from reinstate.interfaces.cli.lines import underlined, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reinstate.document import MarkedLetter, Remark
    from reinstate.workflow.look import Aim, Looked
    from reinstate.workflow.settings import Books

PARTS = {"root_cause": "root_cause", "actions_taken": "corrective", "prevention": "preventive", "none": None}
"""Name of a part as people give it → the section role it stands for."""

SEVERITIES = ("error", "warning", "note")
COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}
STDIN = "-"
WIDEST = 100
"""Columns of a row at most, however wide the terminal."""
PAUSE = 0.4
"""Seconds between two looks at the files under `--watch`."""


@dataclass(frozen=True, slots=True)
class Order:
    """What the user wants beside the findings on the terminal."""

    as_json: bool
    questions: bool
    sarif: Path | None
    html: Path | None
    docx: Path | None
    fail_on: str


@click.command("review")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--sarif", type=click.Path(path_type=Path), help="Write the findings as SARIF 2.1.0.")
@click.option("--html", type=click.Path(path_type=Path), help="Write the letter with notes in the margin.")
@click.option("--docx", type=click.Path(path_type=Path), help="Write a Word file with a comment at each place.")
@click.option("--questions", is_flag=True, help="Ask what each action leaves open: who, what, when, where, why, how.")
@click.option("--case", "case_dir", type=click.Path(path_type=Path), help="Case folder to hold the letter against.")
@click.option("--violation", metavar="SLUG", help="What the notice alleges, if you know.")
@click.option("--section", type=click.Choice(list(PARTS)), help="The text is a fragment of this part.")
@click.option("--config", type=click.Path(path_type=Path), help="Settings (default: reinstate.toml at or above FILES).")
@click.option(
    "--fail-on", type=click.Choice(SEVERITIES), default="error", show_default=True, help="What makes the status 1."
)
@click.option("--watch", is_flag=True, help="Review again whenever a file changes, until Ctrl-C.")
@click.pass_obj
def command(
    desk: Desk,
    files: tuple[Path, ...],
    as_json: bool,
    sarif: Path | None,
    html: Path | None,
    docx: Path | None,
    questions: bool,
    case_dir: Path | None,
    violation: str | None,
    section: str | None,
    config: Path | None,
    fail_on: str,
    watch: bool,
) -> None:
    """Hold each letter against the rules: place, reason, advice. `-` reads standard input.

    Exit status: 0 nothing found that counts (see --fail-on), 1 something found, 2 a file couldn't be read.
    """
    from reinstate.workflow.look import Aim
    from reinstate.workflow.settings import Books

    order = Order(as_json, questions, sarif, html, docx, fail_on)
    aim = Aim(violation, PARTS.get(section or "none"), section is not None, case_dir)
    try:
        _refuse_many(files, order, watch=watch)
        books = Books(desk.knowledge(), config)
        if watch:
            sys.exit(_watch(desk, files, books, aim, order))
        sys.exit(_once(desk, files, books, aim, order))
    except Trouble as trouble:
        desk.refuse(trouble)


def _refuse_many(files: tuple[Path, ...], order: Order, *, watch: bool) -> None:
    """Refuse what one file can't hold, and waiting for what can't change.

    Raises:
        Trouble: `review-page.one-letter` or `review-page.no-watching`.
    """
    for option, out in (("--html", order.html), ("--docx", order.docx)):
        if out is not None and len(files) > 1:
            raise Trouble("review-page.one-letter", option=option, count=len(files))
    if watch and Path(STDIN) in files:
        raise Trouble("review-page.no-watching")


def _watch(desk: Desk, files: tuple[Path, ...], books: "Books", aim: "Aim", order: Order) -> int:
    """Review now and at every change of a letter or its settings, until interrupted; gives the last status."""
    status = 0
    seen: dict[Path, tuple[int, int] | None] = {}
    with contextlib.suppress(KeyboardInterrupt):
        while True:
            now = _stamps(files, books)
            if now != seen and None not in now.values():
                status = _try_once(desk, files, books, aim, order)
                seen = _stamps(files, books) | now  # reading the settings may have named more files
                click.secho(desk.says("review-page", "watching"), dim=True, err=True)
            time.sleep(PAUSE)
    click.secho(desk.says("review-page", "ended"), dim=True, err=True)
    return status


def _try_once(desk: Desk, files: tuple[Path, ...], books: "Books", aim: "Aim", order: Order) -> int:
    """Review once; trouble is told and doesn't end the program."""
    try:
        return _once(desk, files, books, aim, order)
    except Trouble as trouble:
        for line in desk.told(trouble):
            click.echo(line, err=True)
        return BAD_INPUT


def _stamps(files: tuple[Path, ...], books: "Books") -> dict[Path, tuple[int, int] | None]:
    """What changes with the letters, their settings and rules; None for a file that an editor is just replacing."""
    stamps: dict[Path, tuple[int, int] | None] = {}
    for path in (*files, *(each for letter in files for each in books.files(letter.parent))):
        try:
            state = path.stat()
            stamps[path] = (state.st_mtime_ns, state.st_size)
        except OSError:
            stamps[path] = None
    return stamps


def _once(desk: Desk, files: tuple[Path, ...], books: "Books", aim: "Aim", order: Order) -> int:
    """Review every file once, show and write what was asked for; gives the exit status.

    Raises:
        Trouble: the settings are faulty or an output can't be written.
    """
    from reinstate.workflow.write import write_output

    letters: list[MarkedLetter] = []
    unread: list[tuple[str, str]] = []
    contents: list[bytes] = []
    for path in files:
        try:
            looked = _look(desk, path, books, aim)
        except Trouble as trouble:
            if trouble.code.startswith("rules."):
                raise
            unread.append((str(path), _refused(desk, path, trouble, as_json=order.as_json)))
            continue
        letters.append(looked.marked(desk.language))
        contents.append(looked.content)
        click.echo(_line(desk, path, looked, order) if order.as_json else told(desk, letters[-1]))
        if order.questions and not order.as_json:
            click.echo("\n".join(_asked(desk, letters[-1], looked)))
    if len(files) > 1 and not order.as_json:
        click.secho(desk.says("review-page", "total", {"letters": len(letters), "counts": _counts(desk, letters)}))
    for out, content in _outputs(desk, order, letters, contents, unread):
        write_output(out, content)
        click.secho(desk.says("review-page", "written", {"file": str(out)}), dim=True, err=True)
    return BAD_INPUT if unread else int(_fails(letters, order.fail_on))


def _look(desk: Desk, path: Path, books: "Books", aim: "Aim") -> "Looked":
    from reinstate.workflow.look import look, look_at

    if str(path) == STDIN:
        return look_at(sys.stdin.buffer.read(), STDIN, books.of(Path.cwd()), aim, desk.apart)
    return look(path, books.of(path.parent), aim, desk.apart)


def _line(desk: Desk, path: Path, looked: "Looked", order: Order) -> str:
    data = {"file": str(path)} | looked.contract(desk.language)
    if order.questions:
        data["questions"] = looked.questions(desk.language)
    return json.dumps(data, ensure_ascii=False)


def _asked(desk: Desk, letter: "MarkedLetter", looked: "Looked") -> "Iterator[str]":
    """Each action that leaves something open, with the questions."""
    width = min(get_terminal_size().columns, WIDEST)
    yield "  " + click.style(desk.says("review-page", "questions"), underline=True)
    for action in looked.questions(desk.language):
        if action["questions"]:
            line = desk.says("review-page", "line", {"line": letter.line_of(action["start"])[0] + 1})
            yield f"  {click.style(line, dim=True)}  {_short(action['text'])}"
            for question in action["questions"]:
                first, *rest = wrapped(question, width - 6)
                yield from (f"    ? {first}", *("      " + row for row in rest))
    yield ""


def _outputs(
    desk: Desk,
    order: Order,
    letters: "Sequence[MarkedLetter]",
    contents: "Sequence[bytes]",
    unread: "Sequence[tuple[str, str]]",
) -> "Iterator[tuple[Path, bytes]]":
    from reinstate import document

    if order.sarif:
        yield order.sarif, document.findings_sarif(letters, __version__, desk.language, unread)
    if order.html and letters:
        yield order.html, document.marked_page(letters[0], desk.knowledge(), desk.language)
    if order.docx and letters:
        yield order.docx, document.marked_docx(letters[0], contents[0], document.Pen("reinstate", datetime.now(UTC)))


def _fails(letters: "Sequence[MarkedLetter]", fail_on: str) -> bool:
    grave = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    return any(remark.severity in grave for letter in letters for remark in letter.remarks)


def _refused(desk: Desk, path: Path, trouble: Trouble, *, as_json: bool) -> str:
    message, hint = desk.trouble(trouble)
    if as_json:
        error = {"code": trouble.code, "message": message, "hint": hint}
        click.echo(json.dumps({"file": str(path), "error": error}, ensure_ascii=False))
    else:
        click.secho(f"{path}: {message} [{trouble.code}]", fg="red", err=True)
        click.echo(hint, err=True)
    return message


def told(desk: Desk, letter: "MarkedLetter") -> str:
    """The findings on the terminal: what the letter lacks, then sentences with the places underlined."""
    width = min(get_terminal_size().columns, WIDEST)
    head = desk.says("review-page", "letter-language", {"language": _language(desk, letter.language)})
    lines = [click.style(letter.file, bold=True), f"{_counts(desk, [letter])} · {head}", ""]
    known: set[tuple[str, ...]] = set()
    if letter.whole:
        lines.append("  " + click.style(desk.says("review-page", "whole"), underline=True))
        lines += [row for remark in letter.whole for row in _said(desk, remark, width, known)] + [""]
    for span, group in groupby(letter.placed, key=lambda remark: remark.span):
        remarks = list(group)
        lines += ["  " + row for row in _sentence(desk, letter, span, remarks)]
        for remark in remarks:
            lines += _said(desk, remark, width, known, letter.text if len(remarks) > 1 else "")
        lines.append("")
    if letter.unchecked:
        unchecked = desk.says("review-page", "unchecked", {"rules": ", ".join(letter.unchecked)})
        lines += ["  " + click.style(row, dim=True) for row in wrapped(unchecked, width - 2)] + [""]
    return "\n".join(lines)


def _sentence(desk: Desk, letter: "MarkedLetter", span: Span, remarks: "Sequence[Remark]") -> list[str]:
    """The number of the line, and the sentence with its places underlined in the colour of the gravest."""
    width = min(get_terminal_size().columns, WIDEST)
    number = click.style(desk.says("review-page", "line", {"line": letter.line_of(span.start)[0] + 1}), dim=True)
    ranked = sorted(remarks, key=lambda remark: -SEVERITIES.index(remark.severity))
    places = [(remark.shown, remark.severity) for remark in ranked]
    return [number, *("  " + row for row in underlined(letter.text, span, places, width - 4, _coloured))]


def _said(desk: Desk, remark: "Remark", width: int, known: set[tuple[str, ...]], text: str = "") -> list[str]:
    """One finding: severity, title and rule, then why and what instead, unless this was said before in the letter.

    `text` is given where the words meant must be told apart from those of another finding in the sentence.
    """
    severity = desk.says("review-page", f"severity-{remark.severity}")
    words = f" “{_short(remark.shown.of(text))}”" if text else ""
    title = f"  {click.style(remark.title, bold=True)}{words}" if remark.why else ""
    lines = [f"    {_coloured(severity, remark.severity)}{title}  {click.style(remark.rule, dim=True)}"]
    said = (remark.rule, remark.why or remark.title, remark.advice)
    if said in known:
        return lines
    known.add(said)
    lines += ["      " + row for row in wrapped(remark.why or remark.title, width - 6)]
    if remark.advice:
        first, *rest = wrapped(remark.advice, width - 8)
        lines += [f"      → {first}", *("        " + row for row in rest)]
    return lines


def _short(words: str) -> str:
    plain = "".join(sign if sign.isprintable() else " " for sign in words)
    line = " ".join(plain.split())
    return line if len(line) <= 48 else line[:47] + "…"


def _coloured(text: str, severity: str) -> str:
    return click.style(text, fg=COLOURS[severity])


def _language(desk: Desk, tag: str) -> str:
    known = desk.knowledge().languages.get(tag)
    return known.name if known else tag


def _counts(desk: Desk, letters: "Sequence[MarkedLetter]") -> str:
    counts = {
        severity: sum(remark.severity == severity for letter in letters for remark in letter.remarks)
        for severity in SEVERITIES
    }
    said = [
        _coloured(desk.says("review-page", f"count-{severity}", {"count": count}), severity)
        for severity, count in counts.items()
        if count
    ]
    return " · ".join(said) or click.style(desk.says("review-page", "clean"), fg="green")
