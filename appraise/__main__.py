"""`python -m appraise`: the command line."""

from appraise.cli import main

main()
