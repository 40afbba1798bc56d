# Suffrage. `make` lists the targets; `make demo` and `make test` set everything up by themselves.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
# The native kernel is built where Rust is recent enough; elsewhere libsodium does its work.
RUST := $(shell printf '%s\n' 1.88 "$$(cargo --version 2>/dev/null | cut -d' ' -f2)" | sort -V | head -1)
ifeq ($(RUST),1.88)
NATIVE := .venv/.kernel
LINT_KERNEL := cd kernel && cargo fmt --check && cargo clippy --quiet --locked --all-targets
TEST_KERNEL := cd kernel && cargo test --quiet --locked
endif
# The scripts of the public pages and of the desks are built where Node.js is, in one go;
# elsewhere public pages do without.
NODE := $(shell command -v npm >/dev/null && printf '%s\n' v18 "$$(node --version)" | sort -V | head -1)
ifeq ($(NODE),v18)
MODULES := web/node_modules/.installed
SCRIPT := src/suffrage/site/pages/assets/night.js
CHECK_WEB := cd web && npm run --silent check && npm run --silent test
endif
READY := $(STAMP) $(NATIVE) $(SCRIPT)
# The rooms whose every branch the tests take.
COVERED := src/suffrage/rules/*,src/suffrage/tlog/*,src/suffrage/board/*,src/suffrage/count/*,src/suffrage/conduct/*
.DEFAULT_GOAL := help
.PHONY: help setup demo demo-night demo-office lint test drill check format bench docs lock clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

setup: $(READY) ## install everything into .venv, so that .venv/bin/suffrage runs

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Suffrage needs Python 3.11 or later")'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt \
		--editable '.[dev]'
	touch $@

.venv/.kernel: $(STAMP) $(shell find kernel -type f)
	rm -f build/wheels/suffrage_kernel-*
	cd kernel && ../$(BIN)/maturin build --quiet --release --locked --out ../build/wheels \
		--manifest-path crates/py/Cargo.toml --interpreter ../$(BIN)/python
	$(BIN)/pip install --quiet --disable-pip-version-check --force-reinstall --no-deps \
		build/wheels/suffrage_kernel-*.whl
	touch $@

web/node_modules/.installed: web/package-lock.json
	cd web && npm ci --silent --ignore-scripts
	touch $@

src/suffrage/site/pages/assets/night.js: $(MODULES) $(shell find web/core/src web/desk/src web/night/src web/support src/suffrage/words/*.json -type f)
	node web/support/build.mjs

demo: $(READY) ## play the congress of January 2023 (ARGS=--fast leaves the pauses out)
	$(BIN)/python examples/congress-2023/play.py $(ARGS)

demo-night: $(READY) ## the same with its public pages, live in a browser while it plays
	$(BIN)/python examples/congress-2023/play.py --night $(ARGS)

demo-office: $(READY) ## an evening through a real office, left running with accounts for every desk
	$(BIN)/python examples/office/play_office.py $(ARGS)

check: lint ## format, lint, types, walls, and the quick unit tests
	$(BIN)/pytest --quiet -n 2 -m 'not long' tests/unit

lint: $(READY) ## the same without the tests
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(LINT_KERNEL)
	$(CHECK_WEB)

test: lint ## everything at a small, seeded count
	$(TEST_KERNEL)
	$(BIN)/pytest --quiet -n 2 --dist loadfile tests --cov=suffrage --cov-report=
	$(BIN)/coverage report --include='$(COVERED)' --fail-under=100
	@cat build/known-answers.txt

drill: lint ## everything at the full counts
	$(TEST_KERNEL)
	SUFFRAGE_DRILL=1 $(BIN)/pytest -n 2 --dist loadfile tests --durations=15
	@cat build/known-answers.txt

format: $(READY) ## write the format and the mendable lint
	$(BIN)/ruff format --quiet .
	$(BIN)/ruff check --fix --quiet .

bench: $(READY) ## measure, each figure against a peer in the same run
	for bench in ballots belenios_2048 board count demo elex log night office public_site seats shuffle transfers; do $(BIN)/python benches/$$bench.py || exit 1; done

docs: $(READY) ## make the generated pages again and check every link
	$(BIN)/python -m tests.support.pages
	$(BIN)/pytest --quiet tests/unit/test_docs.py tests/unit/test_pages.py

lock: $(READY) ## take over the newest versions that pyproject.toml allows
	$(BIN)/pip install --quiet --disable-pip-version-check --upgrade --editable '.[dev]'
	{ head -1 constraints.txt; $(BIN)/pip freeze --exclude-editable --exclude suffrage-kernel; } > constraints.new
	mv constraints.new constraints.txt

clean: ## remove what was built
	rm -rf build dist .venv web/build web/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache \
		$(patsubst %,src/suffrage/office/static/%,desk.js section.js section_worker.js) src/suffrage/site/pages/assets/night.js
