"""Organisations, persons, roles and sign-in: the lowest chapter, because every deed has an actor.

organisation   a public body or other legal person, with validity and, when merged, a successor
person         somebody the record knows by an id; name and address are an erasable identity beside it
role           programme manager, initiative owner, steering group or administrator
role grant     a person holds a role for one mission or for all
token          what a program speaks with for a person; expires, and can be revoked
sign-in        one browser's session: a row that can be ended from the server
demo person    a function with a made-up mailbox, opened without a password in demo mode on loopback only
"""
