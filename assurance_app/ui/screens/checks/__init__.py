"""The checks of the year."""
