# The app: widget API, actions, console, Telegram. Build from the root: docker build -f docker/app.Dockerfile .
FROM python:3.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 UV_LINK_MODE=copy UV_COMPILE_BYTECODE=1
WORKDIR /srv
COPY locks/ locks/
RUN python -m venv .venv \
 && .venv/bin/pip install --no-cache-dir --require-hashes -r locks/uv.lock \
 && .venv/bin/uv pip sync --no-cache --require-hashes --python .venv/bin/python locks/app.lock

FROM python:3.11-slim-bookworm
ENV PATH=/srv/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 BOT_HOST=0.0.0.0 BOT_PORT=8000
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin rondkomen \
 && install -d -o rondkomen -m 0700 /srv/var /srv/keystore /srv/backup /srv/backup-keys
WORKDIR /srv
COPY --from=build /srv/.venv .venv
COPY docker/entrypoint.sh /usr/local/bin/entrypoint.sh
COPY privacy/ privacy/
COPY content/ content/
COPY handoff/ handoff/
COPY bot/ bot/
COPY rasa_project/ rasa_project/
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 \
  CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/gezond', timeout=3)"]
ENTRYPOINT ["/usr/local/bin/entrypoint.sh"]
CMD ["python", "-m", "bot", "serve"]
