"""The commands that look after the library: list, show, tag, edit, reread, remove, export and import."""

from __future__ import annotations

import sys
from argparse import Namespace

from assistant import records
from assistant.changes_told import in_words as changes_in_words
from assistant.record_told import in_words, line
from assistant.terminal import opened, print_json, progress
from index import UnreadableArticle, UnusableField


def list_articles(options: Namespace) -> int:
    words = " ".join(options.words)
    with opened(options) as assistant:
        found = assistant.find(words, tag=options.tag)
        outdated = assistant.library.outdated()
    if options.json:
        print_json([records.of_record(record) for record in found])
    for record in [] if options.json else found:
        print(line(record, outdated=record.article.id in outdated))
    return 0 if found or not (words or options.tag) else 1


def show(options: Namespace) -> int:
    with opened(options) as assistant:
        record = assistant.record(assistant.library.resolve(options.id))
        versions = assistant.versions(record.article.id)
        alike = assistant.alike(record.article.id)
    if options.json:
        print_json(records.of_record(record, versions=versions, alike=alike, text=True))
    elif options.text:
        print(record.article.text)
    else:
        print(in_words(record, versions, alike))
    return 0


def tag(options: Namespace) -> int:
    with opened(options) as assistant:
        change = assistant.untag if options.remove else assistant.tag
        record = change(assistant.library.resolve(options.id), *options.tags)
    if options.json:
        print_json(records.of_record(record))
    else:
        print(line(record))
    return 0


def edit(options: Namespace) -> int:
    given = {name: getattr(options, name) for name in ("title", "author", "published")}
    if all(value is None for value in given.values()):
        raise UnusableField("there is nothing to correct: give --title, --author or --published")
    with opened(options) as assistant:
        article = assistant.correct(assistant.library.resolve(options.id), **given)
        record = assistant.record(article.id)
    if options.json:
        print_json(records.of_record(record))
    else:
        print(line(record))
    return 0


def reread(options: Namespace) -> int:
    """Each article is read that can be; 1 when one could not."""
    found, problems = [], 0
    with opened(options) as assistant:
        ids = [assistant.library.resolve(id) for id in options.ids]  # nothing is read unless all of them are there
        for id in dict.fromkeys(ids):
            try:
                with progress("Reading again", "passages") as moved:
                    found.append(assistant.reread(id, progress=moved))
            except UnreadableArticle as error:
                problems += 1
                print(f"onrecord: {error}", file=sys.stderr)
            else:
                print("" if options.json else f"{changes_in_words(found[-1])}\n", end="")
    if options.json:
        print_json([records.of_reread(one) for one in found])
    return 1 if problems else 0


def remove(options: Namespace) -> int:
    with opened(options) as assistant:
        ids = [assistant.library.resolve(id) for id in options.ids]
        assistant.library.remove(*ids)
    return 0


def export(options: Namespace) -> int:
    with opened(options) as assistant, progress("Exporting", "articles") as moved:
        count = assistant.export_to(options.file, progress=moved)
    print(f"{_counted(count)} exported to {options.file}", file=sys.stderr)
    return 0


def import_articles(options: Namespace) -> int:
    with opened(options) as assistant, progress("Importing", "articles") as moved:
        done = assistant.import_from(options.file, progress=moved)
        found = [assistant.record(article.id) for article in done.added]
    if options.json:
        print_json([records.of_record(record) for record in found])
    for record in [] if options.json else found:
        print(line(record))
    print(f"{_counted(len(done.added))} added, {done.known:,} known", file=sys.stderr)
    return 0


def _counted(articles: int) -> str:
    return "1 article" if articles == 1 else f"{articles:,} articles"


COMMANDS = {
    "list": list_articles,
    "show": show,
    "tag": tag,
    "edit": edit,
    "reread": reread,
    "remove": remove,
    "export": export,
    "import": import_articles,
}
