"""`reinstate plan`: draft a plan, look at it, edit it in your own editor, compare it, and write it in any format."""

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reinstate.case import Finding, Mistakes, Plan
from reinstate.interfaces.cli.cases import printable
from reinstate.interfaces.cli.desk import Desk
from reinstate.interfaces.cli.home import case_home
from reinstate.interfaces.cli.lines import wrapped
from reinstate.interfaces.cli.package import FIGURES

if TYPE_CHECKING:
    from reinstate.plan import Change
    from reinstate.workflow.homes import Home
    from reinstate.workflow.package import Choice, Worked
    from reinstate.workflow.plans import Sheet
    from reinstate.workflow.revision import Revision

READY, NOT_READY = 0, 1
WIDTH = 96
SIGNS = {"edited": "~", "outdated": "!", "loosed": "+", "added": "+", "dropped": "-", "gone": "!"}
COLOURS = {"~": "cyan", "+": "yellow", "!": "red", "-": "red", "?": "yellow"}
Command = Callable[..., Any]


@click.group("plan")
def command() -> None:
    """Draft, show, edit, compare and write the plan of a case: a case folder, or the id of a stored case."""


def of_a_case(function: Command) -> Command:
    """Give a command the argument and the choices that every command on a plan takes."""
    function = click.option("--language", metavar="TAG", help="Language of the plan (default: the notice's).")(function)
    function = click.option("--structure", help="Structure of the plan (default: what suits the notice).")(function)
    function = click.argument("case")(function)
    return click.pass_obj(function)


@command.command("draft", short_help="Draft the plan from the facts of the case.")
@of_a_case
@click.option("--out", type=click.Path(path_type=Path), help="Write the text to a file instead of the screen.")
def draft_plan(desk: Desk, case: str, structure: str | None, language: str | None, out: Path | None) -> None:
    """Draft the plan of CASE from its facts alone. A stored case notes it in its journal.

    Exit status: 0 nothing is missing, 1 the plan has visible gaps, 2 bad input.
    """
    from reinstate.workflow.plans import draft
    from reinstate.workflow.write import write_output

    with case_home(desk, case) as home:
        made = draft(home, desk.apart, choice_of(desk, structure, language)).drafted
        if out is not None:
            write_output(out, made.text.encode())
            _speak(desk, "written", file=out)
        else:
            click.echo(made.text, nl=False)
    sentences = [each for section in made.sections for each in section.sentences]
    gaps = sum(bool(each.missing) for each in sentences)
    told: dict[str, str | int] = {"structure": made.structure or "", "language": made.language}
    click.echo(desk.says("plan", "drafted", told | {"count": len(sentences), "gaps": gaps}), err=True)
    sys.exit(NOT_READY if gaps else READY)


@command.command("show", short_help="Show the plan with the fact behind every sentence.")
@of_a_case
@click.option("--marked", is_flag=True, help="Print the text that `plan edit` opens.")
def show_plan(desk: Desk, case: str, structure: str | None, language: str | None, marked: bool) -> None:
    """Show the plan of CASE: the statement and the exhibits behind every sentence, and what was edited."""
    from reinstate.workflow.plans import open_sheet

    with case_home(desk, case) as home:
        sheet = open_sheet(home, desk.knowledge(), desk.apart, choice_of(desk, structure, language))
    if marked:
        click.echo(sheet.text, nl=False)
        return
    _show(desk, sheet.worked)
    _verdict(desk, sheet.worked)


