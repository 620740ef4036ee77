"""The commands of `onrecord` and what each takes, by subject; loads nothing that takes time."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def asking(commands: Commands) -> None:
    """What asks articles."""
    ask = commands.add_parser("ask", help="answer one question; exit code 1 when the articles do not say")
    ask.add_argument("question")
    _article(ask)
    as_json(ask)

    chat = commands.add_parser("chat", help="ask one question after another; an empty line ends")
    _article(chat)

    search = commands.add_parser("search", help="show the passages nearest to a question")
    search.add_argument("question")
    search.add_argument("--count", type=_count, default=6, metavar="N", help="how many (default: 6)")
    _article(search)
    as_json(search)

    voices = commands.add_parser("voices", help="show who speaks in an article, how much, and where")
    _id(voices)
    as_json(voices)


def keeping(commands: Commands) -> None:
    """What looks after the library."""
    listed = commands.add_parser("list", help="show the articles of the library; exit code 1 when none has the words")
    listed.add_argument(
        "words", nargs="*", metavar="WORD", help="only those with these words in title, author, site or tags"
    )
    listed.add_argument("--tag", metavar="TAG", help="only those with this tag")
    as_json(listed)

    show = commands.add_parser("show", help="show what is known of an article, where it is from, and what was left out")
    _id(show)
    show.add_argument("--text", action="store_true", help="print the article's text, and nothing else")
    as_json(show)

    tag = commands.add_parser("tag", help="give an article tags")
    _id(tag)
    tag.add_argument("tags", nargs="+", metavar="TAG")
    tag.add_argument("--remove", action="store_true", help="take the tags away")
    as_json(tag)

    edit = commands.add_parser("edit", help="correct an article's title, author or date; an empty one is taken away")
    _id(edit)
    for name in ("title", "author", "published"):
        edit.add_argument(f"--{name}", metavar="TEXT")
    as_json(edit)

    reread = commands.add_parser("reread", help="read articles again where they came from, and tell what has changed")
    _ids(reread)
    as_json(reread)

    remove = commands.add_parser("remove", help="remove articles from the library")
    _ids(remove)

    exporting = commands.add_parser("export", help="write the library to one file, all but the vectors")
    exporting.add_argument("file", metavar="FILE", help="a new file, or an earlier export, which is replaced")
    importing = commands.add_parser("import", help="add the articles of an exported library")
    importing.add_argument("file", metavar="FILE")
    as_json(importing)


def looking_after(commands: Commands) -> None:
    """What measures, checks and serves."""
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
    as_json(evaluate)

    commands.add_parser("doctor", help="check that everything that answers need is here and works")
    as_json(commands.add_parser("feedback", help="show the thumbs that readers of the page gave to answers"))

    serve = commands.add_parser("serve", help="open the library as a chat page")
    serve.add_argument("--host", help="address to serve on (default: ONRECORD_HOST, else 127.0.0.1)")
    serve.add_argument("--port", type=_port, help="port to serve on (default: ONRECORD_PORT, else 7860)")
    serve.add_argument("--mcp", action="store_true", help="let programs ask by the Model Context Protocol, too")


def as_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON, for a program")


def _id(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ARTICLE", help="its id, as list shows it, or the beginning of it")


def _ids(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ids", nargs="+", metavar="ARTICLE", help="their ids, as list shows them, or the beginnings")


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
