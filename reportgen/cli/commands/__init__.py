"""The commands, one a file, loaded when they are called: options in, one call, lines shown."""
