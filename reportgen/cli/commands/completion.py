"""`reportgen completion`."""

from __future__ import annotations

import click

from reportgen.cli import options
from reportgen.cli.session import Outcome, Session
from reportgen.diagnostics import NOWHERE, failure

HELP = """输出 shell 补全脚本。

\b
bash：reportgen completion bash >> ~/.bashrc
zsh：reportgen completion zsh >> ~/.zshrc
fish：reportgen completion fish > ~/.config/fish/completions/reportgen.fish
"""


@options.command("completion", HELP)
@click.argument("shell", metavar="bash|zsh|fish", type=click.Choice(("bash", "zsh", "fish")))
def command(_session: Session, shell: str) -> Outcome:
    """Print the script; it asks the program itself for names, of facts too."""
    from click.shell_completion import ShellComplete, get_completion_class

    from reportgen.cli.app import root

    kind = get_completion_class(shell)
    if kind is None:
        raise failure("E0901", f"不支持 {shell} 的补全", NOWHERE, "可用：bash、zsh、fish")
    # The base method: bash's own would first run bash to ask for its version.
    script = ShellComplete.source(kind(root, {}, "reportgen", "_REPORTGEN_COMPLETE"))
    return Outcome(script.rstrip("\n"), {"script": script})
