# The bot on Discord, for amd64 and arm64; compose.yaml runs it, docs/HOSTING.md says how.
ARG BASE=docker.io/library/python:3.13-slim-trixie

FROM ${BASE} AS build
# run, or meaning: with the search by meaning.
ARG LIST=run
COPY requirements/${LIST}.txt /tmp/list.txt
RUN python3 -m venv /opt/kotonoha \
    && /opt/kotonoha/bin/pip install --no-cache-dir --require-hashes --only-binary :all: --requirement /tmp/list.txt \
    && /opt/kotonoha/bin/pip uninstall --yes pip
COPY pyproject.toml LICENSE /app/
COPY bot /app/bot
COPY cogs /app/cogs
COPY data /app/data
# Nothing can be written beside it later.
RUN python3 -m compileall -q /app && mkdir --mode=700 /app/var

FROM ${BASE}
ENV PATH=/opt/kotonoha/bin:$PATH PYTHONDONTWRITEBYTECODE=1
COPY --from=build /opt/kotonoha /opt/kotonoha
COPY --from=build /app /app
# Of no user that the base has. A new volume takes over the owner of the folder it is mounted on.
RUN chown 10001:10001 /app/var
USER 10001:10001
WORKDIR /app
VOLUME /app/var
ENTRYPOINT ["python", "-m", "bot"]
HEALTHCHECK --interval=60s --timeout=20s --start-period=120s CMD ["python", "-m", "bot", "health"]
