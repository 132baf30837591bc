# Needs Python 3.11 or later, git and make; each command sets up the rest by itself.
#   make run        the bot: on Discord with a DISCORD_TOKEN, otherwise in a page of its own (ARGS="--language ja")
#   make test       the tests
#   make check      style, types and the import rules
#   make test-page  the page in a headless Chromium
#   make gallery    a picture of every reply into var/gallery, some minutes (ARGS="--language ja --last quote");
#                   ARGS=--documents renews the pictures in docs/pictures, too
#   make bench      figures, some 60 minutes (ARGS="--posts 500 --kills 20 --schedules 10000 --minutes 1", or
#                   ARGS="--only due"); ARGS=--document writes tables of them into docs/performance.md and
#                   docs/reliability.md. ARGS="--only worst": half an hour of Discord at its worst (--minutes 5)
#                   SIZE=100, 10000 (default) or full (100,000) articles to search
#   make mutants    the share of mistakes put into the pure rules that the tests notice, some 30 minutes
#                   (ARGS="bot/choosing.py": each mutant of that module)
#   make pins       requirements/ again, after a change in pyproject.toml (ARGS=--upgrade: the newest of everything)
#   make audit      known vulnerabilities in what is pinned
#   make sbom       what the bot consists of, in var/sbom.cdx.json, and the licenses of that in var/licenses.md
#   make unpinned   whether the checks and tests pass with the newest of everything, some minutes

VENV := .venv
PYTHON := $(VENV)/bin/python
ARGS :=
SUPPLY := var/supply/bin
PINS = $(SUPPLY)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate

# What wins is what the bot itself reads: the environment, even if empty, before .env.
ifeq ($(origin DISCORD_TOKEN),undefined)
TOKEN := $(shell grep -Es "^[[:space:]]*(export[[:space:]]+)?DISCORD_TOKEN[[:space:]]*=[[:space:]]*['\"]?[^'\"\#[:space:]]" .env)
else
TOKEN := $(strip $(DISCORD_TOKEN))
endif

.PHONY: run test check test-page gallery bench mutants pins audit sbom unpinned supply

run: $(VENV)/.with-$(if $(TOKEN),run,demo)
	@$(PYTHON) -m bot $(if $(TOKEN),run,demo $(ARGS))

# More processes than processors: many tests wait. What is compiled is kept, whatever the environment says: many
# start the bot, which takes a third less then.
test: $(VENV)/.with-dev
	PYTHONDONTWRITEBYTECODE= $(PYTHON) -m pytest --numprocesses $$($(PYTHON) -c 'import os; print(os.cpu_count() * 3 // 2)') --dist worksteal --ignore=tests/page $(ARGS)

test-page: $(VENV)/.with-dev
	$(PYTHON) -m pytest --numprocesses 2 --dist worksteal tests/page $(ARGS)

gallery: $(VENV)/.with-dev
	$(PYTHON) -m tests.gallery $(ARGS)

bench: $(VENV)/.with-dev
	$(PYTHON) -m tests.bench $(ARGS)

mutants: $(VENV)/.with-dev
	$(PYTHON) -m tests.mutants $(ARGS)

check: $(VENV)/.with-dev
	$(VENV)/bin/ruff check
	$(VENV)/bin/ruff format --check
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

# Every list has the versions of dev.txt, where they stay as they are but for what ARGS says.
pins: supply
	$(PINS) pyproject.toml --all-extras --output-file requirements/dev.txt $(ARGS)
	$(PINS) pyproject.toml --extra speed --extra demo --constraint requirements/dev.txt --upgrade --output-file requirements/demo.txt
	$(PINS) pyproject.toml --extra speed --constraint requirements/dev.txt --upgrade --output-file requirements/run.txt
	$(PINS) pyproject.toml --extra speed --extra meaning --constraint requirements/dev.txt --upgrade --output-file requirements/meaning.txt
	$(PINS) --group supply --constraint requirements/dev.txt --upgrade --output-file requirements/supply.txt

audit: supply
	$(SUPPLY)/pip-audit --strict --disable-pip --requirement requirements/dev.txt --requirement requirements/supply.txt $(ARGS)

# Of an environment that holds nothing else.
sbom: supply
	@$(MAKE) --no-print-directory VENV=var/run var/run/.with-run
	$(SUPPLY)/cyclonedx-py environment --pyproject pyproject.toml --output-file var/sbom.cdx.json var/run
	$(SUPPLY)/pip-licenses --python var/run/bin/python --format markdown --with-urls --output-file var/licenses.md

unpinned: supply
	@$(MAKE) --no-print-directory VENV=var/unpinned var/unpinned/bin/python
	$(SUPPLY)/uv pip install --quiet --python var/unpinned --upgrade --requirements pyproject.toml --all-extras
	@touch var/unpinned/.with-dev
	$(MAKE) --no-print-directory VENV=var/unpinned check test

supply:
	@$(MAKE) --no-print-directory VENV=var/supply var/supply/.with-supply

# Nothing is installed but the files whose hashes are in requirements/. One stamp for each list; again when it changes.
$(VENV)/.with-%: requirements/%.txt | $(PYTHON)
	@echo "Setting up $(VENV) for this command …"
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	@touch $@

$(PYTHON):
	@for python in python3.11 python3.12 python3.13 python3.14 python3; do \
		if $$python -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			$$python -m venv $(VENV) && exit 0; \
			rm -rf $(VENV); exit 1; \
		fi; \
	done; \
	echo "Python 3.11 or later with its venv module is needed (on Debian and Ubuntu: sudo apt install python3-venv)." >&2; \
	exit 1
