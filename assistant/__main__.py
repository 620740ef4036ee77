"""The command line: `onrecord`, also `python -m assistant`."""

from __future__ import annotations

import argparse
import sys

from index.errors import OnRecordError

FOUND, NOT_FOUND, FAILED = 0, 1, 2


def main(arguments: list[str] | None = None) -> int:
    """Runs one command. Exit code 0 found or done, 1 not in the articles, 2 an error, told in one line."""
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
    _json(add)

    ask = commands.add_parser("ask", help="answer one question; exit code 1 when the articles do not say")
    ask.add_argument("question")
    _article(ask)
    _json(ask)

    chat = commands.add_parser("chat", help="ask one question after another; an empty line ends")
    _article(chat)

    search = commands.add_parser("search", help="show the passages nearest to a question")
    search.add_argument("question")
    search.add_argument("--count", type=_count, default=6, metavar="N", help="how many (default: 6)")
    _article(search)
    _json(search)

    _json(commands.add_parser("list", help="show the articles of the library"))

    voices = commands.add_parser("voices", help="show who speaks in an article, how much, and where")
    voices.add_argument("id", metavar="ARTICLE", help="id of the article, as list shows it")
    _json(voices)

    remove = commands.add_parser("remove", help="remove articles from the library")
    remove.add_argument("ids", nargs="+", metavar="ID")

    evaluate = commands.add_parser("eval", help="measure the answers to questions of yours whose answers are known")
    evaluate.add_argument("questions", metavar="FILE", help="JSON Lines, as docs/evaluation.md describes them")
    evaluate.add_argument(
        "--articles",
        metavar="FILE",
        help="JSON Lines of the articles asked (article_id, title, text); else the library's",
    )
    evaluate.add_argument("--article", metavar="ID", help="the article of the questions that name none")
    evaluate.add_argument("--sample", type=_sample, metavar="N", help="so many of the questions, drawn by --seed")
    evaluate.add_argument("--seed", type=int, default=0, metavar="N")
    evaluate.add_argument("--strict", action="store_true", help="use nothing of a file that has a bad line")
    _json(evaluate)

    commands.add_parser("doctor", help="check that everything that answers need is here and works")
    _json(commands.add_parser("feedback", help="show the thumbs that readers of the page gave to answers"))

    serve = commands.add_parser("serve", help="open the library as a chat page")
    serve.add_argument("--host", help="address to serve on (default: ONRECORD_HOST, else 127.0.0.1)")
    serve.add_argument("--port", type=_port, help="port to serve on (default: ONRECORD_PORT, else 7860)")
    serve.add_argument("--mcp", action="store_true", help="let programs ask by the Model Context Protocol, too")
    return parser


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON, for a program")


def _article(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--article", action="append", metavar="ID", help="ask only this article; may be given again")


def _count(given: str) -> int:
    return _whole(given, 1, 100)


def _sample(given: str) -> int:
    return _whole(given, 1, 1_000_000)


def _port(given: str) -> int:
    return _whole(given, 1, 65535)


def _whole(given: str, least: int, most: int) -> int:
    if not given.isdecimal() or not least <= int(given) <= most:
        raise argparse.ArgumentTypeError(f"{given!r} is not a whole number from {least} to {most}")
    return int(given)


class _Version(argparse.Action):
    """Prints the version, which is looked up only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version  # noqa: PLC0415

        print(f"onrecord {version('onrecord')}")
        parser.exit()


if __name__ == "__main__":
    sys.exit(main())
