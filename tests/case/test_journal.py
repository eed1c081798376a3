"""The journal: what is appended is what is folded, and nothing changes unnoticed."""

import dataclasses
import hashlib
import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reinstate.case import (
    KINDS,
    ORIGIN,
    Entry,
    Trouble,
    entry_after,
    entry_from,
    entry_hash,
    files_of,
    fold,
    journal_line,
    parse_journal,
    phase,
    upgraded,
    verify,
)
from reinstate.case.journal import UPGRADERS

AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3),
    max_leaves=6,
)
files = st.builds(
    lambda name, sha256, size: {"name": f"evidence/{name}", "sha256": sha256, "size": size},
    st.sampled_from(["a.pdf", "b.pdf", "发票.pdf"]),
    st.sampled_from(["0" * 64, "ab" * 32, "1f" * 32]),
    st.integers(0, 10**9),
)
bodies = st.builds(
    lambda other, listed: {**other, "files": listed},
    st.dictionaries(text, plain, max_size=3),
    st.lists(files, max_size=2),
)
happenings = st.lists(st.tuples(st.sampled_from(sorted(KINDS)), bodies), min_size=1, max_size=6)


def journal_of(happened) -> tuple[Entry, ...]:
    entries = []
    for step, (kind, body) in enumerate(happened):
        entries.append(
            entry_after(entries[-1] if entries else None, AT + timedelta(minutes=step), "person", kind, body)
        )
    return tuple(entries)


def kinds(*names: str) -> tuple[Entry, ...]:
    return journal_of([(name, {}) for name in names])


@given(happenings)
def test_folding_what_was_appended_gives_what_happened(happened):
    journal = journal_of(happened)
    case = fold(journal)
    verify(journal)
    assert (case.id, case.head, case.count) == (journal[0].hash, journal[-1].hash, len(happened))
    assert case.latest == {kind: seq for seq, (kind, _) in enumerate(happened, 1)}
    exhibits = {
        each["name"]: each["sha256"] for kind, body in happened if kind == "exhibit-added" for each in body["files"]
    }
    assert {file.name: file.sha256 for file in case.exhibits} == exhibits
    assert len(case.submissions) == sum(kind == "submission-made" for kind, _ in happened)


@given(happenings, st.sampled_from(sorted(KINDS)), bodies)
def test_appending_changes_the_head_and_keeps_the_rest(happened, kind, body):
    journal = journal_of(happened)
    longer = (*journal, entry_after(journal[-1], AT, "person", kind, body))
    before, after = fold(journal), fold(longer)
    assert (after.id, after.title, after.opened, after.count) == (
        before.id,
        before.title,
        before.opened,
        before.count + 1,
    )
    assert after.head != before.head
    assert after.waivers[: len(before.waivers)] == before.waivers


@given(happenings)
def test_a_journal_survives_being_written_and_read(happened):
    journal = journal_of(happened)
    written = b"".join(journal_line(entry) + b"\n" for entry in journal)
    assert parse_journal(written) == journal
    assert b"\n".join(written.split(b"\n")[:-1]).count(b"\n") == len(journal) - 1


