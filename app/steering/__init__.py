"""What the steering group reads and decides: the mission's roll-up, home, search. Nobody imports this chapter.

roll-up        the mission on one page (samlet status)
run-phase gap  what running the built solutions will cost a year that nobody has granted (mangler til drift)
"""
