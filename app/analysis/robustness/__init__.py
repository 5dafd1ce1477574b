"""Robust portfolio modelling: which initiatives belong in the portfolio whatever the weights may be.

Liesiö, Mild and Salo, «Preference programming for robust portfolio modeling and project selection», EJOR 181 (2007)
1488–1505, and «Robust portfolio modeling with incomplete cost information and project interdependencies», EJOR 190
(2008) 679–695. When weights are only known to lie in a set, portfolio A dominates B when A is worth at least as much
for every weight in the set, and more for some. The portfolios that nothing dominates are *non-dominated*; an
initiative in all of them is *core*, in none *exterior*, in some *borderline*; its *core index* is the share of them.

A linear value is compared on a set of weights by comparing it at the set's extreme points, so each extreme point is an
objective, scaled to integers (``app.analysis.weights``), and non-dominated means Pareto-optimal there.
Ties: of portfolios worth the same at every extreme point the cheapest counts, then the one whose items come first.

enumerating     all non-dominated portfolios, or as many as the effort allows, with what is certain of each initiative
intervals       the same where scores are intervals too
one_budget      the quicker way where one budget is all that binds: a dynamic programme over states
states          its compiled part
frontier        value for money; which portfolio is best as one weight goes from nothing to all
reading         what a list of portfolios tells at once: regret, and how far a weight may move
settling        the order of two weights that would settle a borderline initiative
learning        the change of one score that would
narrowing       the same where scores are intervals: an order of two weights, or a bound on one score
acceptability   how large a part of the possible weights and scores gives each place (SMAA-2)
"""
