"""The check for who isn't in a conversation: files of households, why something came out, figures that will end."""
