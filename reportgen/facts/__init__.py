"""Facts: the model, its readers (YAML, CSV, xlsx), its texts and its derived values."""
