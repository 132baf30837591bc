"""`python -m tests.bench.without NAME,… MODULE [ARGUMENT…]` runs a module as if these weren't installed."""

from __future__ import annotations

import runpy
import sys


def main() -> None:
    """Run the module that the command line names, as `python -m` would."""
    _, names, *sys.argv = sys.argv
    sys.modules.update(dict.fromkeys(filter(None, names.split(","))))  # type: ignore[arg-type]  # None: ImportError
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
