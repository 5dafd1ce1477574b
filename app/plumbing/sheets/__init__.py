"""Rows in files: collections described once, read, compared, written.

collection   a table's rows as a file shows them: one row per natural key, codes instead of ids
key          the natural key as a tuple of texts; in ``changes.csv`` its parts are joined with «/»
field        one column of the file and the columns of the model it stands for
part         columns of the file that live in a table beside the model's own (words, lists of codes, provenance)
fault        a cell that cannot be taken: file, row, column, reason
store        what the database holds, by collection and key
"""
