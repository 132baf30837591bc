"""What is installed: each distribution that the project declares is pinned, by a version and by hashes."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.test_house import ROOT, distributions

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
EXTRAS = PROJECT["project"]["optional-dependencies"]
RUN = [*PROJECT["project"]["dependencies"], *EXTRAS["speed"]]
DECLARED = {
    "run": RUN,
    "demo": [*RUN, *EXTRAS["demo"]],
    "meaning": [*RUN, *EXTRAS["meaning"]],
    "dev": [*RUN, *(one for extra in EXTRAS.values() for one in extra)],
    "supply": PROJECT["dependency-groups"]["supply"],
}
PIN = re.compile(r"([\w.-]+)==([\w.]+)( ; [^\\]+)?( \\\n    --hash=sha256:[0-9a-f]{64})+\n")


def pinned(name: str) -> dict[str, str]:
    """Return the version of each distribution in a list; nothing else may stand in it."""
    text = (ROOT / f"requirements/{name}.txt").read_text(encoding="utf-8")
    assert PIN.sub("", text) == "", "pinned without a hash"
    return {match[1]: match[2] for match in PIN.finditer(text)}


def test_there_is_a_list_for_each_way_to_run() -> None:
    assert {path.stem for path in ROOT.glob("requirements/*")} == {*DECLARED}


@pytest.mark.parametrize("name", DECLARED)
def test_every_declared_distribution_is_pinned_with_hashes(name: str) -> None:
    declared = distributions([one.partition(";")[0].strip() for one in DECLARED[name]])
    assert len(declared) > 3
    assert declared <= pinned(name).keys()


@pytest.mark.parametrize("name", ["run", "demo", "meaning"])
def test_the_bot_runs_with_the_versions_that_the_tests_use(name: str) -> None:
    assert pinned(name).items() <= pinned("dev").items()


def test_pip_can_install_what_is_declared_without_guessing_which_folders_to_install() -> None:
    """Where nothing names the packages, setuptools refuses a folder with as many as this one."""
    assert PROJECT["tool"]["setuptools"] == {"packages": []}
