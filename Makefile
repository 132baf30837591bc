# Needs Python 3.11 or later, git and make; each command sets up the rest by itself.
#   make run        the bot: on Discord with a DISCORD_TOKEN, otherwise in a page of its own (ARGS="--language ja")
#   make test       the tests
#   make check      style, types and the import rules
#   make test-page  the page in a headless Chromium
#   make gallery    a picture of every reply into var/gallery, some minutes (ARGS="--language ja --last quote");
#                   ARGS=--documents renews the pictures in docs/pictures, too
#   make bench      figures, some 40 minutes (ARGS="--posts 500 --kills 20 --schedules 10000 --minutes 1", or
#                   ARGS="--only due"); ARGS=--document writes tables of them into docs/performance.md
#                   SIZE=100, 10000 (default) or full (100,000) articles to search
#   make mutants    the share of mistakes put into the pure rules that the tests notice, some 30 minutes
#                   (ARGS="bot/choosing.py": each mutant of that module)

VENV := .venv
PYTHON := $(VENV)/bin/python
ARGS :=
COMMA := ,

# What wins is what the bot itself reads: the environment, even if empty, before .env.
ifeq ($(origin DISCORD_TOKEN),undefined)
TOKEN := $(shell grep -Es "^[[:space:]]*(export[[:space:]]+)?DISCORD_TOKEN[[:space:]]*=[[:space:]]*['\"]?[^'\"\#[:space:]]" .env)
else
TOKEN := $(strip $(DISCORD_TOKEN))
endif

.PHONY: run test check test-page gallery bench mutants

run: $(VENV)/.with-$(if $(TOKEN),,demo$(COMMA))speed
	@$(PYTHON) -m bot $(if $(TOKEN),run,demo $(ARGS))

# More processes than processors: many tests wait.
test: $(VENV)/.with-demo,dev,speed
	$(PYTHON) -m pytest --numprocesses $$($(PYTHON) -c 'import os; print(os.cpu_count() * 3 // 2)') --dist worksteal --ignore=tests/page $(ARGS)

test-page: $(VENV)/.with-demo,dev,page
	$(PYTHON) -m pytest tests/page $(ARGS)

gallery: $(VENV)/.with-demo,dev,page
	$(PYTHON) -m tests.gallery $(ARGS)

bench: $(VENV)/.with-demo,dev,speed
	$(PYTHON) -m tests.bench $(ARGS)

mutants: $(VENV)/.with-demo,dev,mutants
	$(PYTHON) -m tests.mutants $(ARGS)

check: $(VENV)/.with-demo,dev,page
	$(VENV)/bin/ruff check
	$(VENV)/bin/ruff format --check
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

# One stamp for each set of extras; they are installed again when a version changes.
$(VENV)/.with-%: pyproject.toml constraints.txt | $(PYTHON)
	@echo "Setting up $(VENV) for this command …"
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --constraint constraints.txt \
		--editable ".[$*]"
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
