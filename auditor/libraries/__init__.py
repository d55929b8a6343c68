"""One file per format of a library of canned responses: each yields Entries that keep file, line and column."""
