"""Who tells whose story: versions found, related, compared, and what the comparison adds to the cards."""

from mkdocs_credibility.stories.feedback import Feedback, feedback
from mkdocs_credibility.stories.find import find, relate

__all__ = ["Feedback", "feedback", "find", "relate"]
