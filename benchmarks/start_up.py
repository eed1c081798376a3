"""How long a user waits: the help beside bare Python, and one bundled case from folder to package.

    python benchmarks/start_up.py

Prints medians of whole processes and their limits. Run it on an idle machine.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from reinstate.workflow.demo import EXAMPLES, FOLDER

RUNS = 9


def seconds(*arguments: str) -> float:
    """Wall-clock seconds of one process."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], capture_output=True, check=False)
    return time.perf_counter() - start


def median(*arguments: str) -> float:
    """The median over several runs, after one to warm the disk."""
    seconds(*arguments)
    return statistics.median(seconds(*arguments) for _ in range(RUNS))


def main() -> None:
    """Measure and print."""
    bare = median("-c", "import sys")
    helped = median("-m", "reinstate", "--help")
    print(f"bare python        {1000 * bare:6.0f} ms")
    print(f"reinstate --help   {1000 * helped:6.0f} ms   +{1000 * (helped - bare):.0f} ms (limit: +150 ms)")
    for name in EXAMPLES:
        with tempfile.TemporaryDirectory() as folder:
            took = [
                seconds("-m", "reinstate", "package", str(FOLDER / name), "--out", str(Path(folder) / str(run)))
                for run in range(3)
            ]
        print(f"{name:18} {statistics.median(took):6.2f} s    (limit: 5 s)")


if __name__ == "__main__":
    main()
