"""The console: the pages with which wijkteamleden pick up, reach and finish a handoff."""
