# make demo   install what it needs, then the whole journey from a recipe to a trained model
# make test   install what it needs, then the default test suite
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
OUT ?= demo
FUZZ_SECONDS ?= 120

.DEFAULT_GOAL := help
.PHONY: help demo show-floor test test-full test-core fuzz lint types imports bench docs clean

help:
	@sed -n 's/^# make /make /p' Makefile

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.demo: pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install -q -c constraints.txt torch==2.13.0 -e '.[train,report]'
	@touch $@

$(VENV)/.dev: pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install -q -c constraints.txt torch==2.13.0 -e '.[train,stream,report,test,lint]'
	@touch $@ $(VENV)/.demo

demo: $(VENV)/.demo
	$(BIN)/dataforge demo --out $(OUT)

test: $(VENV)/.dev
	$(BIN)/python -m pytest -n 2 -m "not slow"

# make test-full   everything, the slow tests too
test-full: $(VENV)/.dev
	$(BIN)/python -m pytest -n 2

# make test-core   without torch: init, sample, generate, verify, inspect in an environment of their own
test-core: | $(BIN)/python
	$(PYTHON) -m venv --clear $(VENV)-core
	$(VENV)-core/bin/python -m pip install -q -c constraints.txt -e . pytest hypothesis
	$(VENV)-core/bin/python -m pytest tests/cli tests/text tests/plan tests/test_recipe.py tests/generators/test_engine.py -m "not slow"

# make fuzz   atheris over every parser of bytes that a stranger may have made, for FUZZ_SECONDS=120
fuzz: $(VENV)/.dev
	$(BIN)/python -m pip install -q -c constraints.txt -e '.[fuzz]'
	$(BIN)/python -m tests.fuzz.fuzz $(FUZZ_SECONDS)

# make lint types imports   ruff, mypy --strict, import rules
lint: $(VENV)/.dev
	$(BIN)/ruff check src tests benchmarks examples scripts
	$(BIN)/ruff format --check src tests benchmarks examples scripts

types: $(VENV)/.dev
	$(BIN)/mypy

imports: $(VENV)/.dev
	$(BIN)/lint-imports

# make bench   the benchmarks, a few minutes each; results go to benchmarks/*/README.md by hand
bench: $(VENV)/.dev
	for each in benchmarks/*/run.py; do $(BIN)/python $$each || exit 1; done

# make show-floor   eight small models fall onto eight known floors: half an hour on one core
show-floor: $(VENV)/.dev
	OMP_NUM_THREADS=1 $(BIN)/python benchmarks/floor/run.py --steps 3000
	cp benchmarks/floor/floor.svg docs/floor.svg

# make docs   regenerate docs/gallery.md and docs/reference/lexicons.md
docs: $(VENV)/.dev
	$(BIN)/python scripts/gallery.py
	$(BIN)/python scripts/lexicons.py

clean:
	rm -rf $(VENV) $(VENV)-core build .pytest_cache .mypy_cache .ruff_cache
