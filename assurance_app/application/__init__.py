"""The use cases: what a person can do, one function each, answering with what changed. The window and the command line
call these and nothing below them.
"""
