"""A household described in words, for who checks many or helps somebody."""
