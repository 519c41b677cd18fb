"""What editors see before residents do: each text in the real widget, how it reads, and how it is found."""
