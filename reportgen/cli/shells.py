"""The shells that are completed: what click lacks, PowerShell. To import it makes it known."""

from __future__ import annotations

from click.shell_completion import CompletionItem, FishComplete, add_completion_class


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
