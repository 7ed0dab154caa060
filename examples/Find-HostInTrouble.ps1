<#
.SYNOPSIS
Lists the hosts that need somebody: nearly full, failed units, a wrong clock, running live, or not to be reached.
.EXAMPLE
Get-Content hosts.txt | ./Find-HostInTrouble.ps1
.EXAMPLE
Get-Content hosts.txt | ./Find-HostInTrouble.ps1 -RootFreeBytes 5GB -KeyFilePath ~/.ssh/fleet
#>
param(
    [Parameter(Mandatory, ValueFromPipeline)] [object] $ComputerName,
    [long] $RootFreeBytes = 1GB,
    [string] $KeyFilePath,
    [string] $KnownHostsFile
)

begin {
    $targets = [System.Collections.Generic.List[object]]::new()
    $connection = @{}
    if ($KeyFilePath) { $connection.KeyFilePath = $KeyFilePath }
    if ($KnownHostsFile) { $connection.KnownHostsFile = $KnownHostsFile }
}
process { $targets.Add($ComputerName) }
end {
    $targets | Get-ContainerOsInfo @connection -IncludeUnits -ErrorVariable failures -ErrorAction SilentlyContinue -WarningAction SilentlyContinue | ForEach-Object {
        $reasons = @(
            if ($null -ne $_.RootFreeBytes -and $_.RootFreeBytes -lt $RootFreeBytes) { 'root nearly full' }
            if ($_.FailedUnits -gt 0) { "$($_.FailedUnits) failed units" }
            if ($null -ne $_.ClockSkew -and $_.ClockSkew.Duration().TotalSeconds -ge 5) { "clock off by $([int]$_.ClockSkew.TotalSeconds) s" }
            if ($_.LiveBoot) { 'live boot: nothing survives a restart' }
        )
        if ($reasons) { [pscustomobject]@{ ComputerName = $_.ComputerName; Reason = $reasons -join ', ' } }
    }
    foreach ($failure in $failures) {
        [pscustomobject]@{ ComputerName = $failure.TargetObject.ComputerName; Reason = $failure.FullyQualifiedErrorId.Split(',')[0] }
    }
}
