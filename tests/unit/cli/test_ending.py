"""How our processes end: a signal is heard whenever it comes, and an end that hangs has its limit."""

from __future__ import annotations

import subprocess
import sys

from command_center.ending import GAVE_UP

# Signals at any instant of going to sleep and waking up again: with Event.set() in the handler it stands still soon.
OFTEN = """
import os, random, signal, time
from command_center.ending import Ending
hear, ask = os.pipe()
if os.fork() == 0:
    os.close(ask)
    while os.read(hear, 1):
        due = time.perf_counter() + random.uniform(0, 0.0005)
        while time.perf_counter() < due:
            pass
        os.kill(os.getppid(), signal.SIGTERM)
    os._exit(0)
for _ in range(2000):
    ending = Ending()
    os.write(ask, b"!")
    while not ending.wait(0.00001):
        pass
print("heard")
"""
HANGS = """
import threading
from command_center.ending import Ending, end_within
ending = Ending()
print("ready", flush=True)
ending.wait()
end_within(0.2)
threading.Event().wait()
"""


def test_a_signal_is_heard_at_any_instant() -> None:
    done = subprocess.run([sys.executable, "-c", OFTEN], capture_output=True, text=True, timeout=100)
    assert (done.returncode, done.stdout.strip()) == (0, "heard"), done.stderr


def test_an_end_that_hangs_is_given_up() -> None:
    process = subprocess.Popen([sys.executable, "-c", HANGS], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None and process.stdout.readline() == "ready\n"
    process.terminate()
    _, said = process.communicate(timeout=60)
    assert process.returncode == GAVE_UP and "not ended in good order within 0.2 s" in said
