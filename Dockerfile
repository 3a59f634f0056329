# syntax=docker/dockerfile:1
# One image for every process: web, live, worker, beat and the migrate job differ in their argument only.
# Everything that is fetched is pinned by a hash: package-lock.json and the requirements locks.

FROM node:20-slim AS frontend
WORKDIR /app/frontend
# The lock first: the packages are fetched again only when it changes.
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc ./
RUN npm ci
COPY frontend/ ./
RUN npm run build

FROM python:3.11-slim AS backend
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /app
RUN python -m venv /venv
COPY requirements-run.lock requirements-build.lock ./
RUN /venv/bin/python -m pip install --no-deps --require-hashes -r requirements-run.lock
# What builds the package stays outside the venv, and so outside the image.
RUN python -m pip install --no-deps --require-hashes --target /build-tools -r requirements-build.lock
COPY pyproject.toml ./
COPY platform/ platform/
COPY tenants/ tenants/
COPY voting/ voting/
COPY billing/ billing/
# Editable, as in a developer's checkout: the same tree that the tests ran is what runs here.
RUN PYTHONPATH=/build-tools /venv/bin/python -m pip install --no-deps --no-build-isolation --editable .
# The root file system is read-only in the cluster, so Python's compiled files are made now.
RUN /venv/bin/python -m compileall -q platform tenants voting billing

FROM python:3.11-slim
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 HOME=/tmp \
    STADGA_BIND=0.0.0.0
RUN useradd --uid 10001 --user-group --no-create-home --home-dir /tmp --shell /usr/sbin/nologin stadga
COPY --from=backend /venv /venv
COPY --from=backend /app /app
COPY --from=frontend /app/frontend/build /app/frontend/build
# By number, so that Kubernetes can see that it is not root.
USER 10001:10001
# The only folder that may be written.
WORKDIR /tmp
EXPOSE 8000 8001
ENTRYPOINT ["stadga"]
CMD ["serve", "web"]
