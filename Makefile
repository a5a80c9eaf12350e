# Every target sets up what it needs in .venv from one of two locked, hashed lists: what reading needs, or everything.
# `make help` lists the targets. Written for GNU Make 3.81 too, which is the one that macOS ships.

VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
UV_VERSION := 0.13.9

# The first Python of at least 3.11; PYTHON=... overrides.
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$name -c '$(NEW_ENOUGH)' >/dev/null 2>&1 && echo $$name && break; done)
# What the reader has set, on the command line or in the environment.
named = $(filter command environment,$(origin $(1)))

ENVIRONMENT = $(PYTHON) src/publish/environment.py $(if $(call named,PYTHON),--named)
VIEWS = $(shell find src -name '*.js')
LAID_OUT = src tests $(filter-out %/katex.css,$(wildcard assets/site/*.css)) deno.json

# Silences Jupyter's notice about where it will look for its settings in a later version.
export JUPYTER_PLATFORM_DIRS := 1
# The matrices here are small: more threads only get in each other's way, and round differently.
export OPENBLAS_NUM_THREADS := 1
# Where the home folder cannot be written, as in many a container, pip, Jupyter and the browsers get one here.
ifneq ($(shell test -d "$$HOME" && test -w "$$HOME" && echo yes),yes)
export HOME := $(CURDIR)/_build/home
$(shell mkdir -p _build/home)
endif

.PHONY: help book test lab site zip pdf epub links wheel publish release notebooks words sync bench monkey faults picture clean lock check fix test-python \
	test-torch test-webkit python reading testing browser browsers webkit

help:
	@echo 'make book       build the site and serve it at http://localhost:8000 (PORT=... for another port)'
	@echo 'make lab        open the chapters in JupyterLab (PORT=..., LAB_FLAGS=--no-browser or others of its options)'
	@echo 'make test       every check and every test (needs Chromium and Firefox; CHROME=... and FIREFOX=... name them)'
	@echo 'make test-python  every cell of the book in the page'"'"'s own Python, those that train for minutes too'
	@echo 'make test-torch  the tests that need PyTorch, in an environment that has it (1.5 GB, set up once)'
	@echo 'make test-webkit  the pages and the boards in WebKit, the engine of Safari (needs WebKitGTK'"'"'s driver and Xvfb)'
	@echo 'make site       build the site to _build/html'
	@echo 'make zip        the site in one file, _build/turning-dials.zip, which opens from a folder'
	@echo 'make pdf        the whole book on paper, _build/turning-dials.pdf, printed by Chromium'
	@echo 'make epub       the whole book for an e-reader, _build/turning-dials.epub'
	@echo 'make links      check every link of the site, those to other hosts too'
	@echo 'make publish    what is done before the site is published: test, test-torch and zip'
	@echo 'make wheel      the library in one file, in _build/dist'
	@echo 'make release    write VERSION=1.2.3 wherever the version stands'
	@echo 'make notebooks  make chapters/*.ipynb from nbsrc/*.md'
	@echo 'make words      list what the boards say in src/turning_dials/words/en.json, for those who translate'
	@echo 'make sync       bring edits saved in JupyterLab from chapters/ back into nbsrc/'
	@echo 'make check      only ruff, mypy and the JavaScript checks'
	@echo 'make fix        let ruff and deno lay the code out and mend what they can'
	@echo 'make bench      measure the book beside its peers and write tests/bench/RESULTS.md (PARTS="engines lab" only prints these)'
	@echo 'make monkey     let a random reader loose on every board for an hour (ACTIONS=100000, SEED=...)'
	@echo 'make picture    film the first page for the README'
	@echo 'make faults     commit each fault of tests/README.md anew and write its table'
	@echo 'make lock       write the locked lists anew from pyproject.toml (UPGRADE=numpy or UPGRADE=all for newer versions)'
	@echo 'make clean      remove what was built, the environment included'

# Says what is missing before anything is done.
python:
	@test -n "$(PYTHON)" || { echo 'Python 3.11 or newer is missing. Install it with:'; echo; \
		if [ "$$(uname)" = Darwin ]; then echo '    brew install python@3.13'; \
		else echo '    sudo apt-get install -y python3 python3-venv'; fi; echo; exit 1; } >&2
	@$(PYTHON) -c '$(NEW_ENOUGH)' 2>/dev/null || { echo \
		"PYTHON=$(PYTHON) is no Python of at least 3.11: name another, or none to let make look for one." >&2; exit 1; }

# Before the environment is made, so that one command installs all that the system lacks.
browser: python
	@$(PYTHON) src/publish/needs.py venv chrome

browsers: python
	@$(PYTHON) src/publish/needs.py venv chrome firefox

webkit: python
	@$(PYTHON) src/publish/needs.py venv webkit xvfb

reading testing: python
	@$(PYTHON) src/publish/needs.py venv
	@$(ENVIRONMENT) $@
	@# What runs on the site's pages, into a cache outside the book, once; without it the site is built all the same.
	@$(BIN)/python -m publish.python.fetch

site: reading
	@$(BIN)/python -m publish.build

zip: site
	@$(BIN)/python -m publish.archive

pdf: browser testing site
	@$(BIN)/python -m publish.pdf

epub: site
	@$(BIN)/python -m publish.epub

# Within the site and to other hosts.
links: site
	@$(BIN)/python -m publish.links --others

# The library alone, without what makes the book.
wheel: testing
	@rm -rf _build/dist
	@$(BIN)/python -m hatchling build -t wheel -d _build/dist

# All that the workflow of .github/ does before it deploys.
publish:
	@$(MAKE) --no-print-directory test
	@$(MAKE) --no-print-directory test-torch
	@$(MAKE) --no-print-directory zip

release: python
	@$(PYTHON) src/publish/release.py '$(VERSION)'

book: python
	@$(PYTHON) src/publish/serve.py --port '$(PORT)' --check
	@$(MAKE) --no-print-directory site
	@$(BIN)/python -m publish.serve --port '$(PORT)'

# JupyterLab refuses to run as root, which is who one is in a container.
lab: python
	@$(if $(call named,PORT),$(PYTHON) src/publish/serve.py --port '$(PORT)' --check)
	@$(MAKE) --no-print-directory reading
	$(BIN)/jupyter lab --ServerApp.root_dir=chapters --LabApp.default_url=/lab/tree/index.ipynb \
		$$([ "$$(id -u)" != 0 ] || echo --allow-root) \
		$(if $(call named,PORT),--port=$(PORT)) $(LAB_FLAGS)

notebooks: browser testing
	@$(BIN)/python -m publish.notebooks

# After a text of a view was changed: what translators copy.
words: testing
	@$(BIN)/python -m publish.words

# The way back: edits that were saved in JupyterLab into nbsrc/.
sync: reading
	@$(BIN)/python -m publish.sync

check: testing
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy --no-error-summary
	$(BIN)/deno fmt --quiet --check $(LAID_OUT)
	@echo '$(BIN)/deno check ...'
	@$(BIN)/deno check --quiet $(VIEWS)
	@# deno would rather have globalThis; what runs on a page may call its window by name.
	$(BIN)/deno lint --quiet --rules-exclude=no-window,no-window-prefix src

fix: testing
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	$(BIN)/deno fmt --quiet $(LAID_OUT)
	$(BIN)/python -m publish.words

# One pytest for everything: the tests, and each chapter's outputs compared by nbval, with nothing ignored. A file stays on
# one of the two processes, as a notebook's cells share a kernel.
test: browsers testing
	@$(MAKE) --no-print-directory check site
	TURNING_DIALS_SITE_IS_BUILT=1 $(BIN)/python -m pytest --nbval -n 2 --dist loadfile tests chapters

# What `make test` leaves out: the cells that train for minutes in the page's own Python, with their times.
test-python: browser testing site
	TURNING_DIALS_SITE_IS_BUILT=1 TURNING_DIALS_LONG=1 $(BIN)/python -m pytest -q -s tests/book/test_page_python_chapters.py

# What `make test` does for what was recorded of PyTorch, for PyTorch itself: in the environment of `make bench`, which has it.
test-torch: testing
	@$(BIN)/python tests/bench/peers.py
	@_build/bench/python/bin/python -c 'import torch'
	_build/bench/python/bin/python -m pytest -q tests/maths/test_models.py tests/book/test_own_network.py

# What is tested in every browser, in WebKit: on a screen of its own, which is there for windows of any size.
test-webkit: webkit testing site
	TURNING_DIALS_SITE_IS_BUILT=1 TURNING_DIALS_BROWSERS=webkit $${XVFB_RUN:-xvfb-run} -a -s '-screen 0 1600x1200x24' \
		$(BIN)/python -m pytest -q -k webkit tests/book/test_site.py tests/boards/test_in_sight.py

# Beside peers that are set up in _build/bench, which the environment in .venv knows nothing of.
bench: browsers testing site
	@$(BIN)/python tests/bench/peers.py
	PYTHONPATH=tests _build/bench/python/bin/python -m bench $(PARTS)

# The random reader of `make test`, for longer and with another seed each time; a failure says which.
ACTIONS ?= 100000
SEED ?= $(shell date +%s)
monkey: browser testing
	TURNING_DIALS_ACTIONS=$(ACTIONS) TURNING_DIALS_SEED=$(SEED) $(BIN)/python -m pytest -n 2 tests/boards/test_monkey.py

# The table of tests/README.md, by committing each fault anew.
faults: browser testing
	TURNING_DIALS_WRITE_FAULTS=1 $(BIN)/python -m pytest -q -n 0 tests/boards/test_faults.py

# The README's picture, a film of the board on the site's first page.
picture: browser testing site
	$(BIN)/python assets/picture.py

# Versions stay as they are unless UPGRADE names a package, or all. The reader's list has the very versions of the whole one.
# uv has an environment of its own: what resolves the lists is no part of them.
UV_COMPILE = _build/uv/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes --no-header
lock: python
	@$(PYTHON) src/publish/needs.py venv
	test -x _build/uv/bin/pip || $(PYTHON) -m venv _build/uv
	_build/uv/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	$(UV_COMPILE) --group dev -o requirements.txt \
		$(if $(filter all,$(UPGRADE)),--upgrade,$(foreach name,$(UPGRADE),--upgrade-package $(name)))
	rm -f requirements-read.txt
	$(UV_COMPILE) --group read --no-annotate --constraint requirements.txt -o requirements-read.txt

clean:
	rm -rf $(VENV) _build .pytest_cache .ruff_cache .mypy_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
