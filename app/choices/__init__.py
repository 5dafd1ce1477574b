"""Which initiatives go first, and why.

criterion   something an initiative is good or bad at, with described levels and a weight
level       what a score on a criterion means, in words
score       how an initiative does on a criterion: low, likely and high, resting on evidence or judgement only
value       the weighted mean of an initiative's scores, 0–100; an interval when the scores are
"""
