# Runs the Pester suites against a built module and leaves the counts as JSON.
param(
    [Parameter(Mandatory)] [string] $ModulePath,
    [Parameter(Mandatory)] [string] $PowerCliPath,
    [Parameter(Mandatory)] [string] $ResultFile,
    [string] $Filter
)

$ErrorActionPreference = 'Stop'
Import-Module -Name Pester -MinimumVersion 5.0

# For the suites, and for the processes and jobs that they start.
$env:CONTAINEROS_MODULE = $ModulePath
$env:CONTAINEROS_POWERCLI = $PowerCliPath
Import-Module -Name $ModulePath -Force

$counts = @{ passed = 0; failed = 0; skipped = 0 }
if (Get-ChildItem -Path $PSScriptRoot -Filter '*.Tests.ps1') {
    $configuration = New-PesterConfiguration
    $configuration.Run.Path = $PSScriptRoot
    $configuration.Run.PassThru = $true
    if ($Filter) { $configuration.Filter.FullName = $Filter }
    if ([Console]::IsOutputRedirected) { $configuration.Output.RenderMode = 'Plaintext' }

    $run = Invoke-Pester -Configuration $configuration
    $counts.passed = $run.PassedCount
    # A file that cannot be read and a block whose set-up fails are failures outside of any test.
    $counts.failed = $run.FailedCount + $run.FailedBlocksCount + $run.FailedContainersCount
    $counts.skipped = $run.SkippedCount + $run.InconclusiveCount
}
ConvertTo-Json -InputObject $counts | Set-Content -LiteralPath $ResultFile
