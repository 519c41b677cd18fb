"""What the tests of the whole stack share: the real Rasa and the real app as processes, and people who use them."""