@command.command("edit", short_help="Edit the plan; sentences keep their ties to the facts.")
@of_a_case
@click.option(
    "--file",
    type=click.Path(path_type=Path),
    help="Take the edited text ('-': standard input) or DOCX.",
)
def edit_plan(desk: Desk, case: str, structure: str | None, language: str | None, file: Path | None) -> None:
    """Edit the plan of CASE in your editor ($VISUAL or $EDITOR), one sentence a line; or in Word, see `plan render`.

    A value that the case doesn't hold is shown with its place. Exit status: 0 every value stands in the case, 1 one
    doesn't, 2 bad input.
    """
    from reinstate.workflow.files import read_bytes
    from reinstate.workflow.plans import edit, open_sheet
    from reinstate.workflow.returned import take_docx

    choice, knowledge = choice_of(desk, structure, language), desk.knowledge()
    with case_home(desk, case) as home:
        if file is not None and file.suffix.lower() == ".docx":
            sheet = take_docx(home, knowledge, desk.apart, choice, read_bytes(file), str(file))
        elif file is not None:
            sheet = edit(home, knowledge, desk.apart, choice, _text(file), str(file))
        else:
            sheet = _edited_here(desk, home, choice, open_sheet(home, knowledge, desk.apart, choice).text)
    _tell(desk, sheet.worked)
    sys.exit(_verdict(desk, sheet.worked))


def _edited_here(desk: Desk, home: "Home", choice: "Choice", text: str) -> "Sheet":
    """Open the editor until the text can be read or the person gives up; a text that can't be read is kept aside."""
    from reinstate.workflow.plans import edit

    while True:
        text = click.edit(text, extension=".txt", require_save=False) or text
        try:
            return edit(home, desk.knowledge(), desk.apart, choice, text, "plan.txt")
        except Mistakes as mistakes:
            for line in desk.told(mistakes):
                click.echo(line, err=True)
            if not click.confirm(desk.says("plan", "edit-again"), default=True, err=True):
                aside = Path("plan.not-taken.txt")
                aside.write_text(text, "utf-8")
                _speak(desk, "kept-aside", file=aside)
                raise


@command.command("diff", short_help="Show where the plan differs from its draft or from another file.")
@of_a_case
@click.option(
    "--against", type=click.Path(path_type=Path), help="A plan in a file: text, Word, PDF (default: the draft)."
)
def diff_plan(desk: Desk, case: str, structure: str | None, language: str | None, against: Path | None) -> None:
    """Show, sentence by sentence, where the plan of CASE differs from what its facts say, or from a plan in a file."""
    from reinstate.workflow.plans import differences, open_sheet, since, text_in

    with case_home(desk, case) as home:
        worked = open_sheet(home, desk.knowledge(), desk.apart, choice_of(desk, structure, language)).worked
        made, other = worked.plan, text_in(against, desk.apart) if against else None
        found = differences(worked.drafted, made) if other is None else since(other, made, desk.knowledge())
    part = None
    for each in found:
        if each.part != part:
            click.secho(printable(each.part), bold=True)
            part = each.part
        _paragraph("-", each.before)
        _paragraph("+", each.after)
    if not found:
        _speak(desk, "same")


@command.command("render", short_help="Write the plan as PDF, DOCX, HTML, Markdown or text.")
@of_a_case
@click.option("--out", type=click.Path(path_type=Path), required=True, help="File to write; its ending is the format.")
@click.option("--beside", metavar="TAG", help="For checking: with the same sentences in another language beside.")
@click.option("--figures", type=click.Choice(["none", "why", "all"]), help=FIGURES)
@click.option("--layout", type=click.Choice(["letter", "table", "form", "boxes"]), default="letter", show_default=True)
def render_plan(
    desk: Desk,
    case: str,
    structure: str | None,
    language: str | None,
    out: Path,
    beside: str | None,
    figures: str | None,
    layout: str,
) -> None:
    """Write the plan of CASE by itself, in the format of the file's ending. It says DRAFT until it is ready.

    Layouts: a letter, measures as a table, one form with a row for every part, or the boxes of a questionnaire as a
    page (.html) that counts characters while you type, or as text (.txt).
    """
    from reinstate.workflow.plans import format_of, open_sheet, render, render_beside, render_boxes
    from reinstate.workflow.write import write_output

    with case_home(desk, case) as home:
        format = format_of(out)
        choice = replace(choice_of(desk, structure, language), figures=figures)
        worked = open_sheet(home, desk.knowledge(), desk.apart, choice).worked
        knowledge = desk.knowledge()
        if beside:
            made = render_beside(worked, knowledge, desk.apart, beside, format)
        elif layout == "boxes":
            made = render_boxes(worked, knowledge, desk.language, format)
        else:
            made = render(worked, knowledge, format, layout=layout)
        write_output(out, made)
    _speak(desk, "written", file=out)


