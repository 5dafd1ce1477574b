"""What the steering group reads and decides: the mission's roll-up, home, search. Nobody imports this chapter.

roll-up        the mission on one page (samlet status)
meeting        of the steering group, with an agenda and who was there (møte, dagsorden, oppmøte)
decision       what was decided; it stands, and is corrected by a new one (vedtak)
adoption       what a decision makes of an initiative: prioritised or recommended (prioritert, innstilt); no money
run-phase gap  what running the built solutions will cost a year that nobody has granted (mangler til drift)
"""
