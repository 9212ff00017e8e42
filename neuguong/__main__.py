"""`python -m neuguong` is the command `neuguong`."""

from neuguong.config.cli import main

if __name__ == "__main__":
    main()
