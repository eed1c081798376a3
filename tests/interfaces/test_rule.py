"""An agency's own rules and switches: written, tried, put in force, and told where they are wrong."""

import json

import pytest
from click.testing import CliRunner

from reinstate.interfaces.cli.desk import Desk
from reinstate.interfaces.cli.review import command as review
from reinstate.interfaces.cli.rule import command as rule

LETTER = "We apologise for the delay.\nThe supplier grants us thirty days net.\nThis will never happen again.\n"


def desk(language, knowledge):
    made = Desk(language)
    made.__dict__["shelves"] = knowledge
    return made


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    (tmp_path / "letter.txt").write_text(LETTER, "utf-8")
    return tmp_path


@pytest.fixture
def run(home, knowledge):
    def run(group, *args, status=0, language="en"):
        result = CliRunner().invoke(group, [str(each) for each in args], obj=desk(language, knowledge))
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == status, result.output
        return result

    return run


def settings(home, text):
    (home / "reinstate.toml").write_text(text, "utf-8")


def found(run, *more):
    result = run(review, "letter.txt", "--json", "--section", "actions_taken", "--fail-on", "error", *more, status=1)
    return {finding["rule"]: finding["severity"] for finding in json.loads(result.stdout)["findings"]}


class TestNew:
    def test_writes_a_rule_that_holds_as_it_stands(self, run):
        said = run(rule, "new", "net-terms").stdout
        assert "our-rules/rules/net-terms.toml" in said.replace("\\", "/")
        assert "All 4 examples" in run(rule, "test", "our-rules").stdout

    def test_editors_find_its_schema(self, run, home):
        run(rule, "new", "net-terms")
        for file in ("rules/net-terms.toml", "lexicons/net-terms-words.toml"):
            path = home / "our-rules" / file
            first = path.read_text("utf-8").splitlines()[0]
            schema = json.loads((path.parent / first.removeprefix("#:schema ")).read_text("utf-8"))
            assert schema["type"] == "object"

    def test_touches_nothing_that_is_there(self, run, home):
        run(rule, "new", "net-terms")
        before = (home / "our-rules/rules/net-terms.toml").read_bytes()
        assert "rules.taken" in run(rule, "new", "net-terms", status=2).stderr
        assert "rules.taken" in run(rule, "new", "vow", status=2).stderr
        assert (home / "our-rules/rules/net-terms.toml").read_bytes() == before
        assert not (home / "our-rules/rules/vow.toml").exists()

    @pytest.mark.parametrize("name", ["Vow", "a b", "../up", "a--b", ""])
    def test_refuses_what_is_no_id(self, run, name):
        assert "rules.bad-id" in run(rule, "new", name, status=2).stderr


class TestTest:
    def test_says_which_example_fails_and_where(self, run, home):
        run(rule, "new", "net-terms")
        path = home / "our-rules/rules/net-terms.toml"
        path.write_text(path.read_text("utf-8").replace("thirty days net.]", "thirty days.]"), "utf-8")
        line = next(n for n, each in enumerate(path.read_text("utf-8").splitlines(), 1) if "thirty days.]" in each)
        said = run(rule, "test", "our-rules", status=1).stdout
        assert f"net-terms.toml:{line}: not found as marked" in said
        assert "1 of 4 examples fail" in said

    def test_finds_what_must_be_spared(self, run, home):
        run(rule, "new", "net-terms")
        path = home / "our-rules/rules/net-terms.toml"
        path.write_text(path.read_text("utf-8").replace("The net was", "The net cash was"), "utf-8")
        assert "must be spared" in run(rule, "test", "our-rules", status=1).stdout

    def test_a_rule_without_examples_speaks_no_language(self, run, home):
        run(rule, "new", "net-terms")
        path = home / "our-rules/rules/net-terms.toml"
        text = path.read_text("utf-8")
        path.write_text(text[: text.index("finds = [")] + text[text.index("# One way") :], "utf-8")
        assert "net-terms speaks no language" in run(rule, "test", "our-rules", status=1).stdout

    def test_tries_one_rule(self, run):
        assert "of 1 rules" in run(rule, "test", "vow").stdout
        assert "rules.no-rule" in run(rule, "test", "vowe", status=2).stderr


class TestExplain:
    def test_tells_all_of_a_rule(self, run, knowledge):
        said = " ".join(run(rule, "explain", "too-many-apologies").stdout.split())
        told = knowledge.rules["too-many-apologies"]
        assert told.why["en"] in said
        assert told.instead["en"] in said
        assert all(knowledge.sources[name].title in said for name in told.sources)
        assert told.spares["en"][0] in said
        assert "[policies] apology" in said

    def test_in_the_readers_language(self, run, knowledge):
        said = run(rule, "explain", "vow", language="de").stdout
        assert knowledge.rules["vow"].why["de"] in " ".join(said.split())
        assert knowledge.rules["vow"].spares["de"][0] in said

    def test_names_what_is_near(self, run):
        assert "vow" in run(rule, "explain", "vows", status=2).stderr

    def test_list_names_every_rule_in_force(self, run, knowledge):
        said = run(rule, "list").stdout
        assert [line.split()[0] for line in said.splitlines()] == sorted(knowledge.rules)


