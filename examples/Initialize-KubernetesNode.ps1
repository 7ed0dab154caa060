<#
.SYNOPSIS
Makes the VMs of PowerCLI ready for Kubernetes with IPVS, and restarts those that need it.
.DESCRIPTION
Reads which VMs are not ready, shows what would be done on each (-WhatIf) or does it, and restarts, one after the other, only those whose change counts after a
reboot, such as packages that Fedora CoreOS has staged. Writes one object per VM: what was done, and what is left with what a person can do.
.EXAMPLE
./Initialize-KubernetesNode.ps1 -Name 'k8s-*' -UserName core -KeyFilePath ~/.ssh/fleet -WhatIf
.EXAMPLE
./Initialize-KubernetesNode.ps1 -Name 'k8s-*' -KubernetesVersion 1.31 -AuditPath changes.jsonl -ChangeReason CHG-1234 | Where-Object { -not $_.Ready }
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [string[]] $Name = '*',
    [string] $KubernetesVersion,
    [string] $UserName,
    [string] $KeyFilePath,
    [string] $KnownHostsFile,
    [string[]] $Network,
    [string] $AuditPath,
    [string] $ChangeReason
)

$connection = @{}
foreach ($parameter in 'UserName', 'KeyFilePath', 'KnownHostsFile', 'Network') {
    if ($PSBoundParameters.ContainsKey($parameter)) { $connection[$parameter] = $PSBoundParameters[$parameter] }
}
$change = @{ Sysctl = $true; OpenFirewall = $true }
foreach ($parameter in 'KubernetesVersion', 'AuditPath', 'ChangeReason') {
    if ($PSBoundParameters.ContainsKey($parameter)) { $change[$parameter] = $PSBoundParameters[$parameter] }
}

$results = Get-VM -Name $Name |
    Get-ContainerOsInfo @connection |
    Where-Object { -not $_.Ipvs.Ready } |
    Install-IpvsPrereqs @connection @change -PassThru

# An output is its VM to PowerCLI.
$results | Where-Object RebootRequired | ForEach-Object {
    if ($PSCmdlet.ShouldProcess($_.ComputerName, 'Restart')) { $null = $_ | Restart-VMGuest -Confirm:$false }
}
$results
