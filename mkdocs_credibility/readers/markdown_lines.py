"""What a line of Markdown may be: patterns for its start, all of them linear in the line."""

from __future__ import annotations

import re
from typing import Final

DEEPEST: Final = 64
"""Lists, admonitions and definitions that may lie in one another: each costs time at every line."""
LINE: Final = re.compile(r"([^\r\n]*+)(\r\n|\r|\n|\Z)")
INDENT: Final = re.compile(r"[ \t]*+")
BLANK: Final = re.compile(r"\s*+")
ATX: Final = re.compile(r"(#{1,6})(?:[ \t]++|$)")
ATX_END: Final = re.compile(r"(?:^|[ \t])#+[ \t]*$")
SETEXT: Final = re.compile(r"(=+|-+)[ \t]*+$")
RULE: Final = re.compile(r"([-*_])(?:[ \t]*+\1){2,}+[ \t]*+$")
FENCE: Final = re.compile(r"(`{3,}+(?=[^`]*$)|~{3,}+)")
ITEM: Final = re.compile(r"(?:[-*+]|(\d{1,9})[.)])(?:[ \t]++|$)")
TASK: Final = re.compile(r"\[[ xX]\][ \t]++")
ADMONITION: Final = re.compile(r"""(?:!!!|\?\?\?\+?|===[!+]?)(?:[ \t]++[\w-]++)*+[ \t]*+(?:"([^"]*+)")?[ \t]*+$""")
DIRECTIVE: Final = re.compile(
    r"(?::{3,}|/{3,})[ \t]*+([\w-]*+)(?:[ \t]*+(?:\||\[)?[ \t]*+([^\]{}]*+)\]?(?:\{[^{}]*+\})?)$"
)
LEFT_OUT: Final = re.compile(
    r"""\[TOC\][ \t]*+$|-{1,}8<-{1,}|;?-{2}8<-{2}|\{:[^{}]*+\}[ \t]*+$|\{[ ]?[.#][^{}]*+\}[ \t]*+$|\*\[[^\[\]]++\]:|"""
    r"""(?:import|export)[ \t]++[\w*{][^;]*+(?:;|from[ \t]++['"][^'"]*+['"];?)[ \t]*+$|\\newpage[ \t]*+$"""
)
REFERENCE: Final = re.compile(
    r"""\[(?!\^)([^\[\]]++)\]:[ \t]*+(?:<[^<>]*+>|[^\s<]\S*+)(?:[ \t]++(?:"[^"]*+"|'[^']*+'|\([^()]*+\)))?[ \t]*+$"""
)
FOOTNOTE: Final = re.compile(r"\[\^[^\[\]\s]++\]:[ \t]*+")
DEFINITION: Final = re.compile(r":[ \t]++(?=\S)")
DELIMITER_ROW: Final = re.compile(r"\|?[ \t]*+:?-+:?[ \t]*+(?:\|[ \t]*+:?-+:?[ \t]*+)*+\|?[ \t]*+$")
HTML: Final = re.compile(r"<(/?)([a-zA-Z][\w-]*+)(?=[\s/>]|$)")
HTML_LINE: Final = re.compile(r"(?:[ \t]*+</?[a-zA-Z][^<>]*+>)++[ \t]*+$")
