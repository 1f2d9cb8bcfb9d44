"""The document with itself: references, pairs of marks, one way to write numbers, photographs."""
