"""The worker: one job at a time, results kept for a while, an end in good order."""

import threading
from functools import partial

import pytest

from mtcheck.serve.worker import ClosingError, Job, QueueFullError, State, StoppedError, StopWork, Worker


def _append(order: list[int], number: int, _: Job) -> None:
    order.append(number)


def _given(number: int, _: Job) -> int:
    return number


@pytest.fixture
def worker() -> Worker:
    return Worker(waiting=2, kept=2, kept_seconds=60)


def test_jobs_run_one_after_another(worker: Worker) -> None:
    order: list[int] = []
    jobs = [worker.submit("x", partial(_append, order, n), limit=5) for n in range(2)]
    for job in jobs:
        job.future.result(5)
    assert order == [0, 1]
    assert worker.close()


def test_old_results_are_forgotten(worker: Worker) -> None:
    jobs = []
    for n in range(4):
        jobs.append(worker.submit("x", partial(_given, n), limit=5))
        assert jobs[-1].future.result(5) == n
    worker.close()
    assert [worker.job(job.id) is not None for job in jobs] == [False, False, True, True]


def test_results_that_nobody_can_ask_for_are_not_kept(worker: Worker) -> None:
    job = worker.submit("x", lambda _: 1, limit=5, keep=False)
    assert job.future.result(5) == 1
    worker.close()
    assert worker.job(job.id) is None


def test_results_grow_old() -> None:
    worker = Worker(waiting=2, kept=5, kept_seconds=0)
    job = worker.submit("x", lambda _: 1, limit=5)
    job.future.result(5)
    worker.close()
    assert worker.job(job.id) is None


def test_ids_cannot_be_guessed(worker: Worker) -> None:
    first, second = (worker.submit("x", lambda _: None, limit=5).id for _ in range(2))
    worker.close()
    assert first != second
    assert len(first) >= 24


def test_closing_gives_up_what_waits_and_runs(worker: Worker) -> None:
    entered, ended = threading.Event(), []

    def work(job: Job) -> None:
        entered.set()
        try:
            while True:
                job.step()
        except StopWork:
            ended.append(job.id)
            raise

    running, waiting = worker.submit("x", work, limit=30), worker.submit("x", work, limit=30)
    assert entered.wait(5)
    assert worker.close()
    assert ended == [running.id]
    assert {running.state, waiting.state} == {State.FAILED}
    with pytest.raises(StoppedError):
        waiting.future.result(1)
    with pytest.raises(ClosingError):
        worker.submit("x", work, limit=1)


def test_a_job_that_is_cancelled_does_not_end_the_worker(worker: Worker) -> None:
    gate = threading.Event()

    def work(_: Job) -> None:
        gate.wait(10)

    running, waiting = worker.submit("x", work, limit=5), worker.submit("x", work, limit=5)
    while worker.running is None:
        pass
    assert waiting.future.cancel()
    assert not running.future.cancel()
    gate.set()
    assert worker.submit("x", lambda _: 7, limit=5).future.result(5) == 7
    assert worker.close()


def test_the_queue_is_bounded(worker: Worker) -> None:
    gate, entered = threading.Event(), threading.Event()

    def work(_: Job) -> None:
        entered.set()
        gate.wait(10)

    worker.submit("x", work, limit=5)
    assert entered.wait(5)
    for _ in range(2):
        worker.submit("x", work, limit=5)
    with pytest.raises(QueueFullError):
        worker.submit("x", work, limit=5)
    gate.set()
    assert worker.close()


def test_the_clock_starts_with_the_work(worker: Worker) -> None:
    def work(job: Job) -> None:
        while True:
            job.step()

    job = worker.submit("x", work, limit=0.05)
    with pytest.raises(StoppedError, match=r"within 0\.05 seconds"):
        job.future.result(5)
    worker.close()
