# ruff: noqa: INP001 - a script to be run by hand, no package
"""Writes `docs/interviews/`: whole interviews as the program holds them, and the plan that comes of each.

The program itself asks, takes and writes; only what the seller types is told in `scripts/interviews/`, by the id of the
question. A question without an answer stops the script, and so does an answer that no question wants.
`tests/house/test_interviews.py` fails when a page is out of step. Run it from the repository:
`python scripts/make_interviews.py`.
"""

import io
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
import docx
import tomli

from reinstate.interfaces.cli.desk import Desk
from reinstate.interfaces.cli.question import Sight
from reinstate.interfaces.cli.talk import Talk
from reinstate.knowledge import load
from reinstate.root_cause import Step
from reinstate.workflow.ask import open_interview
from reinstate.workflow.folder import read_folder
from reinstate.workflow.package import Choice, Worked, work

HERE = Path(__file__).resolve().parent
PAGES = HERE.parent / "docs" / "interviews"
SCRIPTS = sorted((HERE / "interviews").glob("*.toml"))
WIDTH = 88

_HEAD = {
    "en": ("The notice", "The documents", "The interview", "The plan that came of it", "What the checklist says"),
    "zh": ("通知", "文件", "访谈", "由此得出的计划", "检查清单的结论"),
}
_MADE = {
    "en": "Made by `scripts/make_interviews.py`; the program asked and wrote everything, the seller typed behind `>`. "
    "Firms, people and figures are made up.",
    "zh": "本页由 `scripts/make_interviews.py` 生成：提问与文稿均出自程序，`>` 之后是卖家输入的内容。"
    "公司、人物和数字均为虚构。",
}
_READY = {"en": ("Ready.", "Not ready:"), "zh": ("可以提交。", "尚不能提交：")}


@dataclass
class Typist(Talk):
    """A sitting whose keyboard is a list of answers by the id of their question."""

    typed: dict[str, list[str]] = field(default_factory=dict)
    asked: int = 0
    now: str = ""

    @property
    def sight(self) -> Sight:
        """As on a terminal of a fixed width."""
        return Sight(self.desk, WIDTH)

    def one(self, step: Step) -> Step | None:
        """Remember which question is asked."""
        self.now = step.id
        self.asked += 1
        return super().one(step)

    def read(self, question: str) -> str:
        """The next answer to the question at hand."""
        if question:
            self.tell(self.sight.rows(question, pad="", bold=True))
            self.now = question
        waiting = self.typed.get("extra" if question else self.now)
        if not waiting:
            raise KeyError(f"nothing is typed for {self.now}")
        answer = waiting.pop(0)
        click.echo(f"> {answer or '⏎'}")
        return answer


def interview(script: Mapping[str, Any], folder: Path) -> tuple[str, int, Worked]:
    """What the terminal showed, how many questions were asked, and the package's parts."""
    knowledge = load()
    (folder / "evidence").mkdir(parents=True)
    (folder / "notice.txt").write_text(script["notice"], "utf-8")
    for name, text in script["evidence"].items():
        _paper(folder / "evidence" / name, text)
    desk = Desk(script["language"])
    typed = {key: [each] if isinstance(each, str) else list(each) for key, each in script["answers"].items()}
    talk = Typist(desk, open_interview(folder, knowledge, desk.apart, script["language"], script["today"]), typed=typed)
    shown = io.StringIO()
    with redirect_stdout(shown):
        talk.run(fresh=False)
    if left := {key for key, each in typed.items() if each}:
        raise KeyError(f"no question wanted the answers to {sorted(left)}")
    worked = work(read_folder(folder), knowledge, Choice(reader_language=script["language"]))
    return shown.getvalue().replace(str(folder), folder.name), talk.asked, worked


def _paper(file: Path, text: str) -> None:
    document = docx.Document()
    for line in text.strip().splitlines():
        document.add_paragraph(line)
    document.save(str(file))


def page(file: Path) -> str:
    """One interview as a page."""
    script = tomli.loads(file.read_text("utf-8"))
    with tempfile.TemporaryDirectory() as outside:
        shown, asked, worked = interview(script, Path(outside) / script["case"])
    return "\n".join(_page(script, shown, asked, worked)).rstrip() + "\n"


def _page(script: Mapping[str, Any], shown: str, asked: int, worked: Worked) -> Iterator[str]:
    notice, papers, talk, plan, checklist = _HEAD[script["language"]]
    yield from (f"# {script['title']}", "", _MADE[script["language"]], "", script["about"].strip(), "")
    yield from (f"## {notice}", "", *_quoted(script["notice"]), "")
    yield from (f"## {papers}", "", *(f"- `evidence/{name}`" for name in sorted(script["evidence"])), "")
    yield from (
        f"## {talk} ({asked})",
        "",
        "```text",
        *(line.rstrip() for line in shown.strip().splitlines()),
        "```",
        "",
    )
    yield from (f"## {plan}", "", *_quoted(worked.plan.text), "")
    yield from (f"## {checklist}", "", *_verdict(script["language"], worked))


def _quoted(text: str) -> Iterator[str]:
    for line in text.strip().splitlines():
        yield f"> {line}  " if line.strip() else ">"


def _verdict(language: str, worked: Worked) -> Iterator[str]:
    ready, not_ready = _READY[language]
    desk = Desk(language)
    names = worked.names(desk.shelves, language)
    yield ready if worked.checklist.ready else not_ready
    yield ""
    for gap in worked.checklist.gaps:
        yield f"- {gap.severity}: {desk.gap(gap, names)}"
    for finding in worked.checklist.findings:
        yield f"- {finding.severity}: `{finding.rule}` – {finding.span.of(worked.plan.text)}"


def main() -> int:
    """Write every page, or those whose script's name is given."""
    PAGES.mkdir(exist_ok=True)
    for file in SCRIPTS:
        if len(sys.argv) == 1 or any(name in file.name for name in sys.argv[1:]):
            (PAGES / f"{file.stem}.md").write_text(page(file), "utf-8")
            click.echo(file.stem)
    return 0


if __name__ == "__main__":
    sys.exit(main())
