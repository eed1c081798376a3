"""A case is a frozen value folded from an append-only journal of hash-chained entries.

Each entry holds the hash of the one before, so that a changed, moved or missing entry is noticed by whoever knows the
hash of the last one (the head). The chain shows tampering against a known head; it is no signature: who can rewrite a
whole journal can also recompute its hashes. The id of a case is the hash of its first entry.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import reduce
from itertools import pairwise
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any

from reinstate.case.trouble import Trouble

ORIGIN = "0" * 64
"""What the first entry holds in place of the hash of the one before."""

CASE_KINDS: Mapping[str, int] = MappingProxyType(
    {
        "notice-received": 1,
        "reading-confirmed": 1,
        "question-answered": 1,
        "causes-stated": 1,
        "answers-stated": 1,
        "exhibit-added": 1,
        "plan-drafted": 1,
        "plan-edited": 1,
        "finding-waived": 1,
        "submission-made": 1,
        "reply-received": 1,
    }
)
"""Every kind of entry of a case, and the version of its body that is written today."""

VAULT_KINDS: Mapping[str, int] = MappingProxyType(
    {
        "vault-opened": 1,
        "seller-told": 1,
        "document-kept": 1,
        "document-told": 1,
        "document-retired": 1,
        "document-returned": 1,
        "products-listed": 1,
        "products-dropped": 1,
    }
)
"""Likewise of a vault."""

KINDS: Mapping[str, int] = MappingProxyType({**CASE_KINDS, **VAULT_KINDS})

Body = Mapping[str, Any]
Upgrader = Callable[[Body], Body]

UPGRADERS: Mapping[tuple[str, int], Upgrader] = MappingProxyType({})
"""From kind and version to the function that turns such a body into the next version; entries stay as they were."""

_FIELDS = ("seq", "at", "actor", "kind", "version", "body", "previous", "hash")
_TYPES: Mapping[str, type] = MappingProxyType(
    dict(zip(_FIELDS, (int, str, str, str, int, dict, str, str), strict=True)),
)
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00", re.ASCII)
_KIND = re.compile(r"[a-z]+(-[a-z]+)*", re.ASCII)
_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the journal: what happened, when (ISO 8601, UTC, microseconds), and who did it.

    `seq` counts from 1; `hash` is the SHA-256 of the other fields in canonical JSON, `previous` among them.
    """

    seq: int
    at: str
    actor: str
    kind: str
    version: int
    body: Body
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that an entry names: its name in the upload (POSIX, relative), its SHA-256, its size in bytes."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding that a person decided to let stand, and why."""

    finding: str
    reason: str
    seq: int


@dataclass(frozen=True, slots=True)
class Submission:
    """What was sent, by which channel, and when."""

    channel: str
    at: str
    files: tuple[KeptFile, ...]
    seq: int


@dataclass(frozen=True, slots=True)
class Case:
    """Where a case stands after its journal; an exhibit added again under the same name takes the place of the first.

    `latest` holds the seq of the last entry of each kind, `head` the hash of the last entry of all.
    """

    id: str
    title: str
    opened: str
    notices: tuple[KeptFile, ...]
    replies: tuple[KeptFile, ...]
    answers: KeptFile | None
    exhibits: tuple[KeptFile, ...]
    waivers: tuple[Waiver, ...]
    submissions: tuple[Submission, ...]
    latest: Mapping[str, int]
    head: str
    count: int
    plans: tuple[KeptFile, ...] = ()
    """The latest draft and the latest edits of every plan, by name."""


def canonical(value: Any) -> bytes:
    """JSON with sorted keys, no spaces, UTF-8, texts as they are (no Unicode normalisation).

    Raises:
        ValueError, TypeError: what JSON or UTF-8 cannot hold: NaN, a lone surrogate, an object.
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode("utf-8")


def journal_line(entry: Entry) -> bytes:
    """The entry as one line of `journal.jsonl`, without the line's end."""
    return canonical({name: getattr(entry, name) for name in _FIELDS})


def entry_hash(entry: Entry) -> str:
    """The hash that the entry must have."""
    return hashlib.sha256(canonical({name: getattr(entry, name) for name in _FIELDS[:-1]})).hexdigest()


