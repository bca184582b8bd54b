# Completion of tarn for PowerShell. Add to $PROFILE:  tarn completion pwsh | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName tarn -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $program = $commandAst.CommandElements[0].Value
    $line = $commandAst.ToString().PadRight($cursorPosition).Substring(0, $cursorPosition)
    $arguments = $line -replace '^\S+\s', ''
    & $program "[suggest:$($arguments.Length)]" $arguments 2>$null | ForEach-Object {
        [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
    }
}
