"""How the embedded reader was made: `python -m training --help`."""