def entry_after(head: Entry | None, at: datetime, actor: str, kind: str, body: Body) -> Entry:
    """The next entry of a journal, or the first one after None.

    Raises:
        Trouble: `store.entry-unfit` where the body is not plain JSON; `store.kind-unknown`.
        ValueError: the time has no zone.
    """
    if at.tzinfo is None:
        raise ValueError("a journal needs aware times")
    if kind not in KINDS:
        raise Trouble("store.kind-unknown", kind=kind)
    stamp = at.astimezone(UTC).isoformat(timespec="microseconds")
    seq, previous = (head.seq + 1, head.hash) if head else (1, ORIGIN)
    try:
        plain = json.loads(canonical(body))
        entry = Entry(seq, stamp, actor, kind, KINDS[kind], plain, previous, "")
        entry = replace(entry, hash=entry_hash(entry))
    except (TypeError, ValueError, RecursionError) as error:
        raise Trouble("store.entry-unfit", seq=seq, kind=kind) from error
    files_of(entry)
    return entry


def entry_from(fields: Mapping[str, Any], seq: int) -> Entry:
    """An entry from its parsed fields; `seq` is the one expected there, for the message.

    Raises:
        Trouble: `store.chain-broken` where a field is missing, strange or of the wrong type.
    """
    if set(fields) != set(_FIELDS) or any(type(fields[name]) is not kind for name, kind in _TYPES.items()):
        raise Trouble("store.chain-broken", seq=seq)
    if not (_STAMP.fullmatch(fields["at"]) and _KIND.fullmatch(fields["kind"]) and fields["version"] > 0):
        raise Trouble("store.chain-broken", seq=seq)
    return Entry(**fields)


def parse_journal(journal: bytes) -> tuple[Entry, ...]:
    """The entries of a `journal.jsonl`, which must be, byte for byte, what `journal_line` writes.

    Raises:
        Trouble: `store.chain-broken` with the seq of the first line that differs.
    """
    lines = journal.split(b"\n")
    entries = tuple(_parse(each, seq) for seq, each in enumerate(lines[:-1], start=1))
    if lines[-1]:
        raise Trouble("store.chain-broken", seq=len(lines))
    verify(entries)
    return entries


def _parse(raw: bytes, seq: int) -> Entry:
    try:
        fields = json.loads(raw.decode("utf-8"))
        entry = entry_from(fields if isinstance(fields, dict) else {}, seq)
        same = journal_line(entry) == raw
    except (ValueError, RecursionError) as error:
        raise Trouble("store.chain-broken", seq=seq) from error
    if not same:
        raise Trouble("store.chain-broken", seq=seq)
    return entry


def verify(entries: Sequence[Entry]) -> None:
    """Check every hash, every link and every number.

    Raises:
        Trouble: `store.chain-broken` with the seq where the first fault is.
    """
    for seq, entry in enumerate(entries, start=1):
        if entry.seq != seq or not _whole(entry):
            raise Trouble("store.chain-broken", seq=seq)
    if entries and entries[0].previous != ORIGIN:
        raise Trouble("store.chain-broken", seq=1)
    for before, entry in pairwise(entries):
        if entry.previous != before.hash:
            raise Trouble("store.chain-broken", seq=entry.seq)


def _whole(entry: Entry) -> bool:
    try:
        return entry.hash == entry_hash(entry)
    except (ValueError, RecursionError):
        return False


def files_of(entry: Entry) -> tuple[KeptFile, ...]:
    """The files that an entry names under `files` of its body.

    Raises:
        Trouble: `store.entry-unfit` where one has no digest or its name would lead out of the case's folder.
    """
    try:
        files = tuple(KeptFile(**each) for each in entry.body.get("files", ()))
    except TypeError as error:
        raise Trouble("store.entry-unfit", seq=entry.seq, kind=entry.kind) from error
    if not all(_fit(file) for file in files):
        raise Trouble("store.entry-unfit", seq=entry.seq, kind=entry.kind)
    return files


