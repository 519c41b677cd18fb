"""The questions: which one comes next, and how an answer is read."""
