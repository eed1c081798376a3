"""`reinstate knowledge check` on shelves that are broken."""

from click.testing import CliRunner

from reinstate.interfaces.cli import knowledge
from reinstate.interfaces.cli.desk import Desk


class Unread(Desk):
    """A desk that can't read the bundled shelves, as they are the broken ones."""

    @property
    def shelves(self):
        raise AssertionError("no message can be taken from broken shelves")


def test_broken_bundled_shelves_are_told_without_their_own_words(tmp_path, monkeypatch):
    (tmp_path / "lexicons").mkdir()
    (tmp_path / "lexicons" / "dates.toml").write_text("title = [", "utf-8")
    monkeypatch.setattr(knowledge, "DATA", tmp_path)
    done = CliRunner().invoke(knowledge.command, ["check", str(tmp_path)], obj=Unread("en"))
    assert done.exit_code == 2
    assert "lexicons/dates.toml" in done.stderr.replace("\\", "/")
