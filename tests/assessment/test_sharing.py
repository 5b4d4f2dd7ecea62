"""One rulebook for many threads and for forked processes: all get the same bytes."""

from __future__ import annotations

import hashlib
import os
import pickle
import sys
import threading
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from pa_dataflow import Assessment, Rulebook, Transfer

ASKED = [
    (Transfer.of({"exporter.country": exporter, "importer.country": importer, "importer.role": role}), day)
    for exporter, importer, role in (("CO", "CL", "controller"), ("CL", "US", "processor"))
    for day in (date(2026, 11, 22), date(2026, 12, 1))
]


def answered(rulebook: Rulebook) -> list[str]:
    return [rulebook.assess(transfer, day).model_dump_json() for transfer, day in ASKED]


@pytest.fixture
def impatient_threads() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-4)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("impatient_threads")
def test_eight_threads_that_start_together_get_the_same_bytes_as_one() -> None:
    expected = answered(Rulebook.load())
    shared, start = Rulebook.load(), threading.Barrier(8)

    def ask(place: int) -> list[str]:
        """Two questions by two laws, each thread beginning elsewhere, so that laws are compiled at the same time."""
        start.wait()
        asked = (ASKED[place % 4], ASKED[(place + 1) % 4])
        return [shared.assess(transfer, day).model_dump_json() for transfer, day in asked]

    with ThreadPoolExecutor(8) as pool:
        for place, found in enumerate(pool.map(ask, range(8))):
            assert found == [expected[place % 4], expected[(place + 1) % 4]]


def test_a_forked_process_gives_the_same_bytes() -> None:
    rulebook = Rulebook.load()
    asked = ASKED[:4]
    expected = [rulebook.assess(transfer, day).model_dump_json() for transfer, day in asked]
    digest = hashlib.sha256("".join(expected).encode()).digest()
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the test runner may have threads of its own
        child = os.fork()
    if child == 0:
        found = "".join(rulebook.assess(transfer, day).model_dump_json() for transfer, day in asked)
        os.write(writing, hashlib.sha256(found.encode()).digest())
        os._exit(0)
    os.close(writing)
    assert os.read(reading, 64) == digest
    os.close(reading)
    os.waitpid(child, 0)


def test_answers_can_be_pickled() -> None:
    rulebook = Rulebook.load()
    transfer, day = ASKED[0]
    answer = rulebook.assess(transfer, day)
    assert pickle.loads(pickle.dumps(answer)) == answer
    assert isinstance(pickle.loads(pickle.dumps(answer)), Assessment)
    verdict = rulebook.decide(transfer, day)
    assert pickle.loads(pickle.dumps(verdict)) == verdict
