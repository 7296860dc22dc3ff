"""Git: files as they were in a commit, and when they changed, asked of the git command."""
