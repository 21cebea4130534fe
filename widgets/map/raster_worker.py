"""A raster worker: a niced process that draws base-map tiles into shared slots until its input ends.

QPainter's vector calls hold the interpreter, so threads would gain nothing and stall the screen. Started by
raster_pool.py as `python -m widgets.map.raster_worker FD COUNT SCALE CRS`.
"""

from __future__ import annotations

import ctypes
import os
import sys
import traceback
from typing import BinaryIO

from layers.basemap_labels import label_columns
from layers.basemap_model import BaseModel
from layers.basemap_style import BASE_STYLE, OVER_STYLE
from layers.projection import projection_of
from widgets.map.heavy.messages import DrawHeavy, HeavyDrawn, Hold
from widgets.map.heavy.worker import Heavy
from widgets.map.raster_layers.messages import DrawPieces, PiecesDrawn
from widgets.map.raster_layers.pictures import PICTURE, Pictures
from widgets.map.raster_messages import (
    Answer,
    AskReach,
    Build,
    Built,
    Clear,
    Draw,
    Drawn,
    FindWay,
    Put,
    Reached,
    Ready,
    WayFound,
    frame,
    read_question,
)
from widgets.map.raster_ways import Ways
from widgets.map.slots import Slots
from widgets.map.tile_painter import TilePainter

NICE = 10


class Worker:
    """Answers questions one by one; what waits in the pipe is its queue."""

    def __init__(self, slots: Slots, scale: float, crs: str = "epsg:3857") -> None:
        self.slots = slots
        self.model = BaseModel(projection_of(crs))
        self.painter = TilePainter(self.model, scale)
        self.ways = Ways(self.model)
        self.pictures = Pictures(scale)
        self.heavy = Heavy()
        self._levels: set[int] = set()
        self.untidy = False  # there is memory to give back
        self.version = 0

    def answer(self, question: object) -> Answer | None:
        """Do what is asked. What fails is logged and answered all the same: a worker that died of one bad feature
        would be asked for it again and again."""
        try:
            return self._answer(question)
        except Exception:
            traceback.print_exc()
        if isinstance(question, Draw):
            return Drawn(question.level, question.x, question.y, question.slot, self.version, question.over)
        if isinstance(question, DrawPieces):
            return PiecesDrawn(question.ticket, list(range(len(question.pieces))), "crashed", blank=True)
        if isinstance(question, DrawHeavy):
            return HeavyDrawn(question.ticket, blank=True)
        return Built(question.version) if isinstance(question, Build) else None

    def _answer(self, question: object) -> Answer | None:
        if isinstance(question, Draw):
            q = question
            self.painter.style = OVER_STYLE if q.over else BASE_STYLE
            self.painter.paint(self.slots.image(q.slot, *[PICTURE] * q.over), q.west, q.top, q.metres_per_pixel)
            if q.level not in self._levels:  # whose level of detail was made just now
                self._levels.add(q.level)
                self.untidy = True
            return Drawn(q.level, q.x, q.y, q.slot, self.version, q.over)
        if isinstance(question, DrawPieces):
            return self.pictures.draw(self.slots.image(question.slot, PICTURE), question)
        if isinstance(question, DrawHeavy):
            return self.heavy.draw(question, self.slots.image(question.slot, PICTURE))
        if isinstance(question, Hold):
            self.heavy.hold(question)
            return None
        if isinstance(question, Build):
            self.model.build()
            self.painter.forget()
            self._levels.clear()
            self.version = question.version
            labels = label_columns(self.model) if question.labels else None
            self.untidy = True
            return Built(question.version, self.model.bounds(), labels)
        if isinstance(question, FindWay):
            return WayFound(question.order, self.ways.find(question.start, question.goal, self.version))
        if isinstance(question, AskReach):
            return Reached(question.key, question.question, self.ways.answer(question.question, self.version))
        if isinstance(question, Put):
            self.model.put(question.rows)
        elif isinstance(question, Clear):
            self.model.clear()
        return None


def give_back_memory() -> None:
    """What building took besides what it made, a quarter of the process, goes back to the system where it can."""
    try:
        ctypes.CDLL(None).malloc_trim(0)
    except (OSError, AttributeError):
        return  # not this C library; it keeps its memory for the next time


def serve(worker: Worker, incoming: BinaryIO, outgoing: BinaryIO) -> None:
    """Until the input ends, which it does when the desk ends, however it ends."""
    outgoing.write(frame(Ready()))
    outgoing.flush()
    while (question := read_question(incoming)) is not None:
        answer = worker.answer(question)
        if answer is not None:
            outgoing.write(frame(answer))
            outgoing.flush()
        if worker.untidy:
            worker.untidy = False
            give_back_memory()


def main() -> None:
    """Entry point of the process."""
    handle, count, scale = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    os.nice(NICE)
    outgoing = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever some library prints must not get between the frames
    try:
        serve(Worker(Slots(handle, count), scale, sys.argv[4]), sys.stdin.buffer, outgoing)
    except (BrokenPipeError, KeyboardInterrupt):
        pass  # the desk went away


if __name__ == "__main__":
    main()
