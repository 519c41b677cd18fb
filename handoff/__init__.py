"""People who help: the desk, the queue and the console of the wijkteam."""
