"""Nynorsk: what tells it from other languages; tables for the signals stand beside this file."""
