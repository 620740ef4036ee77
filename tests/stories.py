"""Short articles that differ, and whether a library finds them."""

from __future__ import annotations

from index import Article, Library


def story(number: int) -> Article:
    return Article.from_text(
        f"Report {number}.\n\nThe bridge of Town{number} opened on day {number}.\n\nIt rained.",
        title=f"Story {number}",
    )


def found(library: Library, number: int) -> bool:
    """Whether the story's passage is found both by its meaning and by its words."""
    hits = [
        hit
        for hit in library.search(f"bridge of Town{number}", count=100)
        if f"Town{number} opened" in hit.passage.text
    ]
    return bool(hits) and hits[0].meaning_rank is not None and hits[0].words_rank is not None


def generations(library: Library) -> set[str]:
    return {path.name for path in (library.folder / "generations").iterdir()}