def _fit(file: KeptFile) -> bool:
    if tuple(map(type, (file.name, file.sha256, file.size))) != (str, str, int) or file.size < 0:
        return False
    path = PurePosixPath(file.name)
    inside = file.name and not path.is_absolute() and ".." not in path.parts and "\0" not in file.name
    return bool(inside) and _DIGEST.fullmatch(file.sha256) is not None


def upgraded(
    entry: Entry,
    kinds: Mapping[str, int] = KINDS,
    upgraders: Mapping[tuple[str, int], Upgrader] = UPGRADERS,
) -> Body:
    """The entry's body in today's version.

    Raises:
        Trouble: `store.entry-newer` where a newer program wrote a kind or version that this one does not know.
    """
    if entry.version > kinds.get(entry.kind, 0):
        raise Trouble("store.entry-newer", seq=entry.seq, kind=entry.kind, version=entry.version)
    body = entry.body
    for version in range(entry.version, kinds[entry.kind]):
        body = upgraders[entry.kind, version](body)
    return body


def fold(entries: Iterable[Entry]) -> Case:
    """The case that a journal tells of.

    Raises:
        Trouble: `store.journal-empty`; `store.entry-newer`, `store.entry-unfit` from its entries.
    """
    first, *others = tuple(entries) or (None,)
    if first is None:
        raise Trouble("store.journal-empty")
    title = str(upgraded(first).get("title", ""))
    blank = Case(first.hash, title, first.at, (), (), None, (), (), (), {}, ORIGIN, 0)
    return reduce(_step, others, _step(blank, first))


def _step(case: Case, entry: Entry) -> Case:
    entry = replace(entry, body=upgraded(entry))
    latest = {**case.latest, entry.kind: entry.seq}
    case = replace(case, head=entry.hash, count=case.count + 1, latest=latest)
    tell = _TELLERS.get(entry.kind)
    return tell(case, entry) if tell else case


def _notice(case: Case, entry: Entry) -> Case:
    return replace(case, notices=case.notices + files_of(entry))


def _reply(case: Case, entry: Entry) -> Case:
    return replace(case, replies=case.replies + files_of(entry))


def _answers(case: Case, entry: Entry) -> Case:
    return replace(case, answers=next(reversed(files_of(entry)), case.answers))


def _exhibit(case: Case, entry: Entry) -> Case:
    by_name = {file.name: file for file in case.exhibits + files_of(entry)}
    return replace(case, exhibits=tuple(by_name.values()))


def _plan(case: Case, entry: Entry) -> Case:
    by_name = {file.name: file for file in case.plans + files_of(entry)}
    return replace(case, plans=tuple(by_name.values()))


def _waiver(case: Case, entry: Entry) -> Case:
    finding, reason = (str(entry.body.get(name, "")) for name in ("finding", "reason"))
    return replace(case, waivers=(*case.waivers, Waiver(finding, reason, entry.seq)))


def _submission(case: Case, entry: Entry) -> Case:
    sent = Submission(str(entry.body.get("channel", "")), entry.at, files_of(entry), entry.seq)
    return replace(case, submissions=(*case.submissions, sent))


_TELLERS: Mapping[str, Callable[[Case, Entry], Case]] = MappingProxyType(
    {
        "notice-received": _notice,
        "reply-received": _reply,
        "answers-stated": _answers,
        "exhibit-added": _exhibit,
        "plan-drafted": _plan,
        "plan-edited": _plan,
        "finding-waived": _waiver,
        "submission-made": _submission,
    }
)
"""Kinds that change more than where the case stands."""

_PHASES = (
    ("waiting", ("submission-made",)),
    ("drafted", ("plan-drafted", "plan-edited")),
    ("answered", ("causes-stated", "answers-stated")),
    ("asking", ("reading-confirmed", "question-answered")),
)


def phase(case: Case) -> str:
    """How far the round has come that the last notice or reply began.

    One of received, asking, answered, drafted, waiting – and replied, when a reply came and nothing was done since.
    """
    began = max(case.latest.get("notice-received", 0), case.latest.get("reply-received", 0))
    for name, kinds in _PHASES:
        if any(case.latest.get(kind, 0) > began for kind in kinds):
            return name
    return "replied" if case.replies else "received"
