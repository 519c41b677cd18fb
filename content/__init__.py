"""What we say: answers, regelingen, gemeenten, crisis words and fixed texts, and the library that finds them."""
