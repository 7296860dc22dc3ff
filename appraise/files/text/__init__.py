"""Text: what lies on the disk, read and written safely, and YAML as data that remembers its places."""
