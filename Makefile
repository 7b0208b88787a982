# Every target is a doorway to scripts/; `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help run stack demo test check lint format bench audit guide soak messages lock clean
python := .venv/bin/python
templates = git ls-files --cached --others --exclude-standard -- '*.html' | xargs -r .venv/bin/djhtml

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1|\2/p' Makefile | while IFS='|' read -r name text; do \
	  printf '  make %-9s %s\n' "$$name" "$$text"; done

run: ## serve the site with demo content at http://127.0.0.1:8000/
	@scripts/run

stack: ## serve it as several machines would: PostgreSQL, Redis, Celery, S3, two web processes behind nginx
	@scripts/stack

demo: ## load the demo content again, over what is there, without serving
	@scripts/run --prepare

test: ## check the code and run all tests, on SQLite and PostgreSQL
	@scripts/test

check: ## all static checks: format, lint, types, layers, migrations, catalogues, settings
	@scripts/check

lint: .venv/installed.lock ## the quick checks: ruff and template indentation
	@.venv/bin/ruff format --check . && .venv/bin/ruff check . && $(templates) --check

format: .venv/installed.lock ## rewrite code and templates in the house style
	@.venv/bin/ruff check --fix --quiet . ; .venv/bin/ruff format . && $(templates)

bench: .venv/installed.lock ## measure on SQLite and PostgreSQL, classes with phones, and STUDENTS=12000 beside ten times as many
	@scripts/bench
	@$(python) -m benchmarks.live 8
	@scripts/stack --live 20
	@scripts/stack --measure $(STUDENTS) $(if $(FOLDER),--at $(FOLDER))

guide: .venv/installed.lock ## draw the pictures of docs/guide anew (needs chromium)
	@ORIENTIR_GUIDE=docs/guide .venv/bin/pytest -q -n0 -p no:randomly tests/browser/test_guide.py -k taps

audit: .venv/installed.lock ## ask whether a locked package has a known weakness (needs the internet)
	@scripts/audit

soak: .venv/installed.lock ## the long checks: crashes, hostile files, figures; PART="kills guesses" runs some of it
	@scripts/soak $(PART)

messages: .venv/installed.lock ## gather translatable text into locale/ and compile it (needs gettext)
	@ORIENTIR_MODE=development $(python) manage.py makemessages --locale uk --locale ro --locale ru \
	  --ignore '.venv/*' --ignore 'var/*' --ignore 'tests/*' --no-wrap --no-obsolete --add-location file
	@$(python) scripts/compile_catalogues.py

lock: ## resolve requirements.lock anew from pyproject.toml (needs uv)
	@UV_PYTHON_DOWNLOADS=never uv pip compile pyproject.toml --group dev --universal --python-version 3.12 \
	  --generate-hashes --no-annotate --no-header --quiet --output-file requirements.lock

clean: ## remove caches and the environment; the data in var/ stays
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/installed.lock: requirements.lock
	@scripts/setup
