"""An example of what other packages may add to mkdocs-credibility."""
