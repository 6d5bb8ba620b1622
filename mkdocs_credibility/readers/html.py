from __future__ import annotations

from mkdocs_credibility.article import Article


def read_html(source: str, **options: object) -> Article:
    raise NotImplementedError
