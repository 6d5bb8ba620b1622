"""Archives of millions of articles: assessed and clustered by the same functions as a site, on an engine made for it.

An engine reads rows, hands record batches to `batches.assess` and `batches.tell`, and runs the queries of `queries`;
which one, changes nothing of the result.  None of this is imported, nor any of its libraries, unless the command is
called.
"""

from mkdocs_credibility.corpus.run import CorpusError, Plan, Totals, run

__all__ = ["CorpusError", "Plan", "Totals", "run"]