class TestInForce:
    def test_own_rules_speak_beside_the_others(self, run, home):
        run(rule, "new", "net-terms")
        assert "net-terms" not in found(run)
        settings(home, '[review]\nrules = ["our-rules"]')
        assert found(run)["net-terms"] == "warning"
        assert "vow" in found(run)

    def test_settings_are_found_upward_or_named(self, run, home):
        deep = home / "cases" / "one"
        deep.mkdir(parents=True)
        (deep / "letter.txt").write_text(LETTER, "utf-8")
        settings(home, '[review.severity]\nvow = "note"')
        result = run(review, deep / "letter.txt", "--json", "--fail-on", "note", status=1)
        assert '"rule": "vow", "label": "pledge", "severity": "note"' in result.stdout
        (home / "other.toml").write_text('[review.severity]\nvow = "warning"', "utf-8")
        result = run(review, "letter.txt", "--json", "--config", "other.toml", status=1)
        assert '"label": "pledge", "severity": "warning"' in result.stdout
        assert "rules.no-config" in run(review, "letter.txt", "--config", "lost.toml", status=2).stderr

    def test_a_rule_that_is_off_says_nothing(self, run, home):
        assert "vow" in found(run)
        settings(home, '[review.severity]\nvow = "off"')
        result = run(review, "letter.txt", "--json", status=1)
        assert '"vow"' not in result.stdout
        assert '"prevention": false' in result.stdout, "a promise fills no part, even where nobody minds it"
        assert "vow " not in run(rule, "list").stdout

    @pytest.mark.parametrize(("side", "heard"), [("once", False), ("none", True), ("free", False)])
    def test_policies_switch(self, run, home, side, heard):
        settings(home, f'[policies]\napology = "{side}"')
        assert ("too-many-apologies" in found(run)) is heard

    def test_the_persona_decides_who_hears_notes(self, run, home):
        rules = '[review.severity]\nvow = "note"\n'
        for persona, heard in (("seller", False), ("expert", False), ("editor", True)):
            settings(home, f'[review]\npersona = "{persona}"\n{rules}')
            result = run(review, "letter.txt", "--json", status=1)
            assert ('"rule": "vow"' in result.stdout) is heard

    def test_a_seller_hears_only_what_is_fairly_certain(self, run, home):
        settings(home, '[review]\npersona = "seller"')
        result = run(review, "letter.txt", "--json", status=1)
        assert all(finding["confidence"] >= 0.6 for finding in json.loads(result.stdout)["findings"])


class TestMistakes:
    def test_all_at_once_with_file_line_and_hint(self, run, home):
        run(rule, "new", "net-terms")
        path = home / "our-rules/rules/net-terms.toml"
        text = path.read_text("utf-8").replace('"net-terms-words"]   ', '"no-such-list", "@moon"]')
        path.write_text(text.replace('role = "corrective"', 'role = "corective"'), "utf-8")
        (home / "our-rules/lexicons/vows.toml").write_text('title = "x"\nwords = ["(a"]\n', "utf-8")
        (home / "our-rules/rule").mkdir()
        settings(
            home,
            '[review]\nrules = ["our-rules", "gone"]\npersona = "buyer"\ncolour = 1\n'
            '[review.severity]\nvows = "note"\nvow = "loud"\n[policies]\napology = "never"\nmoon = "full"\n',
        )
        said = run(review, "letter.txt", status=2).stderr
        for expected in (
            "reinstate.toml:3: review.persona: must be one of: seller, expert, editor",
            "reinstate.toml:4: review.colour: is unknown here",
            "reinstate.toml:6: review.severity.vows: there is no rule vows",
            "reinstate.toml:7: review.severity.vow: must be one of: error, warning, note, off",
            "reinstate.toml:9: policies.apology: must be one of: once, none, free",
            "reinstate.toml:10: policies.moon: there is no such policy",
            "gone: isn't a folder",
            "ways.words: 'no-such-list' is no lexicon and no signal",
            "ways.words: '@moon' is no lexicon and no signal",
            "role: 'corective' isn't on the shelf headings",
            "vows.toml: this id is taken",
            "rule: there is no shelf of this name",
        ):
            assert expected in said.replace("\\", "/"), expected
        assert "Mend the places above" in said

    def test_a_broken_file_names_its_line(self, run, home):
        settings(home, '[review]\nrules = [\n"a"')
        assert "reinstate.toml:3:" in run(review, "letter.txt", status=2).stderr
        (home / "reinstate.toml").write_bytes(b"\xff\xfe[review]")
        assert "UTF-8" in run(review, "letter.txt", status=2).stderr

    @pytest.mark.parametrize("written", ["[a", "a]", "[a[b]]", "]a["])
    def test_brackets_that_do_not_pair_are_told(self, run, home, written):
        run(rule, "new", "net-terms")
        path = home / "our-rules/rules/net-terms.toml"
        path.write_text(path.read_text("utf-8").replace("[Invoices are payable net cash.]", written), "utf-8")
        assert "brackets that don't pair" in run(rule, "test", "our-rules", status=2).stderr
