"""Tagged PDF from a packaged template and plain data.

What people wrote travels as JSON beside the template and is only ever placed as text: nothing in it can
run, read a file or fetch anything. No network, no system fonts, no clock: same data, same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from papers.printable import all_printable

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates"
FONTS = HERE / "fonts"
# PDF/UA-1 (ISO 14289-1): readable with assistive technology. PDF/A-2a (ISO 19005-2): readable in fifty years.
STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-2a"]


def compile_typst(template: str, data: Mapping[str, Any], *, lang: str, created_at: datetime) -> bytes:
    """Print ``data`` with a template of ours and give the PDF.

    ``created_at`` is what the file says about itself; it must know its time zone. Data holds strings,
    whole numbers, truths, lists and objects. A document that is not both PDF/UA-1 and PDF/A-2a is refused.
    """
    source = template_path(template)
    if created_at.tzinfo is None:
        message = "created_at: must have a time zone"
        raise ValueError(message)
    given = json.dumps({"lang": lang, **all_printable(data)}, ensure_ascii=True, sort_keys=True)
    compiler = typst.Compiler(
        source, root=TEMPLATES, font_paths=_fonts(), ignore_system_fonts=True, sys_inputs={"data": given}
    )
    document = compiler.compile(
        format="pdf", pdf_standards=STANDARDS, timestamp=created_at.replace(microsecond=0)
    )
    if not isinstance(document, bytes):  # several files only happen for pictures
        message = f"{template}: the compiler gave no document"
        raise TypeError(message)
    return document


def template_path(template: str) -> Path:
    """Find a packaged template by its name. A name is a word, never a path."""
    path = TEMPLATES / f"{template}.typ"
    if not template.isidentifier() or not path.is_file():
        message = f"template: there is no {template!r}"
        raise ValueError(message)
    return path


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[FONTS])
