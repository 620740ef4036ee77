"""The chat page: the article on one side, what it answers on the other."""

from assistant.page.server import default_articles, serve

__all__ = ["default_articles", "serve"]