@command.command("translate", short_help="Send the seller's own words to a translator, and take them back.")
@of_a_case
@click.option("--out", type=click.Path(path_type=Path), help="Write the passages to a file: .xlf (XLIFF 2) or .docx.")
@click.option("--from", "back", type=click.Path(path_type=Path), help="Take a translator's filled file back.")
def translate_plan(
    desk: Desk, case: str, structure: str | None, language: str | None, out: Path | None, back: Path | None
) -> None:
    """Send what CASE says in the seller's own words to a translator (--out), and take the filled file back (--from).

    Names, identifiers, amounts and dates are locked; a translation that loses or changes one is refused.
    """
    from reinstate.workflow.translation import send, take
    from reinstate.workflow.write import write_output

    if (out is None) == (back is None):
        raise click.UsageError("--out / --from")
    choice = choice_of(desk, structure, language)
    with case_home(desk, case) as home:
        if out is not None:
            content, count = send(home, desk.knowledge(), desk.apart, choice, out)
            write_output(out, content)
            _speak(desk, "to-translate", count=count, file=out)
        elif back is not None:
            made = take(home, desk.knowledge(), desk.apart, choice, back)
            _speak(desk, "translated", count=made.taken, left=made.left)


@command.command("revise", short_help="Answer Amazon's reply: what it wants, what changed, what would contradict.")
@of_a_case
@click.option("--reply", type=click.Path(path_type=Path), required=True, help="Amazon's reply.")
@click.option(
    "--sent", type=click.Path(path_type=Path), help="The plan that was sent (default: what the stored case sealed)."
)
@click.option("--out", type=click.Path(path_type=Path), help="File to write the next revision to.")
def revise_plan(
    desk: Desk, case: str, structure: str | None, language: str | None, reply: Path, sent: Path | None, out: Path | None
) -> None:
    """Hold CASE as its answers are now against Amazon's reply and the plan that was sent.

    A stored case keeps what was sent; for a folder, --sent names it.

    Exit status: 0 every point is answered anew and nothing contradicts, 1 not yet, 2 bad input.
    """
    from reinstate.workflow.plans import format_of, render
    from reinstate.workflow.revision import points_rows, revise, unready
    from reinstate.workflow.write import write_output

    with case_home(desk, case) as home:
        format = format_of(out) if out else ""
        made = revise(home, desk.knowledge(), desk.apart, choice_of(desk, structure, language), reply, sent)
        if out is not None:
            write_output(out, render(unready(made), desk.knowledge(), format, points_rows(made)))
    _points(desk, made)
    if out is not None:
        _speak(desk, "written", file=out)
    sys.exit(READY if made.ready else NOT_READY)


@command.command("accept", short_help="Take back what a chat model made of `reinstate prompt`.")
@of_a_case
@click.argument("file", type=click.Path(path_type=Path))
def accept_text(desk: Desk, case: str, structure: str | None, language: str | None, file: Path) -> None:
    """Take a chat model's text (FILE, or '-') back into CASE: names in again, every value held against the case.

    A value that the case doesn't hold is refused with its line, and nothing is taken over.
    """
    from reinstate.workflow.prompt import accept

    with case_home(desk, case) as home:
        sheet = accept(home, desk.knowledge(), desk.apart, choice_of(desk, structure, language), _text(file), str(file))
    _tell(desk, sheet.worked)
    sys.exit(_verdict(desk, sheet.worked))


# -- what the commands share -------------------------------------------------------------------------------------------


def choice_of(desk: Desk, structure: str | None, language: str | None) -> "Choice":
    """What the person chose, with the reader's language."""
    from reinstate.workflow.package import Choice

    return Choice(structure, language, desk.language)


