# What a person types: make demo, make test. Everything lands in .venv and demo.store.
PYTHON ?= python3
VENV ?= .venv
WHEEL_VENV ?= .venv-wheel
STORE ?= demo.store

BIN := $(VENV)/bin
# Debian ships venv without ensurepip; the interpreter's own pip installs into the environment.
PIP := $(PYTHON) -m pip --disable-pip-version-check --python $(BIN)/python
INSTALL := $(PIP) install -qq --require-hashes
# Sayso itself has no hash, and needs none: it is this folder.
INSTALL_SAYSO := $(PIP) install -qq --no-deps --no-build-isolation --no-index --editable .

.DEFAULT_GOAL := help
.PHONY: help demo test test-wheel check format docs gate wheel explorer constraints clean

help:  ## Say what can be made
	@sed -n 's/^\([a-z-]*\):.*##/make \1 -/p' $(MAKEFILE_LIST)

demo: $(VENV)/.installed  ## Build the graph of the example articles and ask it a question
	@$(BIN)/sayso build examples/articles --store $(STORE) || [ $$? -eq 1 ]
	@$(BIN)/sayso check $(STORE)
	@$(BIN)/sayso ask who-characterized-whom --compact --store $(STORE)
	@echo
	@echo "What to type next:"
	@echo "  $(BIN)/sayso ask --store $(STORE)  # lists all the questions that the graph answers"
	@echo "  $(BIN)/sayso explore --store $(STORE)  # shows the graph in a browser"
	@echo "  $(BIN)/sayso show examples/articles/wire-brief-border-crossing.txt  # marks what was found"
	@echo "  $(BIN)/sayso build FOLDER && $(BIN)/sayso ask who-said-what  # with articles of your own"

test: $(VENV)/.installed-dev  ## Run the whole test suite
	$(BIN)/python -m pytest -n 2 $(PYTEST_ARGS)

check: $(VENV)/.installed-dev  ## Lint, format, types, layers, docs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python scripts/write_questions_page.py --check
	$(BIN)/python scripts/write_docs.py --check

format: $(VENV)/.installed-dev  ## Put the code into the format that check asks for
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/.installed-dev  ## Write the parts of the docs that come from the program
	$(BIN)/python scripts/write_ontology_page.py
	$(BIN)/python scripts/write_questions_page.py
	$(BIN)/python scripts/write_docs.py

gate: $(VENV)/.installed-dev  ## Measure the quality and hold it against benchmarks/floors.json
	$(BIN)/python -m benchmarks.gate

test-wheel: wheel  ## Run the tests against the wheel, in an environment without this folder
	rm -rf $(WHEEL_VENV) && $(PYTHON) -m venv --without-pip $(WHEEL_VENV)
	$(PYTHON) -m pip --disable-pip-version-check --python $(WHEEL_VENV)/bin/python install -qq \
		--require-hashes -r constraints-dev.txt
	$(PYTHON) -m pip --disable-pip-version-check --python $(WHEEL_VENV)/bin/python install -qq \
		--no-deps --no-index dist/sayso-*.whl
	away=$$(mktemp -d) && trap 'rm -rf "$$away"' EXIT && cp -R tests pyproject.toml "$$away" && \
		python=$$PWD/$(WHEEL_VENV)/bin/python && cd "$$away" && "$$python" -m pytest -n 2 $(PYTEST_ARGS)

explorer:  ## Build the scripts of the graph and the SPARQL editor; needs Node
	cd explorer && npm ci --ignore-scripts && npm run build

wheel: $(VENV)/.installed-dev  ## Build dist/sayso-VERSION-py3-none-any.whl
	@command -v npm >/dev/null && $(MAKE) --no-print-directory explorer || \
		echo "Without Node and its registry the wheel lacks the scripts of \`make explorer\`:" \
			"the explorer then draws on the server and asks from a plain box." >&2
	rm -rf dist
	$(BIN)/python -m hatchling build -t wheel

constraints: $(VENV)/.installed-dev  ## Choose the newest versions that fit and write the constraints files
	$(PIP) install --quiet uv
	$(BIN)/python scripts/write_constraints.py

clean:  ## Remove what the other targets made
	rm -rf $(VENV) $(WHEEL_VENV) $(STORE) dist explorer/node_modules extract/sayso/explore/static/built

$(BIN)/python:
	@$(PYTHON) -m venv --without-pip $(VENV)

$(VENV)/.installed: $(BIN)/python constraints.txt pyproject.toml
	@echo "Installing Sayso and what it needs into $(VENV); the first time this takes a minute or two." >&2
	@$(INSTALL) -r constraints.txt
	@$(INSTALL_SAYSO)
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed constraints-dev.txt
	@$(INSTALL) -r constraints-dev.txt
	@touch $@
