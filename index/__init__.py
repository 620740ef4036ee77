"""Articles in, passages out. It knows nothing of questions' answers, prompts or pages."""

from index.article import Article, Span
from index.errors import LibraryBusy, OnRecordError, UnknownArticle, UnreadableArticle, UnusableLibrary, UnusableModel
from index.formats import articles_in, read, read_all
from index.library import Hit, Library
from index.passages import Passage
from index.voices import Utterance, Voice

__all__ = [
    "Article",
    "Hit",
    "Library",
    "LibraryBusy",
    "OnRecordError",
    "Passage",
    "Span",
    "UnknownArticle",
    "UnreadableArticle",
    "UnusableLibrary",
    "UnusableModel",
    "Utterance",
    "Voice",
    "articles_in",
    "read",
    "read_all",
]
