"""The document: a closed, frozen tree that all writers render and none may shorten."""
