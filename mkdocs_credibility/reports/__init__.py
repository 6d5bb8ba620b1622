"""Scorecards and stories to bytes: HTML, JSON, SVG and text for terminals.  Nothing here judges."""
