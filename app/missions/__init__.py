"""Missions and the problem they are to untangle.

mission         a goal with a date that many bodies share (samfunnsoppdrag)
strategic goal  a goal of a national strategy that initiatives support
challenge area  a part of the main problem model (hovedområde)
influence       one challenge area makes another better or worse
indicator       what is measured to see whether the mission succeeds
measurement     one value of an indicator for one period, with its interval; the baseline (nullpunkt) is one of them
evidence        something known, that a contribution or a score may rest on
assignment      what a ministry has told a body to do (oppdrag): no assignment, no work
"""
