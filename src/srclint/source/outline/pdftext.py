"""The text of each page of a PDF, read in a process of its own.

A PDF is a program that draws. One page can be made to draw for hours, and no count of its bytes tells which:
so it is read by a process that the system stops when its time is over, and that has a bound of memory. Its time
is counted as the processor's, for a busy machine must not turn a readable file into an unreadable one.
"""

from __future__ import annotations

import io
import json
import logging
import subprocess
import sys
from collections.abc import Callable

# Page after page costs time; what lies beyond is not claimed to be absent.
PAGES = 400
# Bytes of drawing instructions, unpacked; a real act of a hundred pages has two million.
_DRAWING = 40_000_000
# Seconds of the processor: to open the file, and for each page; a real page takes 0.04. And at most for all.
_OPEN, _PAGE, _MOST = 4.0, 0.1, 20.0
# Seconds on the clock, where the system cannot count the processor's.
_CLOCK = 120.0
_MEMORY = 2_000_000_000
_SCRIPT = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from srclint.source.outline.pdftext import main; main()"
)


class PdfError(Exception):
    """The file could not be read; the text is what the matter is, for the end of a sentence."""


def texts_of(content: bytes) -> tuple[list[str], int]:
    """(text of each page that was read, number of all pages). Raises ``PdfError``."""
    if not sys.executable or getattr(sys, "frozen", False):
        # No interpreter to start: the bounds of pages and bytes have to do.
        return _guarded(content, _unbound)
    # -P: modules come from where this process has its own, never from the current folder.
    command = [sys.executable, "-P", "-c", _SCRIPT, json.dumps(sys.path)]
    try:
        done = subprocess.run(  # noqa: S603 - fixed words, no shell
            command,
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_CLOCK,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise PdfError("it takes too long") from None
    except OSError:
        return _guarded(content, _unbound)
    if done.returncode:
        raise PdfError("it takes too much time or memory")
    answer = json.loads(done.stdout)
    if "error" in answer:
        raise PdfError(answer["error"])
    return answer["texts"], answer["count"]


def main() -> None:
    """Read a PDF from standard input, write its texts to standard output as JSON."""
    _bound_memory()
    _bound_time(_OPEN)
    answer: dict[str, object]
    try:
        texts, count = _guarded(sys.stdin.buffer.read(), _bound_time)
        answer = {"texts": texts, "count": count}
    except PdfError as error:
        answer = {"error": str(error)}
    sys.stdout.buffer.write(json.dumps(answer).encode("ascii"))


def _guarded(content: bytes, bound: Callable[[float], None]) -> tuple[list[str], int]:
    try:
        return read_pages(content, bound)
    except PdfError:
        raise
    except Exception as error:  # whatever the bytes do to the library
        raise PdfError(type(error).__name__) from error


def read_pages(content: bytes, bound: Callable[[float], None]) -> tuple[list[str], int]:
    """The same in this process; ``bound`` is told how many seconds it may take, once the pages are counted."""
    import pypdf

    # It logs about every small fault of a file; the verdict is ours to give.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = pypdf.PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted:
        reader.decrypt("")
    count = len(reader.pages)
    bound(min(_OPEN + _PAGE * count, _MOST))
    texts: list[str] = []
    spent = 0
    for at in range(min(count, PAGES)):
        page = reader.pages[at]
        # Pages may share one content stream: what is read again costs again.
        contents = page.get_contents()
        spent += len(contents.get_data()) if contents is not None else 0
        if spent > _DRAWING:
            if not texts:
                raise PdfError("its first page draws more than any page does")
            break
        texts.append(page.extract_text() or "")
    return texts, count


def _unbound(seconds: float) -> None:
    pass


def _bound_time(seconds: float) -> None:
    # The system counts from the beginning of the process, and ends it.
    try:
        import resource

        resource.setrlimit(
            resource.RLIMIT_CPU, (int(seconds) + 1, resource.getrlimit(resource.RLIMIT_CPU)[1])
        )
    except (ImportError, OSError, ValueError):
        return


def _bound_memory() -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    except (ImportError, OSError, ValueError):
        return
