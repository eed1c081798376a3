"""How fast documents are read and bound: 500 digital pages beside `pdftotext`, a bundle of 200 beside `qpdf`.

The peers are poppler-utils and qpdf; where one is absent, its ratio is left out. They run in turns with ours, the
limits count seconds of the processor, and the best run of several is told, so that a busy machine matters little. qpdf
gets the same pages and only joins them; ours also sets a stamp on each, an outline, page labels and links.
"""

import io
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from pathlib import Path

import pikepdf
import typst

from reinstate import evidence
from reinstate.case import Attachment
from reinstate.evidence.pdfium import leaves
from reinstate.knowledge import load

TEXT_PAGES, BOUND_PAGES, PER_FILE = 500, 200, 4
MOST_SECONDS, MOST_RATIO, RUNS = 5.0, 1.5, 5


def invoice(pages: int, number: int) -> bytes:
    """An invoice of some pages with a table on each, made of words of its own."""
    rows = ", ".join(f"[Desk lamp {number}-{row}], [B0HLAMP{row:03}], [{row + 3}], [{row * 7}.50]" for row in range(30))
    page = f"= Harbour Lamps Ltd {number}\n#table(columns: 4, {rows})\n#lorem(120)\n"
    return typst.compile("\n#pagebreak()\n".join([page] * pages).encode(), format="pdf", timestamp=0)


@dataclass
class Best:
    """The least that something took, in seconds of the processor and of the wall's clock."""

    processor: float = inf
    wall: float = inf

    def run(self, work: Callable[[], object]) -> None:
        """Take the time of one more run."""
        begun = (clock(), time.perf_counter())
        work()
        self.processor = min(self.processor, clock() - begun[0])
        self.wall = min(self.wall, time.perf_counter() - begun[1])


def clock() -> float:
    """Seconds of the processor that this process and those below it have used."""
    below = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + below.ru_utime + below.ru_stime


def told(name: str, work: Callable[[], object], peer: str, command: list[str]) -> bool:
    """Run work and peer in turns and print both beside the limits; true where a limit is missed."""
    own, other, there = Best(), Best(), shutil.which(peer)
    for _ in range(RUNS):
        own.run(work)
        if there:
            other.run(lambda: subprocess.run(command, check=True, capture_output=True))
    line = f"{name:22} {own.processor:5.2f} s (≤ {MOST_SECONDS:g}), wall {own.wall:5.2f} s"
    if not there:
        print(f"{line}   {peer} isn't installed")
        return own.processor > MOST_SECONDS
    ratio = own.processor / other.processor
    print(
        f"{line}   {peer} {other.processor:5.2f} s, wall {other.wall:5.2f} s"
        f"   ratio {ratio:4.2f} (≤ {MOST_RATIO:g}), wall {own.wall / other.wall:4.2f}"
    )
    return own.processor > MOST_SECONDS or ratio > MOST_RATIO


def main() -> None:
    """Measure and print; the status is 1 where a limit is missed."""
    words = evidence.wording(load(), "en")
    index = typst.compile(b"= Index\n#table(columns: 2, [A-1], [Invoice])", format="pdf", timestamp=0)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        long = invoice(TEXT_PAGES, 0)
        (folder / "long.pdf").write_bytes(long)
        contents = [invoice(PER_FILE, number) for number in range(BOUND_PAGES // PER_FILE)]
        files = [folder / f"{place}.pdf" for place in range(len(contents))]
        for file, content in zip(files, contents, strict=True):
            file.write_bytes(content)
        exhibits = [
            evidence.admit(content, Attachment(f"a{place}", file.name, "supplier-invoice"), f"A-{place}")
            for place, (file, content) in enumerate(zip(files, contents, strict=True), 1)
        ]
        bound = evidence.bundle(index, exhibits, words, {})
        with pikepdf.open(io.BytesIO(bound)) as book:
            assert len(book.pages) == BOUND_PAGES + 1
        text = ["pdftotext", str(folder / "long.pdf"), str(folder / "long.txt")]
        merge = ["qpdf", "--empty", "--pages", *map(str, files), "--", str(folder / "all.pdf")]
        missed = [
            told(f"text of {TEXT_PAGES} pages", lambda: leaves(long), "pdftotext", text),
            told(f"bundle of {BOUND_PAGES} pages", lambda: evidence.bundle(index, exhibits, words, {}), "qpdf", merge),
        ]
    sys.exit(int(any(missed)))


if __name__ == "__main__":
    main()
