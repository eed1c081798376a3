"""How fast notices are read: a thousand in one process beside the plain decoding, and one as a process beside bare Python.

    python benchmarks/read_speed.py

Prints seconds of one core, and of the clock for whole processes; on a machine that is busy otherwise the former tell more.
"""

# ruff: noqa: E501, ISC004 - the notices are easier to read in whole lines

import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from email.message import EmailMessage
from html import escape
from pathlib import Path

from reinstate import notice
from reinstate.knowledge import load

COUNT, MOST_SECONDS, MOST_SINGLE = 1_000, 10.0, 0.5
RUNS = 7
"""Processes whose median counts."""
TEXTS = (
    "Hello,\n\nwe removed the offers below since buyers received items that are not authentic.\n\n{items}\n\n"
    "Please send us within {days} days:\n- Invoices of the last 365 days\n- A plan of action with root cause and prevention\n",
    "Guten Tag,\n\nwir haben Ihre Angebote entfernt, weil die Artikel nicht authentisch sind.\n\n{items}\n\n"
    "Bitte senden Sie uns innerhalb von {days} Tagen:\n- Rechnungen Ihres Lieferanten\n- Einen Maßnahmenplan mit der Ursache\n",
    "尊敬的卖家：\n\n由于您销售的商品并非正品，我们已移除以下商品。\n\n{items}\n\n请在 {days} 天内提交：\n1. 供应商发票\n2. 行动计划\n",
    "Bonjour,\n\nvotre compte a été suspendu : le taux d’expédition en retard dépasse 4 %.\n\n{items}\n\n"
    "Veuillez nous envoyer sous {days} jours un plan d’action.\n",
    "出品者様\n\n以下の商品は真正品ではないとの報告がありました。\n\n{items}\n\n{days}日以内に請求書を提出してください。\n",
)

TAGS = ("en", "de", "zh", "fr", "ja")


def content(number: int) -> tuple[str, bytes]:
    """A notice of its own length, language and format, the same at every run."""
    chance = random.Random(number)
    asins = (
        "B0" + "".join(chance.choices("0123456789BCDFGHJKLMNPQRSTVWXYZ", k=8)) for _ in range(chance.randint(1, 12))
    )
    items = "\n".join(f"ASIN: {asin}" for asin in asins)
    text = TEXTS[number % len(TEXTS)].format(items=items, days=chance.randint(2, 30))
    page = "<html><body>" + "".join(f"<p>{escape(line)}</p>" for line in text.split("\n")) + "</body></html>"
    match number // len(TEXTS) % 3:
        case 0:
            return "txt", text.encode()
        case 1:
            return "html", page.encode()
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Date"] = (
        "Amazon <notice@amazon.com>",
        "Notice",
        "Thu, 05 Mar 2026 10:00:00 +0000",
    )
    mail.set_content(text)
    mail.add_alternative(page, subtype="html")
    return "eml", mail.as_bytes()


def main() -> None:
    """Measure and print the figures beside their limits; the status is 1 where one is missed."""
    with tempfile.TemporaryDirectory() as name:
        paths = []
        for number in range(COUNT):
            suffix, made = content(number)
            paths.append(Path(name) / f"{number}.{suffix}")
            paths[-1].write_bytes(made)
        size = sum(path.stat().st_size for path in paths) / 1e6
        knowledge = load()
        start = time.process_time()
        for path in paths:
            path.read_bytes().decode("utf-8", "replace")
        decoded = time.process_time() - start
        start = time.process_time()
        for path in paths:
            notice.understand(notice.read(path.read_bytes(), path.name), knowledge)
        taken = time.process_time() - start
        bare = process("-c", "pass")
        singles = {
            f"reinstate read {tag} {path.suffix}": process("-m", "reinstate", "read", "--json", str(path))
            for tag, path in zip(TAGS * 3, paths[: 3 * len(TEXTS)], strict=True)
            if path.suffix != ".html"
        }
    print(f"plain decoding  {COUNT / decoded:10.0f} notices/s {size / decoded:8.2f} MB/s")
    print(f"read+understand {COUNT / taken:10.0f} notices/s {size / taken:8.2f} MB/s")
    print(f"{COUNT} notices: {taken:.2f} s of one core (limit {MOST_SECONDS} s)")
    print(f"one process, median of {RUNS}        core    clock (limit {MOST_SINGLE} s)")
    for name, (core, clock) in {"python -c pass": bare, **singles}.items():
        print(f"  {name:28} {core:6.3f} s {clock:6.3f} s")
    sys.exit(taken > MOST_SECONDS or max(clock for _, clock in singles.values()) > MOST_SINGLE)


def process(*arguments: str) -> tuple[float, float]:
    """Medians of seconds of one core and of the clock of a Python process, after one that fills the caches."""
    runs = [alone(*arguments) for _ in range(1 + RUNS)][1:]
    return statistics.median(core for core, _ in runs), statistics.median(clock for _, clock in runs)


def alone(*arguments: str) -> tuple[float, float]:
    """Seconds of one core and of the clock of one Python process, which keeps compiled modules as a user's does."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, env=environment)
    clock, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, clock


if __name__ == "__main__":
    main()
