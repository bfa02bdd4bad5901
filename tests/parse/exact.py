"""What holds for every reading, whatever was read."""

from __future__ import annotations

from srclint.parse.blocks import Reading

_FOLDED = str.maketrans("\t\n\r\f", "    ")


def faults(reading: Reading) -> list[str]:
    """Every place where a reading's offsets do not lead to the file's own words."""
    text, size, found = reading.text, len(reading.text), []
    for number, block in enumerate(reading.blocks):
        words = block.text.text
        if not 0 <= block.start <= block.end <= size:
            found.append(f"block {number} lies outside the file")
        at = low = 0
        for piece in block.text.pieces:
            if piece.at != at or not low <= piece.start <= piece.end <= size:
                found.append(f"block {number}: {piece} is out of order")
            at, low = at + piece.length, piece.end
            shown = words[piece.at : piece.at + piece.length]
            if piece.end - piece.start == piece.length and shown.strip(" |"):
                here = text[piece.start : piece.end]
                if here.translate(_FOLDED) != shown:
                    found.append(f"block {number}: {here!r} is not {shown!r}")
        if at != len(words):
            found.append(f"block {number}: the pieces do not cover the text")
        if block.text.pieces and not (
            block.start <= block.text.pieces[0].start and block.text.pieces[-1].end <= block.end
        ):
            found.append(f"block {number} does not hold its own words")
        for link in block.links:
            inside = 0 <= link.start <= link.end <= len(words)
            if not (inside and 0 <= link.file_start <= link.file_end <= size):
                found.append(f"block {number}: {link} lies outside")
            if not 0 <= link.url_start <= link.url_end <= size:
                found.append(f"block {number}: the address of {link} lies outside")
        found.extend(
            f"block {number}: {mark} lies outside"
            for mark in block.marks
            if not (0 <= mark.at <= len(words) and 0 <= mark.file_start < mark.file_end <= size)
        )
        extents = [*block.code, *((cell.start, cell.end) for cell in block.cells)]
        if not all(0 <= first <= last <= len(words) for first, last in extents):
            found.append(f"block {number}: an extent lies outside")
        if any(words[place] != " " for place in block.breaks):
            found.append(f"block {number}: a line break is no space")
        if block.lead_in is not None and not 0 <= block.lead_in < number:
            found.append(f"block {number}: its lead-in does not come before it")
    return found
