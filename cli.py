"""A door: ``python cli.py audit …`` from a checkout. The commands live in auditor/commands/."""

from auditor.commands import main

if __name__ == "__main__":
    main()
