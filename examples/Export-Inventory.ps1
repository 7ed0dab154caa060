<#
.SYNOPSIS
Writes an inventory of container hosts to a CSV file, and what went wrong to a second one.
.DESCRIPTION
The hosts come from a CSV file with a column ComputerName (or Address) and, if you like, Port and UserName. The inventory has these columns
too, so it can be the input of the next run.
.EXAMPLE
./Export-Inventory.ps1 -Hosts hosts.csv -Inventory inventory.csv -Trouble trouble.csv
#>
param(
    [Parameter(Mandatory)] [string] $Hosts,
    [Parameter(Mandatory)] [string] $Inventory,
    [Parameter(Mandatory)] [string] $Trouble,
    [string] $KeyFilePath,
    [string] $KnownHostsFile
)

$connection = @{}
if ($KeyFilePath) { $connection.KeyFilePath = $KeyFilePath }
if ($KnownHostsFile) { $connection.KnownHostsFile = $KnownHostsFile }

$columns = 'ComputerName', 'Address', 'Port', 'UserName', 'OsFamily', 'OsVersion', 'BuildId', 'KernelRelease', 'ProcessorCount',
'MemoryTotalBytes', 'MemoryUsedBytes', 'RootSizeBytes', 'RootFreeBytes', 'LiveBoot', 'SystemState', 'FailedUnits', 'PermitRootLogin', 'BootTime'

Import-Csv -LiteralPath $Hosts |
    Get-ContainerOsInfo @connection -IncludeUnits -ErrorVariable failures -ErrorAction SilentlyContinue |
    Sort-Object ComputerName |
    Select-Object $columns |
    Export-Csv -LiteralPath $Inventory -NoTypeInformation

$failures | ForEach-Object {
    [pscustomobject]@{
        ComputerName = $_.TargetObject.ComputerName
        Error        = $_.FullyQualifiedErrorId.Split(',')[0]
        Message      = $_.ToString()
    }
} | Export-Csv -LiteralPath $Trouble -NoTypeInformation
