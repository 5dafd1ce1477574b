# Two commands: `make run` and `make test`. All they need is make and Python 3.11 or newer.
#
# What is installed is remembered in .stamps/, by the lock file it came from, so that a second start installs nothing.

SHELL := /bin/sh
.DELETE_ON_ERROR:

UV_VERSION := 0.13.9
PYTHON ?= $(firstword $(foreach name,python3 python3.14 python3.13 python3.12 python3.11,\
            $(shell $(name) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(name))))
BIN := .venv/bin
UV := .stamps/tool/bin/uv
export UV_LINK_MODE ?= copy

PO := $(wildcard app/translations/*/LC_MESSAGES/*.po)
# The test environment holds all that the other one holds, so `make run` and `make install` are content with either;
# no other goal is.
INSTALLED := $(if $(wildcard .stamps/test)$(filter-out run install,$(MAKECMDGOALS)),.stamps/test,.stamps/run)

.PHONY: help run install test lint types messages clean

help:
	@echo "make run    start Floke on http://127.0.0.1:8000 (PORT=8001 make run for another port)"
	@echo "make install  install into .venv and no more (production: docs/operating.md)"
	@echo "make test   run the whole suite, with a browser and real servers"
	@echo "make lint   ruff, import contracts and templates;  make types: mypy"
	@echo "make messages  take new words of the interface into the catalogues under app/translations"
	@echo "make clean  forget the installed environment (the data in instance/ stay)"

# What a machine needs to run Floke in production; the units and the proxy are in docs/operating.md.
install: $(INSTALLED) .stamps/catalogues

# `exec`, so that a signal meets the program itself.
run: $(INSTALLED) .stamps/catalogues
	@exec $(BIN)/floke run

test: .stamps/test .stamps/catalogues
	@echo; echo "== Browser =="
	@sh .ci/browser
	@$(MAKE) --no-print-directory lint types
	@echo; echo "== Tests =="
	@$(BIN)/python -m pytest -n auto --maxprocesses 4 --no-loadscope-reorder

lint: .stamps/test
	@echo; echo "== Ruff =="
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .
	@echo; echo "== Import contracts =="
	@$(BIN)/lint-imports --config setup.cfg
	@echo; echo "== Templates =="
	@if find app -name '*.html' | grep -q .; then $(BIN)/djlint app --lint --quiet; else echo "none"; fi

types: .stamps/test
	@echo; echo "== Types =="
	@$(BIN)/mypy app benchmarks tests

clean:
	rm -rf .venv .stamps

$(UV): Makefile
	@test -n "$(PYTHON)" || { echo "Floke needs Python 3.11 or newer; none was found on the path." >&2; exit 1; }
	@mkdir -p .stamps
	@$(PYTHON) -m venv --clear .stamps/tool || { echo "This Python cannot make a virtual environment;" \
	  "on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@.stamps/tool/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@touch $@

# Behind a proxy that signs for the world, only the machine's own certificates know it; a slim one has none of its own.
install = $(UV) pip sync --quiet --python $(BIN)/python --require-hashes $(1) && \
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --editable .

# A changed lock file, or a package file that changes what is installed, makes the stamp old.
.stamps/run: requirements.lock setup.cfg pyproject.toml | $(UV)
	@echo "Installing what Floke needs into .venv (the first time only) …"
	@test -x $(BIN)/python || $(UV) venv --quiet --python $(PYTHON) .venv
	@{ $(call install,requirements.lock); } 2>/dev/null || { echo "Once more, with the certificates of this machine …"; \
	  export UV_SYSTEM_CERTS=1; $(call install,requirements.lock); }
	@touch $@

.stamps/test: requirements-test.lock setup.cfg pyproject.toml | $(UV)
	@echo "Installing what Floke and its tests need into .venv (the first time only) …"
	@test -x $(BIN)/python || $(UV) venv --quiet --python $(PYTHON) .venv
	@{ $(call install,requirements-test.lock); } 2>/dev/null || { echo "Once more, with the certificates of this machine …"; \
	  export UV_SYSTEM_CERTS=1; $(call install,requirements-test.lock); }
	@touch $@

# A word that changed is translated anew, never guessed; what is gone is dropped.
messages: .stamps/test
	@$(BIN)/pybabel --quiet extract -F pyproject.toml -k N_ -k lazy_gettext --no-location --sort-output \
	  --project Floke --version 1 -o .stamps/messages.pot .
	@$(BIN)/pybabel --quiet update --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date \
	  -i .stamps/messages.pot -d app/translations

.stamps/catalogues: $(PO) | $(INSTALLED)
	@if [ -n "$(PO)" ]; then $(BIN)/pybabel --quiet compile -d app/translations; fi
	@touch $@
