"""Documents held against what a notice asks: age, parties, products, quantities, completeness, signs of change."""
