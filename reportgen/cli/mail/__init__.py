"""The commands of `reportgen mail`, one a file, each loaded when it is called."""
