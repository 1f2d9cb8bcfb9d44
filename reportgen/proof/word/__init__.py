"""Reading a Word file by its bytes: text, numbering, drawings, charts, headers, what it carries.

    bytes ─package─▶ parts ─read─▶ Content
"""
