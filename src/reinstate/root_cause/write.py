"""Answers → the text of `answers.toml`: stable, and read back to the same answers."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time

from reinstate.case import Account, Answer, Answers, Attachment, Counted, Issue, Party, Person, Statement, Why, Words
from reinstate.root_cause.lines import Lines, Path

LISTS = {
    "problem": "problem",
    "root_cause": "causes",
    "containment": "actions",
    "corrective": "actions",
    "preventive": "preventions",
    "proof": "effects",
    "options": "options",
    "lessons": "lessons",
}
"""Role of a statement → the list of an issue that it is written in, in the order of the file."""

WIDTH = 118
_BARE = re.compile(r"[A-Za-z0-9_-]+\Z")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}

Comments = Mapping[Path, tuple[str, ...]]


def write_sheet(answers: Answers, comments: Comments | None = None) -> str:
    """The answer sheet as a person would write it.

    `comments` are a person's own lines by the path of the table or key that they stand before; those of a place that
    is gone stand at the end.
    """
    sheet = _Sheet(answers.language, dict(comments or {}))
    sheet.everything(answers)
    for left in list(sheet.comments):
        sheet.remark(left)
    return "\n".join(sheet.lines).strip("\n") + "\n"


def comments_of(text: str, skip: str = "\0") -> Comments:
    """The full comment lines of a sheet, by the path of what follows them; lines that begin with `skip` are not kept.

    Comments after the last value have the empty path.
    """
    paths: dict[int, Path] = {}
    for path, number in Lines(text).places():
        paths.setdefault(number, path)
    found: dict[Path, tuple[str, ...]] = {}
    pending: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip().startswith("#") and not line.startswith(skip):
            pending.append(line.strip())
        elif number in paths and pending:
            found[paths[number]] = tuple(pending)
            pending = []
    return found | ({(): tuple(pending)} if pending else {})


def ordered(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Statements in the order in which a sheet holds them."""
    lists = list(dict.fromkeys(LISTS.values()))
    return tuple(sorted(statements, key=lambda each: lists.index(LISTS[each.role])))