@given(happenings, st.data())
def test_every_changed_byte_of_a_written_journal_is_noticed(happened, data):
    journal = journal_of(happened)
    written = bytearray(b"".join(journal_line(entry) + b"\n" for entry in journal))
    place = data.draw(st.integers(0, len(written) - 1))
    written[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(Trouble) as caught:
        parse_journal(bytes(written))
    assert caught.value.code == "store.chain-broken"


@pytest.mark.parametrize(
    "change",
    [{"seq": 3}, {"at": "2026-03-01T09:31:00.000001+00:00"}, {"actor": "x"}, {"body": {"a": 1}}, {"previous": ORIGIN}],
)
def test_a_changed_entry_is_noticed_where_it_stands(change):
    first, second, third = kinds("notice-received", "causes-stated", "plan-drafted")
    with pytest.raises(Trouble) as caught:
        verify((first, dataclasses.replace(second, **change), third))
    assert caught.value.details == {"seq": 2}


@pytest.mark.parametrize(
    ("written", "rewritten"),
    [
        (b'":', b'": '),
        (b"\\u001f", b"\\u001F"),
        (b"{", b'{"seq":9,'),
        (b"\n", b"\r\n"),
        (b"\xc3\xa4", b"\\u00e4"),
        (b"}", b"} "),
    ],
)
def test_the_same_meaning_in_other_bytes_is_noticed_too(written, rewritten):
    journal = journal_line(journal_of([("causes-stated", {"text": "\x1f ä"})])[0]) + b"\n"
    assert written in journal
    with pytest.raises(Trouble, match="chain-broken"):
        parse_journal(journal.replace(written, rewritten, 1))


def test_a_recomputed_hash_breaks_the_link_of_the_next_entry():
    first, second, third = kinds("notice-received", "causes-stated", "plan-drafted")
    forged = dataclasses.replace(second, actor="somebody else")
    forged = dataclasses.replace(forged, hash=entry_hash(forged))
    with pytest.raises(Trouble) as caught:
        verify((first, forged, third))
    assert caught.value.details == {"seq": 3}


def test_missing_first_moved_and_doubled_entries_are_noticed():
    first, second, third = kinds("notice-received", "causes-stated", "plan-drafted")
    for wrong in [(second, third), (first, third), (second, first, third), (first, second, second)]:
        with pytest.raises(Trouble, match="chain-broken"):
            verify(wrong)


def test_the_hash_is_the_sha256_that_anybody_can_recompute():
    entry = journal_of([("notice-received", {"title": "Fall “ä”", "files": []})])[0]
    fields = json.loads(journal_line(entry))
    said = fields.pop("hash")
    plain_json = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert hashlib.sha256(plain_json.encode("utf-8")).hexdigest() == said


def test_texts_are_hashed_as_they_are_without_normalisation():
    composed, decomposed = (journal_of([("causes-stated", {"text": each})])[0] for each in ("é", "e\u0301"))
    assert composed.hash != decomposed.hash


def test_times_become_utc_and_need_a_zone():
    entry = entry_after(
        None, datetime(2026, 3, 1, 1, 0, tzinfo=timezone(timedelta(hours=8))), "person", "causes-stated", {}
    )
    assert entry.at == "2026-02-28T17:00:00.000000+00:00"
    with pytest.raises(ValueError, match="aware"):
        entry_after(None, datetime(2026, 3, 1), "person", "causes-stated", {})  # noqa: DTZ001


@pytest.mark.parametrize(
    "body",
    [
        {"a": float("nan")},
        {"a": "\ud800"},
        {"a": object()},
        {"files": [{"name": "../x", "sha256": "0" * 64, "size": 1}]},
        {"files": [{"name": "/etc/x", "sha256": "0" * 64, "size": 1}]},
        {"files": [{"name": "x", "sha256": "../../x", "size": 1}]},
        {"files": [{"name": "x", "sha256": "0" * 64, "size": -1}]},
        {"files": [{"name": "x"}]},
        {"files": 7},
    ],
)
def test_what_a_journal_cannot_hold_is_refused(body):
    with pytest.raises(Trouble, match="entry-unfit"):
        entry_after(None, AT, "person", "exhibit-added", body)


def test_an_entry_of_an_unknown_kind_is_neither_written_nor_guessed():
    with pytest.raises(Trouble, match="kind-unknown"):
        entry_after(None, AT, "person", "tea-made", {})
    newer = dataclasses.replace(kinds("causes-stated")[0], kind="tea-made")
    with pytest.raises(Trouble, match="entry-newer"):
        fold([newer])
    with pytest.raises(Trouble, match="entry-newer"):
        fold([dataclasses.replace(kinds("causes-stated")[0], version=99)])


def test_old_bodies_are_upgraded_step_by_step_and_the_entry_stays():
    entry = journal_of([("causes-stated", {"text": "late"})])[0]
    steps = {
        ("causes-stated", 1): lambda body: {"words": {"en": body["text"]}},
        ("causes-stated", 2): lambda body: {**body, "language": "en"},
    }
    assert upgraded(entry, {"causes-stated": 3}, steps) == {"words": {"en": "late"}, "language": "en"}
    assert entry.body == {"text": "late"}
    verify((entry,))


def test_every_older_version_has_its_upgrader():
    assert all((kind, older) in UPGRADERS for kind, newest in KINDS.items() for older in range(1, newest))
    with pytest.raises(Trouble, match="chain-broken"):
        entry_from(dataclasses.asdict(kinds("causes-stated")[0]) | {"version": 0}, 1)


def test_an_empty_journal_is_no_case():
    with pytest.raises(Trouble, match="journal-empty"):
        fold([])


@pytest.mark.parametrize(
    ("steps", "stands"),
    [
        ("notice-received", "received"),
        ("notice-received exhibit-added", "received"),
        ("notice-received reading-confirmed", "asking"),
        ("notice-received question-answered causes-stated", "answered"),
        ("notice-received answers-stated exhibit-added", "answered"),
        ("notice-received answers-stated plan-drafted finding-waived", "drafted"),
        ("notice-received plan-drafted plan-edited submission-made", "waiting"),
        ("notice-received plan-drafted submission-made reply-received", "replied"),
        ("notice-received submission-made reply-received answers-stated", "answered"),
        ("notice-received submission-made reply-received plan-edited submission-made", "waiting"),
    ],
)
def test_the_phase_is_that_of_the_round_the_last_notice_began(steps, stands):
    happened = [(kind, {"files": [{"name": "n", "sha256": "0" * 64, "size": 0}]}) for kind in steps.split()]
    assert phase(fold(journal_of(happened))) == stands


def test_waivers_and_submissions_keep_what_was_said():
    file = {"name": "plan.pdf", "sha256": "1f" * 32, "size": 9}
    case = fold(
        journal_of(
            [
                ("notice-received", {"title": "My case", "files": [file]}),
                ("finding-waived", {"finding": "too-long", "reason": "asked for"}),
                ("submission-made", {"channel": "seller-central", "files": [file]}),
            ]
        )
    )
    assert case.title == "My case"
    assert [(each.finding, each.reason, each.seq) for each in case.waivers] == [("too-long", "asked for", 2)]
    assert [(each.channel, each.files[0].sha256) for each in case.submissions] == [("seller-central", "1f" * 32)]


def test_files_are_read_from_any_kind_of_entry():
    entry = journal_of([("plan-drafted", {"files": [{"name": "p", "sha256": "0" * 64, "size": 3}]})])[0]
    assert [file.name for file in files_of(entry)] == ["p"]
