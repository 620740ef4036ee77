"""The command line: `onrecord`, also `python -m assistant`."""

from __future__ import annotations

import argparse
import sys

from assistant import arguments
from index.errors import OnRecordError

FOUND, NOT_FOUND, FAILED = 0, 1, 2


def main(arguments: list[str] | None = None) -> int:
    """Runs one command. Exit code 0 found or done, 1 not in the articles, or not all could be read, 2 an error."""
    options = _parser().parse_args(arguments)
    try:
        from assistant import commands  # noqa: PLC0415 - `--help` does not wait for what the commands need

        return commands.run(options)
    except OnRecordError as error:
        print(f"onrecord: {error}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print("onrecord: stopped", file=sys.stderr)
        return 130
    except BrokenPipeError:
        sys.stderr.close()  # what read our output has gone; Python would complain about it at exit
        return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="onrecord", description="Ask articles questions; get their own words back.")
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version")
    parser.add_argument(
        "--library",
        metavar="FOLDER",
        help="the library's folder (default: ONRECORD_LIBRARY, else the user's data folder)",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    add = commands.add_parser("add", help="add articles to the library: files, folders of files, or web addresses")
    add.add_argument("paths", nargs="+", metavar="PATH_OR_ADDRESS")
    arguments.as_json(add)

    arguments.asking(commands)
    arguments.keeping(commands)
    arguments.looking_after(commands)
    return parser


class _Version(argparse.Action):
    """Prints the version, which is looked up only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version  # noqa: PLC0415

        print(f"onrecord {version('onrecord')}")
        parser.exit()


if __name__ == "__main__":
    sys.exit(main())