def _text(file: Path) -> str:
    from reinstate.workflow.plans import read_text

    return sys.stdin.read() if str(file) == "-" else read_text(file)


def _speak(desk: Desk, key: str, **values: object) -> None:
    click.echo(desk.says("plan", key, {name: printable(str(value)) for name, value in values.items()}).strip("\n"))


def _show(desk: Desk, worked: "Worked") -> None:
    states = {(each.part, each.after): SIGNS[each.kind] for each in worked.changes if each.after}
    made, numbers = worked.plan, worked.numbers
    for section in made.sections:
        if section.heading:
            click.secho("\n" + printable(section.heading.of(made.text)), bold=True)
        key = f"{section.id}@{section.issue}" if section.issue else section.id
        for each in section.sentences:
            words = each.span.of(made.text)
            sign = "?" if each.missing else states.get((key, words), " ")
            _paragraph(sign, words)
            rests = [*each.facts, *(numbers[name] for name in each.exhibits if name in numbers)]
            behind = ", ".join(rests) if rests else desk.says("plan", "no-fact")
            click.secho(f"    ← {printable(behind)}", dim=True)
    click.echo()


def _points(desk: Desk, revision: "Revision") -> None:
    """Each point of the reply with what answers it, what changed, and what contradicts the plan that was sent."""
    from reinstate.workflow.render import speaker

    for point in revision.points:
        _paragraph("?" if point.open else "+", point.words or point.wanted)
        where = ", ".join((*point.parts, *point.exhibits))
        key = "point-answered" if point.new else "point-old" if where else "point-open"
        click.echo("    " + desk.says("plan", key, {"where": printable(where), "wanted": printable(point.wanted)}))
    if not revision.points:
        _speak(desk, "no-points")
    _speak(desk, "changed", count=len(revision.differences))
    for each in revision.differences:
        _paragraph("-", each.before)
        _paragraph("+", each.after)
    speak = speaker(revision.worked, desk.knowledge(), desk.language)
    for found in revision.contradictions:
        _found(desk, found, revision.worked.plan, speak(found)[0])
    _speak(desk, "contradictions", count=len(revision.contradictions))


def _paragraph(sign: str, words: str) -> None:
    for number, row in enumerate(wrapped(words, WIDTH)):
        click.secho(f"{sign if not number else ' '} {printable(row)}", fg=COLOURS.get(sign))


def _tell(desk: Desk, worked: "Worked") -> None:
    """What the edits did, one paragraph a sentence."""
    for each in worked.changes:
        _changed(desk, each)
    if not worked.changes:
        _speak(desk, "same")


def _changed(desk: Desk, change: "Change") -> None:
    click.secho(desk.says("plan", f"change-{change.kind}", {"key": printable(change.key or change.part)}), bold=True)
    _paragraph("-", change.before)
    _paragraph("+", change.after)
    if change.lost:
        lost = ", ".join(value.partition(":")[2] for value in change.lost)
        _speak(desk, "left-out", values=lost)


def _verdict(desk: Desk, worked: "Worked") -> int:
    """Every place that says what the case doesn't hold; the status says whether there is one."""
    from reinstate.workflow.render import speaker

    strange = [
        each for each in worked.checklist.findings if each.rule.startswith("against.") and each.severity != "note"
    ]
    speak = speaker(worked, desk.knowledge(), desk.language)
    for each in strange:
        _found(desk, each, worked.plan, speak(each)[0])
    _speak(desk, "strange" if strange else "grounded", count=len(strange))
    return NOT_READY if any(each.severity == "error" for each in strange) else READY


def _found(desk: Desk, finding: Finding, made: Plan, message: str) -> None:
    place = finding.place or finding.span
    line = made.text.count("\n", 0, place.start) + 1
    click.secho(desk.says("plan", "place", {"line": line, "words": printable(place.of(made.text)[:80])}), fg="red")
    for row in wrapped(message, WIDTH):
        click.echo(f"    {printable(row)}")
