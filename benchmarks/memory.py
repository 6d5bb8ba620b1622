"""What a review of a large site takes in one process: `python -m benchmarks.memory 1000 20000`, a row for each size.

Articles of 800 words, once as Markdown and once as the HTML that MkDocs makes of it; each size in a process of its own.
Peak is that of the whole process, with all articles, cards and stories held to the end.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.make_site import make_site


def main(sizes: list[int]) -> None:
    print("| read as | articles | ms an article | against the first | peak MiB |\n| --- | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as folder:
        make_site(Path(folder), max(sizes))
        for form in ("Markdown", "HTML"):
            first = 0.0
            for size in sizes:
                command = [sys.executable, "-m", "benchmarks.memory", "one", folder, form, str(size)]
                done = subprocess.run(
                    command, stdout=subprocess.PIPE, text=True, check=True, cwd=Path(__file__).parents[1]
                )
                took, peak = json.loads(done.stdout)
                first = first or took
                print(f"| {form} | {size:,} | {took:.2f} | {took / first:.2f} | {peak:,} |", flush=True)


def one(folder: str, form: str, size: str) -> None:
    """One size in this process: CPU milliseconds an article, reading included, and the peak in MiB."""
    import resource

    import markdown

    from mkdocs_credibility import read_html, read_markdown, review

    files = sorted(Path(folder, "docs").rglob("*/*.md"))[: int(size)]
    convert = markdown.Markdown(extensions=["toc", "tables", "fenced_code"])
    articles, took = [], 0.0
    for path in files:
        source = path.read_text("utf-8")
        if form == "HTML":
            source = convert.reset().convert(source.partition("---\n\n")[2])
        begin = time.process_time()
        articles.append((read_html if form == "HTML" else read_markdown)(source, path=str(path)))
        took += time.process_time() - begin
    begin = time.process_time()
    result = review(articles)
    took += time.process_time() - begin
    assert len(result.cards) == len(files)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (2**20 if sys.platform == "darwin" else 2**10)
    print(json.dumps([took / len(files) * 1000, peak]))


if __name__ == "__main__":
    if sys.argv[1:2] == ["one"]:
        one(*sys.argv[2:])
    else:
        main([int(size) for size in sys.argv[1:]] or [1000, 20000])
