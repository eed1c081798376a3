"""How fast the words of a PDF of 500 pages are read with their places, beside `pdftotext` where it is installed.

usage: python benchmarks/evidence_speed.py
"""

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

import typst  # noqa: E402

from reinstate.evidence.seeing.layout import lay_out  # noqa: E402
from reinstate.evidence.seeing.pdf_views import pdf_views  # noqa: E402

PAGES = 500
LIMIT = 5.0


def main() -> None:
    """Measure and print."""
    line = "Item #row of page #page: twelve boxes of screws, 4 x 40 mm, zinc plated"
    body = f"#for page in range({PAGES}) [#for row in range(38) [{line} \\ ]\n#pagebreak(weak: true)]"
    content = typst.compile(body.encode())
    start = time.process_time()
    words = sum(len(view.words) for view in pdf_views(content))
    read = time.process_time() - start
    start = time.process_time()
    rows = sum(len(lay_out(view).rows) for view in pdf_views(content, most=50))
    laid = (time.process_time() - start) * PAGES / 50
    share = read / LIMIT
    print(f"{PAGES} pages, {words} words: {read:.2f} s of one core ({share:.2f} of the {LIMIT:.0f} s asked)")
    print(f"with rows and columns, from 50 pages: {laid:.2f} s ({rows} rows)")
    if (tool := shutil.which("pdftotext")) is not None:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "a.pdf"
            file.write_bytes(content)
            start = time.perf_counter()
            subprocess.run([tool, "-bbox", str(file), str(Path(folder) / "a.html")], check=True)
            theirs = time.perf_counter() - start
        print(f"pdftotext -bbox: {theirs:.2f} s; ours is {read / theirs:.2f} times that (asked at most 1.5)")
    else:
        print("pdftotext isn't installed: no ratio")


if __name__ == "__main__":
    main()
