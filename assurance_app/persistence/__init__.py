"""A workspace is one SQLite file: tables, unit of work, audit, backup, migration, attachments, dump and load."""
