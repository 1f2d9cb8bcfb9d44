"""A peer: docxtpl fills a Word file, LibreOffice makes the PDF of it.

    python benchmarks/peer_docxtpl.py TEMPLATE.docx UNIT OUT.docx PROFILE

One soffice a unit, with a profile that is kept from unit to unit. The charts lie in the template as
finished pictures: unlike the other peers, it draws none.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from docxtpl import DocxTemplate
from support.validate.office import fonts_folder, write_fontconfig


def main() -> None:
    """Fill, save, convert."""
    template, unit, out, profile = sys.argv[1:]
    word, folder = DocxTemplate(template), Path(profile)
    word.render({"unit": unit})
    word.save(out)
    config = write_fontconfig(folder, fonts_folder())
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(folder / 'user').as_uri()}", "--headless",
         "--norestore", "--convert-to", "pdf:writer_pdf_Export", "--outdir", str(Path(out).parent),
         out],
        env={**os.environ, "FONTCONFIG_FILE": str(config), "SAL_USE_VCLPLUGIN": "svp"},
        stdout=subprocess.DEVNULL, check=True)


if __name__ == "__main__":
    main()
