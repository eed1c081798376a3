"""The tutorial is true: its files, as printed, make a package that is ready."""

import re
from pathlib import Path

import typst

from reinstate.workflow.folder import read_folder
from reinstate.workflow.package import Choice, work

TUTORIAL = (Path(__file__).parents[2] / "docs" / "tutorial.md").read_text("utf-8")
PAPERS = {
    "late-orders.pdf": "Orders shipped April 4 to May 3, 2026. Shipped after the expected ship date: 31 of 500",
    "settings.pdf": "Handling time: 2 business days",
    "procedure.pdf": "Dispatch procedure: open orders are checked every working day at 16:00",
}


def test_the_files_of_the_tutorial_make_a_package_that_is_ready(tmp_path, knowledge):
    files = dict(re.findall(r"^```\w+ (\S+)\n(.*?)^```$", TUTORIAL, re.MULTILINE | re.DOTALL))
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "evidence").mkdir()
    for name, words in PAPERS.items():
        (tmp_path / "evidence" / name).write_bytes(typst.compile(f'#text("{words}")'.encode()))
    checklist = work(read_folder(tmp_path), knowledge, Choice(structure="3part")).checklist
    faults = [each for each in (*checklist.gaps, *checklist.findings) if each.severity == "error"]
    assert checklist.ready, faults
    assert checklist.violations == ("late_shipment_rate",)
