"""Everything moved to another machine by the host, as it is typed."""

from __future__ import annotations

import json
import shutil
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.library import Library
from bot.model import Language
from bot.store.database import open_database
from bot.texts import Texts
from tests.cli.test_backups import LOCALE, fill
from tests.cli.test_host import GUILD, TEXT, host, stored


async def test_the_host_moves_everything(path: Path, tmp_path: Path, language: Language) -> None:
    await fill(path)
    async with open_database(path) as database:
        await Library(database).articles.add(TEXT, GUILD)
    new, file = tmp_path / "new" / "kotonoha.sqlite3", tmp_path / "all.zip"
    new.parent.mkdir()

    def ran(database: Path, *arguments: str, code: int = 0) -> str:
        done = host(database, *arguments, LC_ALL=LOCALE[language])
        assert done.returncode == code, done.stderr
        return done.stdout + done.stderr

    def words(key: str, **variables: str | int) -> str:
        return Texts().say(language, key, **variables)

    counts = {"guild": 0, "article": 2, "schedule": 0, "vote": 1}
    out = ran(path, "export", "all", str(file))
    assert words("cli-moved-out", path=str(file), **counts) in out
    assert words("cli-moved-key", path=f"{path}.key") in out
    assert words("cli-moved-keep", days=30) in out
    assert words("move-exists", path=str(file)) in ran(path, "export", "all", str(file), code=1)

    asked = ran(new, "import", "all", str(file), code=1)
    assert words("cli-moved-ask", path=f"{new}.key", votes=1, forecasts=0, places=0) in asked
    assert words("cli-restore-not") in asked, "nobody answered yes"
    assert not new.exists()
    totals = ran(new, "import", "all", str(file), "--yes")
    with zipfile.ZipFile(file) as archive:
        made_at = datetime.fromtimestamp(json.loads(archive.read("manifest.json"))["made_at"], UTC)
    at = f"{made_at:%Y-%m-%d %H:%M}"
    assert words("cli-moved-in", file=str(file), at=at, path=str(new), **counts) in totals
    assert words("cli-moved-totals") in totals
    assert "港の話" in ran(new, "articles")
    forgotten = ran(new, "import", str(file), code=1)
    assert words("cli-import-zip") in forgotten
    assert words("move-not-empty", path=str(new)) in ran(new, "import", "all", str(file), "--yes", code=1)

    new.unlink()
    shutil.copy(f"{path}.key", f"{new}.key")
    theirs = ran(new, "import", "all", str(file))
    assert words("cli-moved-next") in theirs
    assert words("cli-moved-totals") not in theirs
    assert stored(new, "SELECT * FROM vote") == stored(path, "SELECT * FROM vote")


@pytest.mark.parametrize("named", [[], ["a.zip", "b.zip"]])
def test_everything_is_imported_from_one_file(path: Path, named: list[str]) -> None:
    done = host(path, "import", "all", *named)
    assert done.returncode == 1
    assert done.stderr.startswith("After `import all` comes one file")
    assert not path.exists()


def test_an_article_in_a_file_of_that_name_is_still_imported(path: Path) -> None:
    (path.parent / "all").write_text(TEXT, encoding="utf-8")
    assert "added “港の話”" in host(path, "import", "./all").stdout
    assert "all: already there" in host(path, "import", "./all", "all").stdout
    assert len(stored(path, "SELECT 1 FROM article")) == 1


def test_without_a_database_there_is_nothing_to_export(path: Path) -> None:
    done = host(path, "export", "all", "all.zip")
    assert done.returncode == 1
    assert done.stderr.startswith(f"There is no database {path}")
    assert list(path.parent.iterdir()) == []
