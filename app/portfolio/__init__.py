"""The initiatives and everything that hangs on them.

initiative     something proposed or done to untangle the mission's problem (tiltak)
kind           law, money, organisation, competence, digital, inquiry or trial; decides which phases and gates apply
state          where in its life an initiative is, apart from the phase: proposed … in operation, stopped
phase          Prosjektveiviseren's Idé … Realisere, passed at gates (BP1–BP6)
approved plan  the original plan, frozen at BP3; lights are measured from it (godkjent plan)
contribution   an initiative acts on a challenge area, by a mechanism, resting on evidence or judgement only
participation  a body has a part in an initiative and has committed itself to it, with or without reservation
dependency     an initiative waits for another, or for something outside the mission; shared solution is not waiting
condition      law, DPIA, agreement … in dated stages, that initiatives wait for or deliver
need           money an initiative needs in one year, to build or to run
grant          a granting body's letter; funding lines may rest on it
funding line   money from a source for an initiative: applied, granted, spent …
benefit        an effect seen as good by somebody, with somebody in the line responsible for it (gevinst)
rollout        who takes the result into use, and when
"""
