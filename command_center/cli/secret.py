"""`command-center secret`: passwords of cameras and sources, by name. A password is never an argument."""

from __future__ import annotations

import argparse
import getpass
import json
import sys

from command_center.cli.main import UsageError
from command_center.secrets import SecretsError, forget_secret, keep_secret, known_secrets, secrets_file

HELP = "passwords of cameras and sources"
_EXAMPLES = """Examples:
  command-center secret set admin                         for every address rtsp://admin@...
  command-center secret set admin@10.1.4.7                for this host alone
  command-center secret set gate --user viewer --host "10.1.*"   for cameras whose property `secret` is gate
  command-center secret set admin < password.txt          from a file or a program instead of the keyboard
  command-center secret list
  command-center secret remove gate"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of `secret`."""
    parser.formatter_class, parser.epilog = argparse.RawDescriptionHelpFormatter, _EXAMPLES
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    fresh = actions.add_parser("set", help="set a password, asked for or read from standard input")
    fresh.add_argument("name", help="user, user@host, user@host:port, or a name of your own")
    fresh.add_argument("--user", help="the user's name; without it what stands before @ in the name")
    fresh.add_argument("--host", action="append", default=[], metavar="PATTERN",
                       help="only hosts like this are given it (may be repeated)")
    listing = actions.add_parser("list", help="names, users and hosts, never passwords")
    listing.add_argument("--json", action="store_true", help="print a JSON list")
    gone = actions.add_parser("remove", help="forget a password")
    gone.add_argument("name")


def run(args: argparse.Namespace) -> int:
    """0; 1 where the store cannot be used or the name is unknown; 2 for bad input."""
    try:
        if args.action == "set":
            return _set(args)
        return _list(args) if args.action == "list" else _remove(args.name)
    except SecretsError as error:
        print(f"command-center: {error}", file=sys.stderr)
        return 1


def _set(args: argparse.Namespace) -> int:
    user = args.name.partition("@")[0] if args.user is None else args.user
    if not args.name.strip() or not user:
        raise UsageError("a secret needs a name and a user")
    keep_secret(args.name, user, _asked(), args.host)
    return 0


def _asked() -> str:
    """The password, from the keyboard without echo or the first line of standard input."""
    if not sys.stdin.isatty():
        password = sys.stdin.readline().rstrip("\r\n")
    else:
        password = getpass.getpass("Password: ")
        if getpass.getpass("Again: ") != password:
            raise UsageError("the two passwords differ; nothing was changed")
    if not password:
        raise UsageError("an empty password; nothing was changed")
    return password


def _list(args: argparse.Namespace) -> int:
    known = known_secrets()
    if args.json:
        print(json.dumps([each._asdict() for each in known], ensure_ascii=False))
        return 0
    for each in known:
        hosts = ", ".join(each.hosts) or "any host"
        print(f"{each.name}: user {each.user}, {hosts}, in the {each.kept_in}"
              + (f", delivered by {each.origin}" if each.origin else ""))
    if not known:
        print(f"no secrets in {secrets_file()}")
    return 0


def _remove(name: str) -> int:
    if forget_secret(name):
        return 0
    print(f"command-center: there is no secret {name!r}; `command-center secret list` shows those that are",
          file=sys.stderr)
    return 1
