"""Checking documents of the office's own."""
