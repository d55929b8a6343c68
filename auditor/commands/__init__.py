"""The command line. Each command reads its options and calls a plain function; heavy libraries load when one runs."""

from __future__ import annotations


def main() -> None:
    """The ``auditor`` program: runs a command and ends with its exit code (0 done, 1 a gate failed, 2 wrong use)."""
    import gc
    import sys
    from contextlib import ExitStack

    # What a start makes (rules, phrases, libraries) stays, and so do the millions of objects of an audit, with hardly a
    # circle among them: walking them again for every 700 new ones took an eighth of the time of a short run, and more of
    # a long one's.
    gc.set_threshold(200_000, 50, 100)
    try:
        from auditor.commands.lean import lean_spacy

        lean_spacy()
        with ExitStack() as stack:
            readers = None
            if sys.argv[1:2] == ["lint"] and {"--help", "-h"}.isdisjoint(sys.argv):
                from auditor.commands.linting import who_reads

                # They load spaCy while this process loads its command line.
                readers = stack.enter_context(who_reads())
            from auditor.commands.app import run

            run(readers)
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        gc.freeze()  # all that is left ends with the process; else the collector walks it three times on the way out
