"""Sources: readers that keep the place of every value (text, strict YAML, CSV, xlsx)."""
