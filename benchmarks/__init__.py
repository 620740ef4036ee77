"""Answer quality and speed, each with the command that repeats it."""
