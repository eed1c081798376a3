"""`reinstate ask`: the interview in the terminal, its forms and its report."""

from datetime import date, datetime
from pathlib import Path

import click

from reinstate.case import Trouble
from reinstate.interfaces.cli.desk import Desk


@click.command("ask")
@click.argument("case_dir", type=click.Path(path_type=Path))
@click.option("--answers", type=click.Path(path_type=Path), help="Take answers to this case from a TOML file.")
@click.option("--company", type=click.Path(path_type=Path), help="Take people, firms and papers from another case.")
@click.option("--export", "export_to", type=click.Path(path_type=Path), help="Write the open questions as a form.")
@click.option("--import", "import_from", type=click.Path(path_type=Path), help="Take the answers of a filled form.")
@click.option("--map", "only_map", is_flag=True, help="Show the way ahead and end.")
@click.option("--report", "report_to", type=click.Path(path_type=Path), help="Write the root-cause report to a folder.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), hidden=True, help="Take another day for today.")
@click.pass_obj
def command(
    desk: Desk,
    case_dir: Path,
    answers: Path | None,
    company: Path | None,
    export_to: Path | None,
    import_from: Path | None,
    report_to: Path | None,
    today: datetime | None,
    *,
    only_map: bool,
) -> None:
    """Ask for everything that the plan of CASE_DIR needs, and save it in its answers.toml.

    --export writes .docx (can be taken back) or .html (to print or mail); --import takes .docx, or .txt of a mail.

    Exit status: 0, or 2 if something couldn't be read or written.
    """
    from reinstate.interfaces.cli.talk import Talk
    from reinstate.workflow import ask

    try:
        day = today.date() if today else date.today()  # noqa: DTZ011 - the seller's own day
        talk = Talk(desk, ask.open_interview(case_dir, desk.knowledge(), desk.apart, desk.language, day))
        if company:
            talk.interview = ask.merge_company(talk.interview, company)
            talk.say("merged", file=str(company))
        if answers:
            talk.take_answers(answers)
        if import_from:
            talk.take_form(import_from)
        if export_to:
            count = ask.write_form(talk.interview, export_to)
            talk.say("exported", count=count, file=str(export_to), folder=str(case_dir))
        if report_to:
            report_to.mkdir(parents=True, exist_ok=True)
            for file in ask.write_report(talk.interview, report_to):
                talk.say("report-written", file=str(file))
        if only_map:
            talk.show_map()
        if not (answers or import_from or export_to or report_to or only_map):
            talk.run(fresh=company is None)
    except Trouble as trouble:
        desk.refuse(trouble)
