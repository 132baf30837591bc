"""How the bot is deployed: the container and the service agree with the bot and with the documents."""

from __future__ import annotations

import json
import re
from pathlib import Path, PurePosixPath

import pytest
import yaml

from bot import config
from bot.model import Language
from tests.test_documents import FENCE, ROOT, document, verbs
from tests.test_house import distributions
from tests.test_pins import EXTRAS

DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
SERVICE = "deploy/kotonoha.service"
COMMAND = ["python", "-m", "bot"]


def instructions(name: str) -> list[str]:
    """Return what follows an instruction of the Dockerfile, each time that it stands there."""
    return re.findall(rf"^{name} (.+)$", DOCKERFILE, re.MULTILINE)


def compose() -> dict[str, object]:
    """Return the one service of compose.yaml."""
    services = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]
    found: dict[str, object] = services["kotonoha"]
    return found


def unit() -> dict[str, list[str]]:
    """Return the settings of the unit's service, each with all of its values."""
    found: dict[str, list[str]] = {}
    for line in (ROOT / SERVICE).read_text(encoding="utf-8").partition("[Service]\n")[2].splitlines():
        name, is_setting, value = line.partition("=")
        if is_setting and not line.startswith("#"):
            found.setdefault(name, []).append(value)
    return found


def test_the_container_has_all_that_the_bot_reads_and_nothing_of_the_host() -> None:
    copied = {source for one in instructions("COPY") if "--from" not in one for source in one.split()[:-1]}
    assert copied == {"bot", "cogs", "data", "pyproject.toml", "LICENSE", "requirements/${LIST}.txt"}
    assert all((ROOT / source.replace("${LIST}", "run")).exists() for source in copied)
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").split("\n")
    assert "*" in ignored
    assert {line[1:] for line in ignored if line.startswith("!")} == {
        PurePosixPath(source).parts[0] for source in copied
    }


def test_the_container_installs_only_what_is_pinned_and_ready_built() -> None:
    (install,) = re.findall(r"pip install ([^\n]+?) \\", DOCKERFILE)
    assert {"--require-hashes", "--only-binary :all:", "--requirement /tmp/list.txt"} <= {
        *re.findall(r"--[\w-]+(?: [^-]\S*)?", install)
    }


def test_the_container_runs_the_bot_as_nobody_and_asks_it_whether_it_is_well(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert [json.loads(one) for one in instructions("ENTRYPOINT")] == [COMMAND]
    (check,) = (json.loads(one.partition("CMD ")[2]) for one in instructions("HEALTHCHECK"))
    assert check[:3] == COMMAND
    assert check[3] in verbs(capsys)
    (user,) = instructions("USER")
    assert min(map(int, user.split(":"))) > 0


def test_the_volume_is_where_the_database_lies_unless_somebody_says_otherwise(tmp_path: Path) -> None:
    database = config.load(tmp_path / "none").database
    (workdir,), (volume,) = instructions("WORKDIR"), instructions("VOLUME")
    assert PurePosixPath(workdir, *database.parent.parts) == PurePosixPath(volume)
    service = compose()
    assert service["volumes"] == [f"var:{volume}"]
    assert service["environment"] == {"DATABASE_PATH": str(database)}
    paths = unit()
    assert paths["ReadWritePaths"] == [str(PurePosixPath(*paths["WorkingDirectory"], *database.parent.parts))]


def test_the_container_can_write_nothing_else_and_gain_no_right() -> None:
    service = compose()
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["env_file"] == ".env"


def test_the_service_runs_the_bot_confined_but_lets_it_confine_its_readers() -> None:
    settings = unit()
    (start,) = settings["ExecStart"]
    assert start.split()[1:] == COMMAND[1:]
    for name in ("NoNewPrivileges", "MemoryDenyWriteExecute", "RestrictNamespaces", "PrivateTmp"):
        assert settings[name] == ["yes"]
    assert settings["ProtectSystem"] == ["strict"]
    assert settings["CapabilityBoundingSet"] == [""]
    calls = {call for value in settings["SystemCallFilter"] for call in value.split()}
    landlock = {"landlock_create_ruleset", "landlock_add_rule", "landlock_restrict_self"}
    assert landlock <= calls, "systemd's @system-service lacks them, and the readers go without"


def test_the_service_can_measure_itself() -> None:
    assert "ProcSubset" not in unit(), "without /proc/stat there is no process_resident_memory_bytes"


def test_both_wait_longer_than_the_bot_takes_to_end() -> None:
    assert int(str(compose()["stop_grace_period"]).removesuffix("s")) > 10
    assert int(*unit()["TimeoutStopSec"]) > 10


def test_the_documents_name_only_services_targets_files_and_verbs_that_there_are(
    language: Language, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = "\n".join(FENCE.findall(document("docs/HOSTING", language)))
    assert SERVICE in typed
    for file in re.findall(r"\b(?:deploy|requirements)/[\w.]+", document("docs/HOSTING", language)):
        assert (ROOT / file).exists(), file
    lists = re.findall(r"make \.venv/\.with-(\S+)", typed)
    assert lists
    assert all((ROOT / f"requirements/{name}.txt").exists() for name in lists)
    # What make has set up once, it doesn't set up again as long as the stamp is there.
    (taken_out,) = re.findall(r"pip uninstall --yes ([\w ]+) && rm \.venv/\.with-meaning'", typed)
    assert {*taken_out.split()} == distributions([one.partition(";")[0].strip() for one in EXTRAS["meaning"]])
    in_containers = re.findall(
        r"docker compose (?:run --rm kotonoha|exec kotonoha python -m bot) (\S+)", typed
    )
    assert {"restore", "guilds"} <= {*in_containers}
    assert {*in_containers} <= {*verbs(capsys)}
