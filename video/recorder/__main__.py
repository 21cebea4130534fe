"""`python -m video.recorder --config FILE --journal PATH`: runs until told to stop or until its parent is gone."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from pathlib import Path

from command_center.config import ConfigError, load_configuration
from command_center.ending import Ending, end_within
from command_center.journal.base import JournalError
from command_center.journal.remote import RemoteJournal
from command_center.redaction import guard_logs
from video.recorder.service import Recorder
from video.segments import recordings_folder

_NICE = 5  # below the desk, above the decode processes: what is not recorded is lost
_END_WITHIN_S = 20.0
log = logging.getLogger("video.recorder")


def main(argv: list[str] | None = None) -> int:
    """Entry point; exit code 2 for a configuration that cannot be used, 1 for a journal that is not there (yet)."""
    arguments = _arguments(argv)
    guard_logs()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s recorder %(levelname)s %(message)s")
    try:
        configuration = load_configuration(arguments.config)
        journal = RemoteJournal(arguments.journal)
    except (ConfigError, JournalError) as error:
        print(f"recorder: {error}", file=sys.stderr)
        return 2 if isinstance(error, ConfigError) else 1
    parent, ending = os.getppid(), Ending()
    os.nice(_NICE)
    sys.setswitchinterval(0.001)
    recorder = Recorder(journal, recordings_folder(configuration.video, arguments.journal, arguments.config),
                        configuration.video)
    try:
        recorder.start()
        while not ending.wait(1.0) and os.getppid() == parent:
            recorder.look_after()
    finally:
        end_within(_END_WITHIN_S)
        recorder.close()
        journal.close()
    return 0


def _arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="video.recorder", description="records cameras and measures their health")
    parser.add_argument("--config", type=Path, required=True, help="configuration of the city")
    parser.add_argument("--journal", type=Path, required=True, help="file of the journal")
    return parser.parse_args(argv)


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    os._exit(code)  # threads inside the library cannot be joined
