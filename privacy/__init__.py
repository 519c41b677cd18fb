"""What we may keep: redaction, allow-listed logging, retention."""
