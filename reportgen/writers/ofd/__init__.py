"""The OFD writer: paints finished pages as GB/T 33190-2016 has them, the same pages as the PDF.

Phase 1 paints the pages and notes the faces and photographs they use; phase 2 embeds these; phase 3
writes outline and metadata; phase 4 the package. No seal and no signature is made: those take SM2
keys and devices that an office has and a program has not. The way in is `write`.
"""
