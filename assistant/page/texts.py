"""Every text of the page, in one place, ready to be translated; $names are filled in."""

from __future__ import annotations

from string import Template

from index.article import capitalised

TITLE = "On Record: ask an article"

TEXTS = {
    # Frame
    "name": "On Record",
    "chat": "Chat",
    "article": "Article",
    "panes": "Show",
    "articles": "Article to ask",
    "all_articles": "All articles",
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
    "placeholder_all": "Ask all articles a question",
    "ask": "Ask",
    "stop": "Stop",
    # Way in
    "welcome": "Ask this article",
    "welcome_more": "Every answer is made of the article’s own words, with the place they stand at and who says them. "
    "What the article does not say, it does not answer.",
    "suggested": "Questions it answers",
    "finding": "Finding questions that this article answers …",
    "speakers": "Who speaks here",
    "words_quoted_one": "1 word quoted",
    "words_quoted": "$count words quoted",
    "words_reported_one": "1 word reported",
    "words_reported": "$count words reported",
    "shares": "Of all words $author % are the author’s, $quoted % quoted, $reported % reported.",
    "untold_one": "1 statement by somebody the article does not name.",
    "untold": "$count statements by somebody the article does not name.",
    "where_said": "Where $name speaks in paragraph $number",
    "what_said": "What did $name say?",
    "by": "by $author",
    # Answers
    "you": "You asked",
    "reading_now": "Reading the article …",
    "still_reading": "Still reading: the computer is busy, or the connection slow …",
    "not_said_more": "These passages come closest:",
    "try_these": "It does answer these:",
    "missing": "The article does not answer this part: $parts",
    "fact": "fact",
    "opinion": "opinion",
    "prediction": "prediction",
    "stance_more": "What the writer does here, judged by the wording alone: $percent % sure",
    "weak": "Thin support: read the passage before you rely on it.",
    "read_as": "I read this as:",
    "as_written": "Ask it as written",
    "evidence": "Passages cited",
    "show_passage": "Passage $number: show it in the article",
    "place": "paragraph $number of $total",
    "place_in": "“$title”, $place",
    "paragraph": "paragraph $number",
    "copy": "Copy",
    "copied": "Copied",
    "not_copied": "Not copied",
    "link": "Link",
    "link_more": "Copy a link to these words",
    "site": "Open on the site",
    "site_more": "Open the article’s own site at these words, in a new tab",
    "searched": "What was searched",
    "passage": "Passage",
    "meaning_rank": "By meaning",
    "words_rank": "By words",
    "similarity": "Similarity",
    "margin": "Reader’s mark",
    "author": "author",
    "quoted": "quoted",
    "reported": "reported",
    "author_more": "The writer’s own words",
    "quoted_more": "Somebody’s exact words",
    "reported_more": "What somebody said, in the writer’s words",
    "unnamed": "not named",
    "writer": "The author",
    "attribution": "$quote — $speaker, in “$title”, $place",
    "stopped": "Stopped.",
    "interrupted": "The page was closed before the answer came.",
    "retry": "Ask again",
    "edit": "Edit the question",
    "good": "Good answer",
    "bad": "Bad answer",
    "why": "What was wrong? (optional)",
    "add_word": "What was good? (optional)",
    "send": "Send",
    "thanks": "Thank you, noted on this computer.",
    "not_noted": "This could not be noted on this computer: $why.",
    # Trouble
    "failed": "The page could not reach On Record. It may have been stopped: start it again, then ask again.",
    "busy": "On Record could not answer: it is busy, or something went wrong. Ask again in a moment.",
    "gone": "This article is no longer in the library. The conversation stays; choose another article to ask on.",
    "gone_title": "(removed)",
    "not_kept": "This browser has no room to keep the conversation: export it, or delete others.",
    "changed_elsewhere": "Another window has added to this conversation.",
    "deleted_elsewhere": "This conversation was deleted in another window. It stays here until you leave it.",
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
    "markdown": "Markdown",
    "json": "JSON",
    "untitled": "New conversation",
    "none_yet": "No conversation yet.",
    "kept_here": "Conversations are kept in this browser, and nowhere else.",
    "question_count_one": "1 question",
    "question_count": "$count questions",
    "cancel": "Cancel",
    "deleted": "Conversation deleted.",
    "undo": "Undo",
    "close": "Close",
    # Library
    "add_article": "Add an article",
    "choose_file": "Choose files",
    "files": "Text, Markdown, HTML, PDF, Word, OpenDocument, RTF, e-book, e-mail, or a zip or JSON Lines file of these",
    "or_address": "or give its address",
    "or_paste": "or paste its text",
    "paste_title": "Title (optional)",
    "paste_text": "Text",
    "add": "Add",
    "about_words": "about $count words",
    "adding": "Adding",
    "sending": "Sending …",
    "not_uploaded": "The file could not be sent: it may be larger than 20 MB, or On Record was stopped.",
    "nothing_to_add": "Choose files, give an address, or paste the article’s text.",
    "fetching": "Fetching $host …",
    "reading_file": "Reading …",
    "reading_voices": "Finding who is speaking …",
    "embedding": "Understanding passage $done of $total …",
    "ready": "“$title” is ready.",
    "ready_several_one": "1 article is ready.",
    "ready_several": "$count articles are ready.",
    "added_so_far": "$count added: “$title” …",
    "unread_one": "1 could not be read",
    "unread": "$count could not be read",
    "known": "“$title” was in the library already.",
    "cleaned_none": "Nothing was cleaned away.",
    "cleaned_one": "1 line was cleaned away",
    "cleaned": "$count lines were cleaned away",
    "cleaned_more": "and $count more",
    "remove_named": "Remove “$title”",
    "details_named": "About “$title”",
    "find": "Search titles, authors and tags",
    "found_more": "and $count more: search for them",
    "found_none": "No article has these words in title, author, site or tags.",
    "older_version": "older version",
    "removed": "“$title” was removed.",
    "restored": "“$title” is back.",
    "not_restored": "This article cannot be put back any more: add it again from its file.",
    # What is known of an article
    "details": "About this article",
    "field_title": "Title",
    "field_author": "Author",
    "field_published": "Date",
    "field_site": "Site",
    "field_url": "Address",
    "field_language": "Language",
    "field_place": "Read from",
    "field_added": "Added",
    "field_tags": "Tags, with commas between them",
    "no_place": "a pasted text or an uploaded file",
    "origin": "found in: $where",
    "origin_reader": "corrected by a reader",
    "versions": "Other versions:",
    "alike": "Nearly the same:",
    "alike_share": "$percent % the same",
    "correct": "Correct",
    "save": "Save",
    "saved": "Saved.",
    "working": "Working …",
    "reread": "Read it again at its address",
    "unchanged": "Nothing has changed at its address.",
    "new_version": "It has changed: the new version is beside the old one.",
}


def say(key: str, **slots: str | int) -> str:
    """The text under this key with its $names filled in.

    >>> say("place", number=3, total=31)
    'paragraph 3 of 31'
    """
    return Template(TEXTS[key]).substitute(slots)


def counted(key: str, count: int) -> str:
    """The text for this many.

    >>> counted("question_count", 1), counted("question_count", 2)
    ('1 question', '2 questions')
    """
    return say(f"{key}_one") if count == 1 else say(key, count=count)


def sentence(error: str) -> str:
    """What an error says, as a sentence; a file's name at its beginning stays as it is.

    >>> sentence("the question is empty"), sentence("story.pdf is a PDF: save it as text")
    ('The question is empty.', 'story.pdf is a PDF: save it as text.')
    """
    first = error.split(" ", 1)[0]
    return (capitalised(error) if first.isalpha() else error).rstrip(".") + "."
