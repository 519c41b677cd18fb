"""What `content check` looks at beyond the shape of each file, by subject; `content.check` puts it together."""
