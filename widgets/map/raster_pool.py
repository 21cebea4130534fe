"""The raster workers as the screen sees them: asks, hears answers, restarts what died or hangs. GUI thread.

Each worker has two threads that only wait on its pipes, because a full pipe must never stop the screen.
"""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading
import time
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from widgets.map.heavy.messages import DrawHeavy
from widgets.map.raster_layers.messages import DrawPieces
from widgets.map.raster_messages import Answer, Build, Draw, Question, frame, read_answer
from widgets.map.slots import make_file

_HANGS_AFTER_S = 30.0
_RESTART_MS = 500
_PATIENCE_MS = 10_000


class _Process:
    """One worker process and the threads at its pipes."""

    def __init__(self, pool: RasterPool, number: int) -> None:
        root = str(Path(__file__).resolve().parents[2])
        path = os.pathsep.join(part for part in (root, os.environ.get("PYTHONPATH", "")) if part)
        self.number = number
        self.asked: list[tuple[Draw | Build | DrawPieces | DrawHeavy, float]] = []
        self.out: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "widgets.map.raster_worker", str(pool.handle), str(pool.count), str(pool.scale),
             pool.crs],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, pass_fds=(pool.handle,),
            process_group=0,  # Ctrl+C in the terminal is for the desk, which ends its processes itself
            env={**os.environ, "PYTHONPATH": path, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"})
        self._threads = [threading.Thread(target=work, args=(pool,), daemon=True, name=f"raster-{number}")
                         for work in (self._write, self._read)]
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        """Kill it and wait for its threads: one that told the pool of the end while the pool is destroyed would crash
        the process."""
        self.out.put(None)
        self.process.kill()
        self.process.wait()
        for thread in self._threads:
            thread.join(2)

    def _write(self, pool: RasterPool) -> None:
        pipe = self.process.stdin
        assert pipe is not None
        try:
            while (body := self.out.get()) is not None:
                pipe.write(body)
                pipe.flush()
            pipe.close()
        except OSError:
            return  # the reader hears of the end and says so

    def _read(self, pool: RasterPool) -> None:
        pipe = self.process.stdout
        assert pipe is not None
        try:
            while (answer := read_answer(pipe)) is not None:
                pool.heard.emit(self, answer)
        except (OSError, ValueError):
            pass
        try:
            pool.heard.emit(self, None)
        except RuntimeError:
            return  # the window is gone already


class RasterPool(QObject):
    """Signals: answered(worker number, answer); lost(worker number, the drawing it owed); started(worker
    number), after which the worker knows nothing and must be told all rows."""

    heard = Signal(object, object)
    answered = Signal(int, object)
    lost = Signal(int, list)
    started = Signal(int)

    def __init__(self, count: int, scale: float = 1.0, workers: int = 2, parent: QObject | None = None,
                 crs: str = "epsg:3857") -> None:
        super().__init__(parent)
        self.crs = crs  # the plane of the map
        self.count, self.scale = count, scale
        self.handle = make_file(count)
        self._workers: list[_Process | None] = [None] * workers
        self._closed = False
        self.heard.connect(self._on_heard)
        self._watch = QTimer(self)
        self._watch.timeout.connect(self._look_for_hanging)

    def start(self) -> None:
        """Start all workers; `started` follows for each."""
        for number in range(len(self._workers)):
            self._start(number)
        self._watch.start(_PATIENCE_MS)

    def _start(self, number: int) -> None:
        if not self._closed:
            self._workers[number] = _Process(self, number)
            self.started.emit(number)

    def numbers(self) -> list[int]:
        """Workers that live."""
        return [number for number, worker in enumerate(self._workers) if worker is not None]

    def pids(self) -> list[int]:
        """Their process ids."""
        return [worker.process.pid for worker in self._workers if worker is not None]

    def owed(self, number: int) -> int:
        """Tiles and builds that a worker has not answered yet."""
        worker = self._workers[number]
        return len(worker.asked) if worker is not None else 0

    def ask(self, number: int, question: Question) -> None:
        """Send one question to a worker."""
        worker = self._workers[number]
        if worker is not None:
            if isinstance(question, (Draw, Build, DrawPieces, DrawHeavy)):
                worker.asked.append((question, time.monotonic()))
            worker.out.put(frame(question))

    def send(self, number: int, body: bytes) -> None:
        """Send a frame that was made once for several workers."""
        worker = self._workers[number]
        if worker is not None:
            worker.out.put(body)

    def _on_heard(self, worker: _Process, answer: Answer | None) -> None:
        if self._closed or self._workers[worker.number] is not worker:
            return
        if answer is None:
            self._on_death(worker)
            return
        if type(answer).__name__ in ("Drawn", "Built", "PiecesDrawn", "HeavyDrawn") and worker.asked:
            worker.asked.pop(0)  # answers come in the order of the questions
            if worker.asked:
                worker.asked[0] = (worker.asked[0][0], time.monotonic())
        self.answered.emit(worker.number, answer)

    def _on_death(self, worker: _Process) -> None:
        worker.process.kill()
        worker.process.wait()
        worker.out.put(None)
        self._workers[worker.number] = None
        self.lost.emit(worker.number, [question for question, _ in worker.asked if not isinstance(question, Build)])
        QTimer.singleShot(_RESTART_MS, self, lambda: self._start(worker.number))

    def _look_for_hanging(self) -> None:
        for worker in self._workers:
            if worker is not None and worker.asked and time.monotonic() - worker.asked[0][1] > _HANGS_AFTER_S:
                worker.process.kill()

    def close(self) -> None:
        """End all workers."""
        self._closed = True
        self._watch.stop()
        for worker in self._workers:
            if worker is not None:
                worker.end()
        self._workers = [None] * len(self._workers)
        if self.handle >= 0:
            os.close(self.handle)
            self.handle = -1
