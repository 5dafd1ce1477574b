"""Pipes with no domain words, which every chapter stands on.

deed        one unit of work that changed rows: who, what, when it counts, before and after; numbered without gaps
record      the chain of deeds, each holding the hash of the one before it
history     the former states of a row: which deed made each, which deed ended it
at          the moment a question is asked of: now, or a deed number
refusal     a sentence saying why a deed was not done, and which input is to blame
permission  a named thing one may do; the policy says who
panel       a part of a page that another chapter offers
"""
