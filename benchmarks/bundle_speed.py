"""How fast documents are read and bound: 500 digital pages beside `pdftotext`, a bundle of 200 beside `qpdf`.

The peers are Debian's poppler-utils and qpdf; where one is absent, its ratio is left out. Times are CPU seconds of one
process and its children, the best of three, so that a busy machine matters little.
"""

import io
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pikepdf
import typst

from reinstate import evidence
from reinstate.case import Attachment
from reinstate.evidence.pdfium import leaves
from reinstate.knowledge import load

TEXT_PAGES, BOUND_PAGES, PER_FILE = 500, 200, 4
MOST_SECONDS, MOST_RATIO, RUNS = 5.0, 1.5, 3


def invoice(pages: int, number: int) -> bytes:
    """An invoice of some pages with a table on each, made of words of its own."""
    rows = ", ".join(f"[Desk lamp {number}-{row}], [B0HLAMP{row:03}], [{row + 3}], [{row * 7}.50]" for row in range(30))
    page = f"= Harbour Lamps Ltd {number}\n#table(columns: 4, {rows})\n#lorem(120)\n"
    return typst.compile("\n#pagebreak()\n".join([page] * pages).encode(), format="pdf", timestamp=0)


def spent(work: Callable[[], object]) -> float:
    """CPU seconds of the best run."""

    def clock() -> float:
        below = resource.getrusage(resource.RUSAGE_CHILDREN)
        return time.process_time() + below.ru_utime + below.ru_stime

    times = []
    for _ in range(RUNS):
        start = clock()
        work()
        times.append(clock() - start)
    return min(times)


def told(name: str, seconds: float, peer: str, command: list[str] | None) -> bool:
    """Print a figure beside its limit and its peer; true where a limit is missed."""
    line, missed = f"{name:28} {seconds:6.2f} s (≤ {MOST_SECONDS:g})", seconds > MOST_SECONDS
    if command and shutil.which(peer):
        other = spent(lambda: subprocess.run(command, check=True, capture_output=True))
        ratio = seconds / other
        line, missed = (
            f"{line}   {peer} {other:6.2f} s, ratio {ratio:5.2f} (≤ {MOST_RATIO:g})",
            missed or ratio > MOST_RATIO,
        )
    else:
        line += f"   {peer} isn't installed"
    print(line)
    return missed


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
            told(f"text of {TEXT_PAGES} pages", spent(lambda: leaves(long)), "pdftotext", text),
            told(
                f"bundle of {BOUND_PAGES} pages",
                spent(lambda: evidence.bundle(index, exhibits, words, {})),
                "qpdf",
                merge,
            ),
        ]
    sys.exit(int(any(missed)))


if __name__ == "__main__":
    main()
