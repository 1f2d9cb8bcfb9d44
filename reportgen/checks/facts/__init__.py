"""What became of the facts: which are printed, which are not and do not say why."""
