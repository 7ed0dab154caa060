# Checks the scripts given with the repository's settings; exits with 1 when there is a finding.
$ErrorActionPreference = 'Stop'
$PSStyle.OutputRendering = 'PlainText'
Import-Module -Name PSScriptAnalyzer
$root = (Get-Item -LiteralPath $PSScriptRoot).Parent.Parent.FullName
$attempts = 5

$findings = foreach ($script in $args) {
    $options = @{
        Path     = $script
        Settings = Join-Path -Path $root -ChildPath 'PSScriptAnalyzerSettings.psd1'
    }
    if ($script -like '*.Tests.ps1') {
        # Pester runs its blocks in scopes that the analyzer does not know: what BeforeAll sets, It reads.
        $options.ExcludeRule = 'PSUseDeclaredVarsMoreThanAssignments'
    }
    for ($attempt = 1; $true; $attempt++) {
        try {
            $found = Invoke-ScriptAnalyzer @options
            $found
            break
        }
        catch [System.NullReferenceException] {
            # The rules run in parallel and now and then trip over each other (PowerShell/PowerShell#27842).
            if ($attempt -eq $attempts) { throw }
        }
    }
}

foreach ($finding in $findings) {
    $path = [System.IO.Path]::GetRelativePath($root, $finding.ScriptPath)
    '{0}:{1}: {2}: {3}' -f $path, $finding.Line, $finding.RuleName, $finding.Message
}
exit [int] [bool] $findings
