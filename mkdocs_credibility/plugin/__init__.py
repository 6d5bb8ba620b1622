"""The MkDocs plugin: hooks, options, and what goes into pages.  Nothing else in the package imports mkdocs."""
