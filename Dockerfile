# The site in one container. SECRET_KEY (or SECRET_KEY_FILE) and ALLOWED_HOSTS are required. Without DATABASE_URL the
# data are in SQLite on the volume /state.

FROM python:3.13-slim-bookworm AS build
# Where packages come from, if it is not PyPI.
ARG PIP_INDEX_URL
COPY requirements/runtime.txt /tmp/
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-cache-dir --require-hashes -r /tmp/runtime.txt

FROM python:3.13-slim-bookworm
# One heap for all threads of a process: with one for each, what one gave back lies idle while another asks for more.
ENV PATH=/opt/venv/bin:$PATH \
    MALLOC_ARENA_MAX=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    LISTEN_ON=0.0.0.0 \
    STATE_DIR=/state \
    STATIC_ROOT=/app/static-built
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin advisor \
    && install --directory --owner=advisor --mode=0700 /state
# The version is that of advisor/version.py. `make image` gives the commit.
ARG REVISION=""
LABEL org.opencontainers.image.title="Framework advisor" \
    org.opencontainers.image.version="0.2.0" \
    org.opencontainers.image.revision=$REVISION
COPY --from=build /opt/venv /opt/venv
WORKDIR /app
COPY manage.py ./
COPY advisor advisor
COPY comparisons comparisons
COPY lab/__init__.py lab/application.py lab/effort.py lab/figures.py lab/places.py lab/results.py lab/
COPY lab/line_counts.py lab/lines.json lab/
COPY lab/probes/__init__.py lab/probes/listing.py lab/probes/probes.toml lab/probes/
COPY lab/apps lab/apps
COPY lab/results lab/results
COPY docs/editing.md docs/
COPY deploy/backup.sh deploy/
COPY templates templates
COPY static static
# collectstatic does not use the key, so the image contains no real one.
RUN SECRET_KEY=unused-by-collectstatic-but-long-enough ALLOWED_HOSTS=unused python manage.py collectstatic --no-input --verbosity 0

USER 10001
VOLUME /state
EXPOSE 8000

# The request needs a valid host: the first of ALLOWED_HOSTS, without a leading dot or star.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD \
    host=${ALLOWED_HOSTS%%,*}; host=${host#[.*]}; \
    python -c "import sys, urllib.request as r; r.urlopen(r.Request(sys.argv[1], headers={'Host': sys.argv[2]}))" \
    "http://127.0.0.1:${PORT:-8000}/healthz" "${host:-localhost}"

# A failed migration prevents the start; an unreachable database (status 75) does not, since it may come back.
# `exec`, so that gunicorn gets the stop signal and finishes its requests.
CMD python manage.py prepare || [ $? -eq 75 ] || exit 1; \
    exec gunicorn --config python:advisor.operations.server
