"""Work that outlives a request.

job        a row in SQL: which deed, with which arguments, how far it has come, what came of it
deed       a function in the closed table ``deeds.DEEDS``; only what is in it can be asked for
promise    a job asked for inside a unit of work: delivered after the commit, forgotten with a rollback
delivery   the job's number handed to a worker; may be lost or come twice, and neither does harm
occasion   what a job of the night's table is for; the same occasion makes one job however many clocks tick
"""

from __future__ import annotations
