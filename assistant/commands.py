"""What each command of `onrecord` does. Answers go to stdout, progress and problems to stderr."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from tqdm import tqdm

from assistant import library_commands, records
from assistant.answer import Answer, Citation
from assistant.assistant import Assistant
from assistant.citing import lead, quoted
from assistant.feedback import kept
from assistant.roll_call import in_words
from assistant.terminal import filled, ids_of, opened, print_json, progress, settings_of
from index import Article, Hit, OnRecordError, UnreadableArticle
from index.formats import expected, holds_several, there


def run(options: Namespace) -> int:
    """The exit code of the command that `options` names."""
    commands = {
        "add": add,
        "ask": ask,
        "chat": chat,
        "search": search,
        "voices": voices,
        **library_commands.COMMANDS,
        "eval": evaluate,
        "doctor": doctor,
        "feedback": feedback,
        "serve": serve,
    }
    return commands[options.command](options)


def add(options: Namespace) -> int:
    """Adds what can be read; 1 when something could not be, each told in a sentence."""
    for path in options.paths:
        there(path)  # a slip of the pen adds nothing
    with opened(options) as assistant:
        found = [item for path in options.paths for item in _added(assistant, path)]
    articles = [item for item in found if isinstance(item, Article)]
    problems = [item for item in found if not isinstance(item, Article)]
    if articles or options.json:
        _print_articles(articles, as_json=options.json)
    if len(found) == len(problems) == 1:
        print(f"onrecord: {problems[0]}", file=sys.stderr)
    elif problems:
        print(f"onrecord: {_counted(len(articles))} added, {len(problems)} could not be read:", file=sys.stderr)
        print("\n".join(f"  {problem}" for problem in problems), file=sys.stderr)
    return 1 if problems else 0


def _added(assistant: Assistant, path: str) -> Iterator[Article | UnreadableArticle]:
    """The articles of one path as they are added, and what could not be read, with a bar that moves."""
    if not holds_several(path):
        with progress(f"Adding {Path(path).name[:40]}", "passages") as moved:
            yield from assistant.add_all(path, progress=moved)
        return
    with tqdm(
        desc=f"Adding {Path(path).name[:40]}", unit=" articles", total=expected(path), leave=False, disable=None
    ) as bar:
        for item in assistant.add_all(path):
            bar.total = max(bar.total or 0, bar.n + 1)  # a zip in a folder holds more than one
            bar.update()
            yield item


def ask(options: Namespace) -> int:
    with filled(options) as assistant:
        answer = assistant.ask(options.question, article=ids_of(options, assistant))
        if options.json:
            print_json(records.of_answer(answer))
        else:
            _print_answer(answer)
    return 0 if answer.found else 1


def chat(options: Namespace) -> int:
    with filled(options) as assistant:
        history: list[Answer] = []
        while question := _asked():
            try:
                answer = assistant.ask(question, history=history, article=ids_of(options, assistant))
            except OnRecordError as error:
                print(f"onrecord: {error}", file=sys.stderr)  # one bad question does not end the conversation
                continue
            _print_answer(answer)
            history.append(answer)
    return 0


def search(options: Namespace) -> int:
    with filled(options) as assistant:
        hits = assistant.search(options.question, count=options.count, article=ids_of(options, assistant))
    if options.json:
        print_json([records.of_hit(hit) for hit in hits])
    for hit in [] if options.json else hits:
        similarity = "   –" if hit.similarity is None else f"{hit.similarity:4.2f}"
        print(f"{similarity}  {_place(hit)}\n{_indented(hit.passage.text)}\n")
    return 0 if hits else 1


def voices(options: Namespace) -> int:
    with opened(options) as assistant:
        found = assistant.voices(assistant.library.resolve(options.id))
    if options.json:
        print_json(records.of_roll_call(found))
    else:
        print(in_words(found))
    return 0


def evaluate(options: Namespace) -> int:
    from assistant import measuring  # noqa: PLC0415 - only this command measures

    with opened(options) as assistant:
        report, problems = measuring.measured(
            assistant,
            Path(options.questions),
            Path(options.articles) if options.articles else None,
            default=options.article,
            count=options.sample,
            seed=options.seed,
            strict=options.strict,
        )
    for problem in problems:
        print(f"onrecord: {options.questions}, {problem}", file=sys.stderr)
    if options.json:
        print_json(report.values())
    else:
        print(f"{report.questions} questions\n\n{report.table()}")
    return 0


def doctor(options: Namespace) -> int:
    from assistant import health  # noqa: PLC0415 - only this command looks

    findings = list(health.checked(settings_of(options)))
    for finding in findings:
        print(f"{'ok  ' if finding.sound else 'BAD '} {finding.what}: {finding.says}")
    return 0 if all(finding.sound for finding in findings) else 2


def feedback(options: Namespace) -> int:
    found = kept(settings_of(options).folder)
    if options.json:
        print_json([asdict(given) for given in found])
    for given in [] if options.json else found:
        print(f"{given.at}  {'good' if given.good else 'bad '}  {given.question}")
        print("".join(f"    {line}\n" for line in given.word.splitlines()), end="")
    return 0


def serve(options: Namespace) -> int:
    from assistant.page import serve as serve_page  # noqa: PLC0415 - Gradio takes seconds

    with opened(options) as assistant:
        serve_page(assistant, mcp=options.mcp)
    return 0


def _asked() -> str:
    try:
        return input("? " if sys.stdin.isatty() else "").strip()
    except EOFError:
        return ""


def _print_articles(articles: list[Article], *, as_json: bool) -> None:
    if as_json:
        print_json([records.of_article(article) for article in articles])
    for article in [] if as_json else articles:
        print("  ".join(filter(None, (article.id, article.title, article.author and f"by {article.author}"))))


def _counted(articles: int) -> str:
    return "1 article" if articles == 1 else f"{articles:,} articles"


def _print_answer(answer: Answer) -> None:
    if answer.reading != answer.question:
        print(f"(I read this as: {answer.reading})\n")
    print(answer.text, flush=True)
    if answer.citations:
        print()
    for citation in answer.citations:
        print(f"[{citation.number}] {_where(citation)}")
    for nearest in answer.nearest[:2]:
        print(f"\nClosest: {lead(nearest)}: {quoted(nearest.quote)}\n{_where(nearest)}")


def _where(citation: Citation) -> str:
    article = citation.article
    return f"{article.title}, paragraph {citation.paragraph} of {len(article.paragraphs)}"


def _place(hit: Hit) -> str:
    article = hit.passage.article
    return f"{article.title}, paragraph {article.paragraph_at(hit.passage.start)} of {len(article.paragraphs)}"


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines() if line.strip())
