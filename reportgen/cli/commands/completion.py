"""`reportgen completion`."""

from __future__ import annotations

import click
from click.shell_completion import ShellComplete, get_completion_class

from reportgen.cli import options
from reportgen.cli.session import Outcome, Session
from reportgen.cli.shells import PowerShell

SHELLS = ("bash", "zsh", "fish", "powershell")
HELP = """输出 shell 补全脚本。

\b
bash：reportgen completion bash >> ~/.bashrc
zsh：reportgen completion zsh >> ~/.zshrc
fish：reportgen completion fish > ~/.config/fish/completions/reportgen.fish
PowerShell：reportgen completion powershell >> $PROFILE
"""


@options.command("completion", HELP)
@click.argument("shell", metavar="|".join(SHELLS), type=click.Choice(SHELLS))
def command(_session: Session, shell: str) -> Outcome:
    """Print the script; it asks the program itself for names, of facts too."""
    from reportgen.cli.app import root

    kind = get_completion_class(shell) or PowerShell
    # The base method: bash's own would first run bash to ask for its version.
    script = ShellComplete.source(kind(root, {}, "reportgen", "_REPORTGEN_COMPLETE"))
    return Outcome(script.rstrip("\n"), {"script": script})
