"""One module or package a dimension; each has an `examine(card)` that reads the card's article and fills the card."""
