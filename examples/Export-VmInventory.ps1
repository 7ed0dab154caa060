<#
.SYNOPSIS
Writes an inventory of the VMs of PowerCLI that run container hosts to a CSV file, and what went wrong to a second one.
.DESCRIPTION
Connect to vCenter first, and say who logs in where with Register-ContainerOsLogin. VmId and VmUid are in the inventory: Get-VM -Id finds the VM of a
row again, and the rows can be piped into every cmdlet of ContainerOS that takes hosts (a row is no VM: rules that look at Guest do not match it).
.EXAMPLE
Register-ContainerOsLogin { $_.Guest.OSFullName -match 'Photon' } root -KeyFilePath ~/.ssh/photon
Register-ContainerOsLogin { $_.Guest.OSFullName -match 'Flatcar|CoreOS' } core -KeyFilePath ~/.ssh/fleet
./Export-VmInventory.ps1 -Name 'prod-*' -Inventory inventory.csv -Trouble trouble.csv -Network 10.1.0.0/16
#>
param(
    [string[]] $Name = '*',
    [Parameter(Mandatory)] [string] $Inventory,
    [Parameter(Mandatory)] [string] $Trouble,
    [string[]] $Network,
    [string] $KnownHostsFile
)

$connection = @{}
if ($Network) { $connection.Network = $Network }
if ($KnownHostsFile) { $connection.KnownHostsFile = $KnownHostsFile }

$columns = 'ComputerName', 'Address', 'Port', 'UserName', 'VmId', 'VmUid', 'OsFamily', 'OsVersion', 'KernelRelease', 'ProcessorCount',
'MemoryTotalBytes', 'RootSizeBytes', 'RootFreeBytes', 'LiveBoot', 'SystemState', 'FailedUnits', 'BootTime'

Get-VM -Name $Name |
    Get-ContainerOsInfo @connection -IncludeUnits -ErrorVariable failures -ErrorAction SilentlyContinue |
    Sort-Object ComputerName |
    Select-Object $columns |
    Export-Csv -LiteralPath $Inventory -NoTypeInformation

$failures | ForEach-Object {
    # The target is the host, or the VM where it has no address.
    $target = $_.TargetObject
    [pscustomobject]@{
        ComputerName = if ($target.ComputerName) { $target.ComputerName } else { $target.Name }
        Error        = $_.FullyQualifiedErrorId.Split(',')[0]
        Message      = $_.ToString()
    }
} | Export-Csv -LiteralPath $Trouble -NoTypeInformation
