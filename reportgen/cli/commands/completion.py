"""`reportgen completion`."""

from __future__ import annotations

import click
from click.shell_completion import (
    CompletionItem,
    FishComplete,
    ShellComplete,
    add_completion_class,
    get_completion_class,
)

from reportgen.cli import options
from reportgen.cli.session import Outcome, Session

SHELLS = ("bash", "zsh", "fish", "powershell")
HELP = """输出 shell 补全脚本。

\b
bash：reportgen completion bash >> ~/.bashrc
zsh：reportgen completion zsh >> ~/.zshrc
fish：reportgen completion fish > ~/.config/fish/completions/reportgen.fish
PowerShell：reportgen completion powershell >> $PROFILE
"""


@add_completion_class
class PowerShell(FishComplete):
    """What click has for other shells: a script, and a line for each completion.

    Like fish it hands over the words and the one that is typed.
    """

    name = "powershell"
    source_template = """\
Register-ArgumentCompleter -Native -CommandName %(prog_name)s -ScriptBlock {
    param($word, $ast, $cursor)
    [Console]::OutputEncoding = [Text.Encoding]::UTF8
    $env:%(complete_var)s = 'powershell_complete'
    $env:COMP_WORDS = $ast.ToString()
    $env:COMP_CWORD = $word
    try {
        %(prog_name)s | Where-Object { $_ } | ForEach-Object {
            $value, $help = $_ -split "`t", 2
            $typed = if ($value -match '[\\s\\x27()]') { "'" + $value.Replace("'", "''") + "'" }
                else { $value }
            [System.Management.Automation.CompletionResult]::new(
                $typed, $value, 'ParameterValue', $help)
        }
    } finally {
        Remove-Item Env:%(complete_var)s, Env:COMP_WORDS, Env:COMP_CWORD -ErrorAction Ignore
    }
}
"""

    def format_completion(self, item: CompletionItem) -> str:
        """The value and what is said of it; a file is left to the shell."""
        return f"{item.value}\t{item.help or item.value}" if item.type == "plain" else ""


@options.command("completion", HELP)
@click.argument("shell", metavar="|".join(SHELLS), type=click.Choice(SHELLS))
def command(_session: Session, shell: str) -> Outcome:
    """Print the script; it asks the program itself for names, of facts too."""
    from reportgen.cli.app import root

    kind = get_completion_class(shell) or PowerShell
    # The base method: bash's own would first run bash to ask for its version.
    script = ShellComplete.source(kind(root, {}, "reportgen", "_REPORTGEN_COMPLETE"))
    return Outcome(script.rstrip("\n"), {"script": script})
