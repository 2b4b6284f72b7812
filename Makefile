# Everything that is done with this project, a word each. `make` alone lists the words.

export PORT ?= 8000
PYTHON ?= python3
ARGS   ?=

# What settings.py reads, for this machine. Whatever the caller's environment says wins.
export STATE_DIR     ?= var
export STATIC_ROOT   ?= $(STATE_DIR)/static
export ALLOWED_HOSTS ?= 127.0.0.1,localhost
export HTTPS         ?= off
ifndef SECRET_KEY
export SECRET_KEY_FILE ?= $(STATE_DIR)/secret_key
endif

BIN    := .venv/bin
MANAGE := $(BIN)/python manage.py
# pip straight from its wheel, since Debian's python3 cannot put pip into .venv (requirements/README.md).
PIP    := $(BIN)/python $(wildcard requirements/pip-*.whl)/pip install -qq --require-hashes

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run editor test audit bench check format image secrets clean

help:
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 16

# For people: plain words, and no line for each request.
run editor: export LOG_FORMAT ?= plain
run: export LOG_LEVEL ?= WARNING
run: ## start the site on this machine (PORT=8000)
	@echo "[1/4] Python environment in .venv"
	@$(MAKE) -s .venv/runtime
	@echo "[2/4] Styles and pictures"
	@$(MAKE) -s $(STATE_DIR)/secret_key $(STATIC_ROOT)/staticfiles.json
	@echo "[3/4] Database and catalogue"
	@$(MANAGE) prepare
	@echo "[4/4] Serving http://127.0.0.1:$(PORT)/ (Ctrl-C stops it)"
	@exec $(BIN)/gunicorn --config python:advisor.operations.server $(ARGS)

editor: .venv/runtime $(STATE_DIR)/secret_key ## make a login for the editors' side (ARGS=name)
	@$(MANAGE) migrate --no-input --verbosity 0
	@$(MANAGE) make_editor $(ARGS)

test: .venv/development ## run the tests (ARGS="-k name")
	@# Never on the data of make run: tests/conftest.py chooses a place of its own.
	env -u STATE_DIR -u STATIC_ROOT -u SECRET_KEY_FILE $(BIN)/pytest -n auto $(ARGS)

audit: .venv/development audit/node_modules/.package-lock.json ## axe, HTML checker, weights, Lighthouse on all pages (ARGS="--only axe")
	@for tool in chromium java; do command -v $$tool >/dev/null || { echo "make audit needs $$tool."; exit 1; }; done
	$(BIN)/python -m audit $(ARGS)

bench: .venv/development ## measure what ranking and pages cost, as ratios within one run (ARGS="--only advice")
	@# Against a commit, pages alone are measured.
	$(if $(findstring --against,$(ARGS)),,$(BIN)/pytest benches)
	$(BIN)/python -m benches.serving $(ARGS)

check: .venv/development $(STATE_DIR)/secret_key ## lint, types, templates, migrations, deployment settings
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/djlint templates --check --lint
	DATABASE_URL=sqlite://:memory: $(MANAGE) makemigrations --check --dry-run
	@# As in production: a strong key, a real host name, HTTPS.
	SECRET_KEY=$$($(RANDOM_KEY)) ALLOWED_HOSTS=advisor.example DEBUG=off HTTPS=on \
		$(MANAGE) check --deploy --fail-level WARNING

format: .venv/development ## bring code and templates into form
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .
	$(BIN)/djlint templates --reformat --quiet

image: ## build the container image, with docker
	@command -v docker >/dev/null || { echo "make image needs docker, which is not installed here."; exit 1; }
	docker build --tag framework-advisor .

secrets: .env deploy/secrets/database_url deploy/secrets/secret_key ## make keys for compose.yaml once, and .env

clean: ## remove what make and the tools made, except var: the data stays
	rm -rf .venv audit/node_modules .hypothesis .mypy_cache .pytest_cache .ruff_cache test-results

# Real files, so that nothing is done twice.

RANDOM_KEY = $(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))'

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { echo "No $(PYTHON) here. Install Python 3.11 or newer."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "This needs Python 3.11 or newer, and $(PYTHON) is $$($(PYTHON) --version 2>&1)." ; \
		echo "If another one is installed, name it: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv --clear --without-pip .venv

.venv/runtime: requirements/runtime.txt $(BIN)/python
	@$(PIP) -r requirements/runtime.txt
	@touch $@

.venv/development: requirements/development.txt $(BIN)/python
	@$(PIP) -r requirements/development.txt
	@touch $@ .venv/runtime

$(STATE_DIR)/secret_key: | $(BIN)/python
	@umask 077; mkdir -p $(@D); $(RANDOM_KEY) >$@

# The list that collectstatic writes last. `find` names folders too: they change when a file goes.
$(STATIC_ROOT)/staticfiles.json: $(shell find static) .venv/runtime
	@$(MANAGE) collectstatic --no-input --verbosity 0

# The list that npm writes last.
audit/node_modules/.package-lock.json: audit/package-lock.json .venv/development
	@cd audit && PUPPETEER_SKIP_DOWNLOAD=1 ../$(BIN)/npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

# For compose.yaml. Each container reads its files as a user of its own; nobody else gets into the folder.
URANDOM = head -c 48 /dev/urandom | base64 -w 0 | tr '+/' '-_'

deploy/secrets:
	@mkdir -m 0700 $@

deploy/secrets/secret_key deploy/secrets/database_password: | deploy/secrets
	@$(URANDOM) >$@ && chmod 0444 $@

deploy/secrets/database_url: | deploy/secrets/database_password
	@echo "postgres://advisor:$$(cat $|)@database/advisor" >$@ && chmod 0444 $@

.env:
	@printf '%s\n' '# Read by docker compose. For others than yourself: the names of your site, and HTTPS=on.' \
		'ALLOWED_HOSTS=localhost,127.0.0.1' 'HTTPS=off' 'SECRETS=./deploy/secrets' >$@
