"""How quick plans are: a draft, its PDF, and a thousand of both, beside the bare typesetter on the same page.

    python benchmarks/plan_speed.py [--packages N]

Times are CPU seconds of this process (`time.process_time`) after start-up, medians of several runs; wall time stands
beside them. Limits: draft 200 ms, PDF of two pages 500 ms, 1,000 packages without exhibits 10 min on two cores. The
thousand is extrapolated from N (default 60) unless N is 1000; the line says so.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import typst

from reinstate import document, plan, review
from reinstate.case import Answers, Plan, Reading
from reinstate.document import pdf
from reinstate.knowledge import Knowledge, load
from reinstate.workflow.findings import all_findings
from reinstate.workflow.folder import read_folder
from reinstate.workflow.frame import frame_of
from reinstate.workflow.package import Choice, work
from reinstate.workflow.render import page_count

EXAMPLE = Path(plan.__file__).parent.parent / "examples" / "late-shipments-us"
CORES = 2


def timed(action: Callable[[], object], runs: int = 9) -> tuple[float, float]:
    """Median CPU and wall time of an action in milliseconds."""
    spent, passed = [], []
    for _ in range(runs):
        begun, started = time.process_time(), time.perf_counter()
        action()
        spent.append(time.process_time() - begun)
        passed.append(time.perf_counter() - started)
    return 1000 * statistics.median(spent), 1000 * statistics.median(passed)


class Bare:
    """The typesetter alone on the same words: no design, no references, no archive standard; loaded once."""

    def __init__(self, folder: Path) -> None:
        source = folder / "bare.typ"
        source.write_text('#for line in sys.inputs.words.split("\\n") { par(line) }', "utf-8")
        self._compiler = typst.Compiler(str(source), root=str(folder), font_paths=pdf._fonts())  # noqa: SLF001

    def write(self, words: str) -> bytes:
        """The words as a PDF, a paragraph a line."""
        return bytes(self._compiler.compile(sys_inputs={"words": words}, format="pdf"))


def one(answers: Answers, reading: Reading, knowledge: Knowledge) -> bytes:
    """A package without exhibits: draft, review, hold against the case, typeset."""
    made = drafted(answers, reading, knowledge)
    ruled = review.review(made, knowledge, reading.violations[0]).findings
    all_findings(made, review.Dossier(answers, reading, (), made), ruled, knowledge)
    return document.render(page(made, answers, reading, knowledge), "pdf")


def drafted(answers: Answers, reading: Reading, knowledge: Knowledge) -> Plan:
    """The plan, in four parts and English."""
    return plan.draft(answers, reading, knowledge, structure="4d", language="en", numbers={})


def page(made: Plan, answers: Answers, reading: Reading, knowledge: Knowledge) -> document.Document:
    """The plan as a document."""
    return document.compose_plan(made, frame_of(answers, reading, (), knowledge, "en"), knowledge)


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser()
    options.add_argument("--packages", type=int, default=60)
    count = options.parse_args().packages
    knowledge = load()
    worked = work(read_folder(EXAMPLE), knowledge, Choice("4d", "en"))
    answers, reading = worked.answers, worked.reading
    made = drafted(answers, reading, knowledge)
    tree = page(made, answers, reading, knowledge)
    content = document.render(tree, "pdf")
    peer = Bare(Path(tempfile.mkdtemp()))
    peer.write(made.text)
    rows = {
        "draft": (*timed(lambda: drafted(answers, reading, knowledge)), 200),
        f"PDF, {page_count(content)} pages": (*timed(lambda: document.render(tree, "pdf")), 500),
        "bare typesetter, same words": (*timed(lambda: peer.write(made.text)), None),
    }
    for name, (spent, passed, limit) in rows.items():
        told = f"limit {limit} ms, {spent / limit:.0%} of it" if limit else ""
        print(f"{name:32} CPU {spent:7.1f} ms   wall {passed:7.1f} ms   {told}")
    begun = time.process_time()
    for _ in range(count):
        one(answers, reading, knowledge)
    spent = time.process_time() - begun
    thousand = spent * 1000 / count / CORES / 60
    how = "measured on one core, halved" if count == 1000 else f"extrapolated from {count}, halved for {CORES} cores"
    print(f"1,000 packages without exhibits  {thousand:.1f} min ({how}); limit 10 min")


if __name__ == "__main__":
    main()