@dataclass
class _Sheet:
    language: str
    comments: dict[Path, tuple[str, ...]]
    lines: list[str] = field(default_factory=list)

    def everything(self, answers: Answers) -> None:
        self.key("language", answers.language, ())
        self.key("dated", answers.dated, ())
        self.account(answers.account)
        for person in answers.people:
            self.person(person)
        for party in answers.parties:
            self.party(party)
        for attachment in answers.attachments:
            self.attachment(attachment)
        for number, issue in enumerate(answers.issues):
            self.issue(issue, ("issues", number))
        if answers.team:
            self.head("[team]", ("team",))
            self.key("members", answers.team, ("team",))
        self.sold(answers)
        for number, waived in enumerate(answers.waivers):
            self.head("[[waivers]]", ("waivers", number))
            for name in ("rule", "words", "reason"):
                self.key(name, getattr(waived, name), ("waivers", number))

    # -- the fixed parts -------------------------------------------------------------------------------------------

    def sold(self, answers: Answers) -> None:
        if answers.sold:
            self.head("[sold]", ("sold",))
        for asin, units in answers.sold.items():
            self.key(asin, units, ("sold",))
        if answers.counted:
            self.counted(answers.counted)

    def counted(self, counted: Counted) -> None:
        path = ("counted",)
        self.head("[counted]", path)
        since, until = counted.reach or (None, None)
        days = {"first": counted.first, "last": counted.last, "since": since, "until": until}
        for name, value in {**days, "rows": counted.rows, "reports": counted.reports or None}.items():
            self.key(name, value, path)
        if counted.left:
            self.head("[counted.left]", (*path, "left"))
            for reason, rows in counted.left.items():
                self.key(reason, rows, (*path, "left"))

    def account(self, account: Account) -> None:
        self.head("[account]", ("account",))
        for name in ("legal_name", "store_name", "address", "signatory"):
            self.key(name, getattr(account, name), ("account",))

    def person(self, person: Person) -> None:
        path = ("people", person.id)
        self.head(f"[people.{bare(person.id)}]", path)
        self.key("name", person.name, path)
        self.key("latin", person.latin, path)
        self.key("role", person.role or person.role_words or None, path)
        self.key("contact", person.contact, path)

    def party(self, party: Party) -> None:
        path = ("parties", party.id)
        self.head(f"[parties.{bare(party.id)}]", path)
        for name in ("name", "latin", "kind", "contact"):
            self.key(name, getattr(party, name), path)

    def attachment(self, each: Attachment) -> None:
        path = ("exhibits", each.id)
        self.head(f"[exhibits.{bare(each.id)}]", path)
        self.key("file", each.file, path)
        self.key("kind", each.kind, path)
        self.words("title", each.title, path)
        self.key("highlight", each.highlight or None, path)
        self.key("covers", each.covers or None, path)
        self.key("without_prices", each.without_prices or None, path)
        self.key("without_words", each.without_words or None, path)
        self.key("unlocked_from", each.unlocked_from or None, path)

    # -- issues ----------------------------------------------------------------------------------------------------

    def issue(self, issue: Issue, path: Path) -> None:
        self.head("[[issues]]", path)
        self.key("violation", issue.violation, path)
        for name, told in (("contrast", issue.contrast), ("ruled_out", issue.ruled_out)):
            if told:
                self.head(f"[issues.{name}]", (*path, name))
            for key, words in told.items():
                self.remark((*path, name, key))
                self.lines.append(f"{bare(key)} = {self.said(words) if words else '{}'}")
        counts: dict[str, int] = {}
        for statement in ordered(issue.statements):
            name = LISTS[statement.role]
            place = counts.get(name, 0)
            counts[name] = place + 1
            self.statement(statement, name, (*path, name, place))

    def statement(self, statement: Statement, name: str, path: Path) -> None:
        self.head(f"[[issues.{name}]]", path)
        self.key("id", statement.id, path)
        self.key("for", statement.cause, path)
        self.key("cause" if name == "causes" else "measure", statement.about, path)
        self.words("text", statement.text, path)
        for key, value in statement.answers.items():
            self.key(key, value, path)
        self.key("exhibits", statement.exhibits or None, path)
        if statement.whys:
            self.remark((*path, "why"))
            self.lines += ["why = [", *(f"  {self.why(each)}," for each in statement.whys), "]"]

    def why(self, why: Why) -> str:
        parts = [f"text = {self.said(why.text)}"] if why.text else []
        parts += [f"exhibits = {value_text(why.exhibits)}"] if why.exhibits else []
        return "{ " + ", ".join(parts) + " }" if parts else "{}"

    # -- lines -----------------------------------------------------------------------------------------------------

    def remark(self, path: Path) -> None:
        self.lines += self.comments.pop(path, ())

    def head(self, line: str, path: Path) -> None:
        self.lines.append("")
        self.remark(path)
        self.lines.append(line)

    def key(self, name: str, value: Answer, path: Path) -> None:
        if value is None:
            return
        self.remark((*path, name))
        line = f"{bare(name)} = {value_text(value)}"
        if isinstance(value, tuple) and len(line) > WIDTH:
            self.lines += [f"{bare(name)} = [", *(f"  {quoted(each)}," for each in value), "]"]
        else:
            self.lines.append(line)

    def words(self, name: str, words: Words, path: Path) -> None:
        if words:
            self.remark((*path, name))
            self.lines.append(f"{bare(name)} = {self.said(words)}")

    def said(self, words: Words) -> str:
        return quoted(words[self.language]) if set(words) == {self.language} else value_text(words)


def value_text(value: Answer) -> str:
    """One value as TOML writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{bare(key)} = {quoted(each)}" for key, each in value.items()) + " }"
    if isinstance(value, tuple):
        return "[" + ", ".join(quoted(each) for each in value) + "]"
    if isinstance(value, date | time):
        return value.isoformat()
    return repr(value)


def bare(key: str) -> str:
    """A key, in quotes where TOML wants them."""
    return key if _BARE.match(key) else quoted(key)


def quoted(text: str) -> str:
    """A string in double quotes on one line."""
    return '"' + "".join(_escaped(text)) + '"'


def _escaped(text: str) -> Iterator[str]:
    for char in text:
        if char in _ESCAPES:
            yield _ESCAPES[char]
        elif ord(char) < 0x20 or ord(char) == 0x7F:
            yield f"\\u{ord(char):04X}"
        elif 0xD800 <= ord(char) <= 0xDFFF:
            yield "\ufffd"
        else:
            yield char
