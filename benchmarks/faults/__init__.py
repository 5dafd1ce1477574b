"""What Floke survives: the real program under a load of writers while its processes, its disk and its power fail.

mark          a text that is written once and never again, so that its deed can be found afterwards
acknowledged  the browser was told that it is saved: a redirect to the page that shows it
unclear       the answer never came; the deed may be there or not, but never half
"""
