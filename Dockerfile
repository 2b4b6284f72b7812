# The site in one container. It needs SECRET_KEY (or SECRET_KEY_FILE) and ALLOWED_HOSTS; without DATABASE_URL it keeps
# its data in SQLite on the volume /state.

FROM python:3.13-slim-bookworm AS build
COPY requirements/runtime.txt /tmp/
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-cache-dir --require-hashes -r /tmp/runtime.txt

FROM python:3.13-slim-bookworm
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    STATE_DIR=/state \
    STATIC_ROOT=/app/static-built
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin advisor \
    && install --directory --owner=advisor --mode=0700 /state
COPY --from=build /opt/venv /opt/venv
WORKDIR /app
COPY manage.py ./
COPY advisor advisor
COPY comparisons comparisons
COPY templates templates
COPY static static
# collectstatic signs nothing, so any key will do and none stays in the image.
RUN SECRET_KEY=unused ALLOWED_HOSTS=unused python manage.py collectstatic --no-input --verbosity 0

USER 10001
VOLUME /state
EXPOSE 8000

# Asks under a name that the site answers to: the first of ALLOWED_HOSTS, without a leading dot or star.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD \
    host=${ALLOWED_HOSTS%%,*}; host=${host#[.*]}; \
    python -c "import sys, urllib.request as r; r.urlopen(r.Request(sys.argv[1], headers={'Host': sys.argv[2]}))" \
    "http://127.0.0.1:${PORT:-8000}/healthz" "${host:-localhost}"

# gunicorn's heartbeat file is in memory, so that a slow disk never looks like a dead worker.
CMD python manage.py migrate --no-input \
    && python manage.py first_start \
    && exec gunicorn advisor.wsgi --bind "0.0.0.0:${PORT:-8000}" --workers 2 --worker-class gthread --threads 4 \
        --limit-request-line 8190 --no-control-socket --worker-tmp-dir /dev/shm --access-logfile -
