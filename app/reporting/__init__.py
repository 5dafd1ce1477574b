"""The heartbeat: three or four times a year owners say how it goes.

reporting round   opens, is due, and is closed; ``cut_off`` is the day the reports count for (rapportert per)
status report     one initiative in one round: lights, comment, deliverables X of Y, forecast
light             a word of the mission's status scale, measured from the original plan
assessment        the office's own rating beside the owner's
"""
