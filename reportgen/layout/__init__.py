"""Layout: a document under a profile becomes pages of positioned marks.

    document ─opening─▶ document ─blocks─▶ strips ─copyfit─▶ strips ─paginate─▶ sheets
    sheets ─furniture─▶ Pages
"""

from __future__ import annotations

from reportgen.layout.build import layout
from reportgen.layout.copyfit import Copyfit, copyfitted
from reportgen.layout.first_page import opened
from reportgen.layout.pages import Pages
from reportgen.layout.title_lines import shaped

__all__ = ["Copyfit", "Pages", "copyfitted", "layout", "opened", "shaped"]
