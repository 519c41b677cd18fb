"""The check as a conversation: asking, answering, and telling the outcome."""
