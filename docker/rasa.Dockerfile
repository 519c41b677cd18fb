# Rasa with the model inside. Build from the root: docker build -f docker/rasa.Dockerfile .
# The processor needs AVX2 for the sentence encoder; see docs/deployment.md.
FROM python:3.11-slim-bookworm AS environment
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 UV_LINK_MODE=copy UV_COMPILE_BYTECODE=1
WORKDIR /srv
COPY locks/ locks/
RUN python -m venv .venv-rasa \
 && .venv-rasa/bin/pip install --no-cache-dir --require-hashes -r locks/uv.lock \
 && .venv-rasa/bin/uv pip sync --no-cache --require-hashes --python .venv-rasa/bin/python locks/rasa.lock

# Training reads the answers with the app's environment and learns them with Rasa's.
FROM environment AS model
RUN python -m venv .venv \
 && .venv-rasa/bin/uv pip sync --no-cache --require-hashes --python .venv/bin/python locks/app.lock
COPY privacy/ privacy/
COPY content/ content/
COPY handoff/ handoff/
COPY rasa_project/ rasa_project/
RUN .venv/bin/python -m content check \
 && .venv/bin/python -m rasa_project train

FROM python:3.11-slim-bookworm
ENV PATH=/srv/.venv-rasa/bin:$PATH PYTHONPATH=/srv PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    HOME=/tmp MPLCONFIGDIR=/tmp/matplotlib OMP_NUM_THREADS=2 OMP_WAIT_POLICY=PASSIVE GOMP_SPINCOUNT=1000 OPENBLAS_NUM_THREADS=1 \
    TF_CPP_MIN_LOG_LEVEL=3 RASA_TELEMETRY_ENABLED=false SANIC_WORKERS=1 LOG_LEVEL=WARNING LOG_LEVEL_LIBRARIES=ERROR \
    NLU_CACHE=/tmp/nlu RASA_CACHE_DIRECTORY=/tmp/rasa
RUN useradd --uid 10002 --no-create-home --shell /usr/sbin/nologin rasa
WORKDIR /srv
COPY --from=environment /srv/.venv-rasa .venv-rasa
COPY docker/entrypoint.sh /usr/local/bin/entrypoint.sh
COPY docker/endpoints.yml docker/credentials.yml /srv/docker/
COPY rasa_project/__init__.py rasa_project/__init__.py
COPY rasa_project/components/ rasa_project/components/
COPY --from=model /srv/rasa_project/models rasa_project/models
USER 10002
EXPOSE 5005
HEALTHCHECK --interval=15s --timeout=5s --start-period=90s --retries=4 \
  CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:5005/status?token=' + open('/run/secrets/BOT_RASA_TOKEN').read(), timeout=4)"]
ENTRYPOINT ["/usr/local/bin/entrypoint.sh"]
CMD ["sh", "-c", "exec python -W ignore -m rasa run --quiet --enable-api --interface 0.0.0.0 --port 5005 --auth-token \"$BOT_RASA_TOKEN\" --model rasa_project/models/rondkomen.tar.gz --endpoints docker/endpoints.yml --credentials docker/credentials.yml"]
