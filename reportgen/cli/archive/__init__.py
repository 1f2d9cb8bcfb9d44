"""The commands of `reportgen archive`, one a file, each loaded when it is called."""
