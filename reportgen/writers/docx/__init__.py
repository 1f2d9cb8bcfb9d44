"""The Word writer: a Document under a Profile becomes the bytes of a .docx file.

`write.write_docx` is the one way in; python-docx and lxml come with it, `picture` brings neither.
"""
