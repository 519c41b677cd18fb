"""Commands for who runs the server: the audit log and the keys."""
