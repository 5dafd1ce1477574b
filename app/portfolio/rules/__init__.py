"""Words and rules of the portfolio. Pure."""
