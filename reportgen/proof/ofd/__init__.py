"""Reads an OFD file (GB/T 33190-2016) by its bytes alone: package, document, pages, faces.

    bytes ─package─▶ parts ─read─▶ pages and resources ─page─▶ Sheets

It reads what the writer may write and refuses the rest: what it passed over might be seen.
"""
