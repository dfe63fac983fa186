"""``python -m mtcheck``: the same as the command ``mtcheck``."""

from mtcheck.cli import main

if __name__ == "__main__":
    main()
