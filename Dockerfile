# The page with everything it needs inside: docker build -t hemicycle . (docs/administrators.md says how to run it)

FROM python:3.11-slim-bookworm AS build
RUN python -m venv /opt/hemicycle
ENV PATH=/opt/hemicycle/bin:$PATH
# The builds without CUDA, which is gigabytes.
RUN pip install --no-cache-dir torch==2.13.0 --index-url https://download.pytorch.org/whl/cpu
WORKDIR /source
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY rag rag
COPY ingest ingest
COPY eval eval
COPY ui ui
# With the embedded model made ready for use: the first start needs neither network nor time for it.
RUN pip install --no-cache-dir --constraint constraints.txt . \
    && XDG_CACHE_HOME=/opt/cache python -c "from rag.embedding.weights import embedded_folder; embedded_folder()" \
    && chmod -R a+rX /opt/cache

FROM python:3.11-slim-bookworm
# What reads scanned pages.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --no-install-recommends -y \
        tesseract-ocr tesseract-ocr-deu tesseract-ocr-eng tesseract-ocr-fra tesseract-ocr-nld \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /opt /opt
RUN mkdir /data && chown 10001:10001 /data
# What is written goes to /data and /tmp alone, so that everything else can be mounted read-only.
ENV PATH=/opt/hemicycle/bin:$PATH \
    XDG_CACHE_HOME=/opt/cache \
    XDG_DATA_HOME=/data \
    HOME=/tmp \
    HF_HUB_OFFLINE=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 7860
HEALTHCHECK --start-period=60s --timeout=5s CMD ["python", "-c", "from http.client import HTTPConnection; page = HTTPConnection('127.0.0.1', 7860, timeout=4); page.request('GET', '/healthz'); raise SystemExit(page.getresponse().status != 200)"]
ENTRYPOINT ["hemicycle"]
# It does not start without HEMICYCLE_PASSWORD or HEMICYCLE_TOKEN.
CMD ["serve", "--host", "0.0.0.0"]
