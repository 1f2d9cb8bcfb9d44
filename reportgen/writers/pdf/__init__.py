"""The PDF writer: paints finished pages and writes their structure, in one pass.

Phase 1 gathers the characters and gives them codes; phase 2 paints the pages and notes what every
mark belongs to; phase 3 writes structure, outline, fonts and metadata; phase 4 the file. PDF/A-3a
(ISO 19005-3) and PDF/UA-1 (ISO 14289-1). The ways in are `write`, and `printing` for paper.
"""
