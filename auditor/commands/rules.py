"""``auditor rules``: the catalogue, and the examples of cards as tests."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from auditor.commands.output import write
from auditor.commands.problems import Gate, Problem, told_plainly

app = typer.Typer(
    name="rules",
    help="""The catalogue of rules: list, show, test, schema, new.

    \b
    Examples:
      auditor rules list
      auditor rules show private-only
      auditor rules new no-emoji --folder our-rules
    """,
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Folders = Annotated[list[Path] | None, typer.Option("--rules", help="Folder with cards of your own; may be repeated.")]


@app.command("list")
def list_command(rules: Folders = None) -> None:
    """List all rules, a line each.

    \b
    Examples:
      auditor rules list
      auditor rules list --rules our-rules
    """
    from auditor.rulebook import load_rulebook

    with told_plainly():
        book = load_rulebook(rules or ())
    width = max(len(name) for name in book.rules)
    lines = [f"{n:<{width}}  {r.card.severity:<8}  {r.card.looks_at:<7}  {r.card.title}" for n, r in book.rules.items()]
    write("\n".join(lines) + "\n", None)


@app.command("show")
def show_command(name: Annotated[str, typer.Argument(help="A rule's name.")], rules: Folders = None) -> None:
    """Show one rule: what it looks for, when it is silent, why, and its examples.

    \b
    Example:
      auditor rules show private-only
    """
    from auditor.reports.cardtext import card_text
    from auditor.rulebook import load_rulebook, select_rules

    with told_plainly():
        book = select_rules(load_rulebook(rules or ()), [name], (), "rules show")
    write(card_text(book.rules[name].card.model_dump(mode="json", by_alias=True)), None)


@app.command("test")
def test_command(
    folder: Annotated[Path | None, typer.Argument(help="A folder of cards; else the built-in ones.")] = None,
) -> None:
    """Run every example of every card as a test; exit 1 when one does not hold.

    \b
    Examples:
      auditor rules test
      auditor rules test our-rules
    """
    from auditor.engine.examples import run_examples
    from auditor.rulebook import load_rulebook

    with told_plainly():
        book = load_rulebook([folder] if folder else ())
        for pack in book.packs:
            book.packs[pack]  # every phrase of every pack must compile
    chosen = [rule for rule in book.rules.values() if folder is None or rule.path.parent == folder]
    results = [failure for rule in chosen for failure in run_examples(rule, book)]
    failures = [failure for failure in results if failure is not None]
    write("".join(f"FAILED {failure}\n" for failure in failures), None)
    write(
        f"{len(chosen)} rules, {len(results)} examples: {len(results) - len(failures)} hold, {len(failures)} fail\n",
        None,
    )
    if failures:
        raise Gate(f"{len(failures)} example(s) do not hold")


@app.command("schema")
def schema_command() -> None:
    """Print the JSON Schema of a card, for an editor that checks while you write.

    \b
    Example:
      auditor rules schema > card.schema.json
    """
    import json

    from auditor.rulebook import card_schema

    write(json.dumps(card_schema(), indent=2, ensure_ascii=False) + "\n", None)


@app.command("new")
def new_command(
    name: Annotated[str, typer.Argument(help="The new rule's name, in kebab-case.")],
    folder: Annotated[Path, typer.Option(help="Where to put it.")] = Path(),
) -> None:
    """Write a filled-in new card that passes its own tests, to be changed.

    \b
    Example:
      auditor rules new no-emoji --folder our-rules
    """
    from auditor.rulebook.cards import SLUG
    from auditor.rulebook.template import new_card

    if not SLUG.fullmatch(name):
        raise Problem(f"{name}: a rule's name is lower case words joined by hyphens, such as no-emoji")
    path = folder / f"{name}.yaml"
    if path.exists():
        raise Problem(f"{path}: is there already; choose another name")
    if not folder.is_dir():
        raise Problem(f"{folder}: is not a folder")
    write(new_card(name), path)
    typer.echo(f"{path}: written; try it with: auditor rules test {folder}", err=True)
