"""`python -m dataforge` is the `dataforge` command."""

from dataforge.cli import main

if __name__ == "__main__":
    main()
