"""`python -m tests.mutants`: the share of small mistakes in the pure rules that the fast tests notice.

mutmut makes the mistakes ("mutants") one at a time in a copy of the code, `mutants/`. pyproject.toml lists
the modules and the tests. What stands outside functions or in a decorated one is not mutated.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
COPY = ROOT / "mutants"
MUTMUT = Path(sys.executable).with_name("mutmut")
SAMPLED = "bot/reading/*"
ONE_IN_FIVE = "[16]"
"""Matches the last digit of the number that ends a mutant's name: the first, sixth, … of each function."""
LEAST = 0.85
SURVIVED = {0, 5, 33}
"""Exit codes: the tests passed, no test was run, no test calls the function."""


def main() -> int:
    """Try the mutants and print the share that is killed; 0 if it is at least 85 %."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=main.__doc__)
    parser.add_argument(
        "paths", nargs="*", help="try each mutant of these, such as bot/choosing.py or bot/schedule"
    )
    asked = [f"{path.rstrip('/')}/*" if Path(path).is_dir() else path for path in parser.parse_args().paths]
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    shutil.rmtree(COPY, ignore_errors=True)
    tried = 0
    survived: list[str] = []
    existing = 0
    for path in asked or config["tool"]["mutmut"]["only_mutate"]:
        _run(path, ONE_IN_FIVE if path == SAMPLED and not asked else "")
        for file in sorted(COPY.glob(f"{path}.meta")):
            codes = json.loads(file.read_text(encoding="utf-8"))["exit_code_by_key"]
            here = [name for name, code in codes.items() if code is not None]
            alive = [name for name in here if codes[name] in SURVIVED]
            if here:
                _report(str(file.relative_to(COPY).with_suffix("")), len(here), len(alive), len(codes))
            tried += len(here)
            survived += alive
            existing += len(codes)
    if survived:
        print("survived (.venv/bin/mutmut show NAME):", *survived, sep="\n  ")  # noqa: T201
    _report("all", tried, len(survived), existing)
    return 0 if len(survived) <= (1 - LEAST) * tried else 1


def _run(path: str, last_digit: str) -> None:
    """Try the mutants of a module, or of all modules of a package (`bot/reading/*`)."""
    names = path.removesuffix("/*").removesuffix(".py").replace("/", ".") + ".*" + last_digit
    COPY.mkdir(exist_ok=True)
    log = COPY / "mutmut.log"
    with log.open("w", encoding="utf-8") as output:
        ended = subprocess.run([MUTMUT, "run", names], cwd=ROOT, stdout=output, stderr=subprocess.STDOUT)
    if ended.returncode:
        sys.exit(f"{log.read_text(encoding='utf-8')[-2000:]}\nmutmut could not try {path}")


def _report(name: str, tried: int, survived: int, existing: int) -> None:
    sample = f"; there are {existing}" if tried < existing else ""
    print(f"{name}: {1 - survived / tried:.0%} of {tried} mutants killed{sample}", flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
