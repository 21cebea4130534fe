"""`command-center serve --config FILE`: the engine, its connectors and the recorder, without a screen."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from pathlib import Path

from command_center.cli.main import UsageError

HELP = "engine, connectors and recorder, no screen"
_END_WITHIN_S = 20.0  # longer than a desk waits for its engine before it kills it


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    parser.add_argument("--config", type=Path, required=True, metavar="FILE", help="configuration of the city")
    parser.add_argument("--journal", type=Path, metavar="PATH", help="journal to write, instead of the configured one")
    parser.add_argument("--no-recorder", action="store_true", help="do not record the cameras")


def run(args: argparse.Namespace) -> int:
    """Run until SIGTERM or SIGINT; the exit code is 2 where the engine cannot start."""
    from command_center.cli.journal_trouble import usage_error
    from command_center.cli.sentences import sentence
    from command_center.config import load_configuration
    from command_center.ending import Ending, end_within
    from command_center.engine.lock import LockedError
    from command_center.engine.places import journal_path
    from command_center.engine.service import EngineService
    from command_center.journal.base import JournalError
    from command_center.notices import Notice, subscribe
    from command_center.packs import load_packs

    logging.basicConfig(level=logging.INFO, format="%(asctime)s engine %(levelname)s %(message)s")
    configuration = load_configuration(args.config)
    packs = load_packs(configuration.packs)
    journal = (args.journal or journal_path(configuration)).absolute()

    def say(notice: Notice) -> None:
        print(f"command-center: {sentence(notice.key, notice.parameters)}", file=sys.stderr, flush=True)

    subscribe(say)
    ending = Ending()
    try:
        service = EngineService(configuration, journal, packs, record=not args.no_recorder)  # it also watches what is not recorded
    except LockedError as error:
        raise UsageError(f"an engine (process {error.pid}) already runs on {error.journal}; "
                         "stop it first, or open a desk on it with `command-center run`") from error
    except JournalError as error:
        raise usage_error(error) from error
    except OSError as error:
        raise UsageError(f"{journal.parent}: {error.strerror or error}; choose a folder that can be written, "
                         "with --journal or in [journal] of the configuration") from error
    print(f"engine running: {len(configuration.connectors)} connectors, journal {journal}", flush=True)
    ending.wait()
    end_within(_END_WITHIN_S)
    service.stop()
    sys.stdout.flush()
    os._exit(0)  # a thread that waits for the answer to an order need not be waited for
