"""The document: a closed, frozen tree that says what is said, not how it looks.

    narrative ─▶ Document ─▶ layout, writers

A number in it is a `Quantity`, tied to its fact. It holds no object of any library.
"""
