"""Every text of the page, in one place, ready to be translated; $names are filled in."""

from __future__ import annotations

from string import Template

NAME = "On Record"
TITLE = "On Record: ask an article"
TAGLINE = "Answers in the article’s own words."

TEXTS = {
    # Frame
    "chat": "Chat",
    "article": "Article",
    "panes": "Show",
    "articles": "Article to ask",
    "library": "Library",
    "conversations": "Conversations",
    "theme": "Light or dark",
    "starting": "Loading the reader. The first answer may take some seconds.",
    "filling": "Reading the first article into the library.",
    "no_article": "The library is empty. Add an article to ask it questions.",
    # Composer
    "question": "Your question",
    "blank": "The question is empty: ask something about the article.",
    "placeholder": "Ask the article a question",
    "ask": "Ask",
    "stop": "Stop",
    # Way in
    "welcome": "Ask this article",
    "welcome_more": "Every answer is made of the article’s own words, with the place they stand at and who says them. "
    "What the article does not say, it does not answer.",
    "suggested": "Questions it answers",
    "finding": "Finding questions that this article answers …",
    "speakers": "Who speaks here",
    "speaks_once": "1 statement",
    "speaks": "$count statements",
    "what_said": "What did $name say?",
    "by": "by $author",
    # Answers
    "you": "You asked",
    "answered": "Answer",
    "reading_now": "Reading the article …",
    "writing_now": "Writing …",
    "not_said_more": "These passages come closest:",
    "try_these": "It does answer these:",
    "weak": "Thin support: read the passage before you rely on it.",
    "read_as": "I read this as:",
    "as_written": "Ask it as written",
    "evidence": "Passages cited",
    "show_passage": "Passage $number: show it in the article",
    "place": "paragraph $number of $total",
    "copy": "Copy",
    "copied": "Copied",
    "link": "Link",
    "searched": "What was searched",
    "passage": "Passage",
    "meaning_rank": "By meaning",
    "words_rank": "By words",
    "similarity": "Similarity",
    "margin": "Reader’s mark",
    "author": "author",
    "quoted": "quoted",
    "reported": "reported",
    "unnamed": "not named",
    "writer": "The author",
    "attribution": "“$quote” — $speaker, in “$title”, $place",
    "stopped": "Stopped.",
    "retry": "Ask again",
    "edit": "Edit the question",
    "good": "Good answer",
    "bad": "Bad answer",
    "why": "What was wrong? (optional)",
    "send": "Send",
    "thanks": "Thank you, noted on this computer.",
    # Trouble
    "failed": "The page could not reach On Record. It may have been stopped: start it again, then ask again.",
    "busy": "On Record is busy with other questions: ask again in a moment.",
    "gone": "This article is no longer in the library. The conversation stays; choose another article to ask on.",
    "dismiss": "Dismiss",
    # Marks in the article
    "used_by": "Used in the answer to “$question”",
    "ask_about": "Ask about this",
    "about_this": "What does the article say about “$words”?",
    # Conversations
    "new": "New conversation",
    "rename": "Rename",
    "delete": "Delete",
    "export_markdown": "Export as Markdown",
    "export_json": "Export as JSON",
    "untitled": "New conversation",
    "deleted": "Conversation deleted.",
    "undo": "Undo",
    "close": "Close",
    # Library
    "add_article": "Add an article",
    "choose_file": "Choose a file",
    "files": "Text, Markdown or HTML",
    "or_paste": "or paste its text",
    "paste_title": "Title (optional)",
    "paste_text": "Text",
    "add": "Add",
    "reading_file": "Reading …",
    "embedding": "Understanding passage $done of $total …",
    "ready": "“$title” is ready.",
    "known": "“$title” was in the library already.",
    "cleaned_none": "Nothing was cleaned away.",
    "cleaned_one": "1 line was cleaned away",
    "cleaned": "$count lines were cleaned away",
    "remove": "Remove",
    "remove_named": "Remove “$title”",
    "removed": "“$title” was removed.",
    "restored": "“$title” is back.",
}


def say(key: str, **slots: str | int) -> str:
    """The text under this key with its $names filled in.

    >>> say("place", number=3, total=31)
    'paragraph 3 of 31'
    """
    return Template(TEXTS[key]).substitute(slots)
