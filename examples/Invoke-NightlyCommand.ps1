<#
.SYNOPSIS
Runs a command on the VMs of PowerCLI for a scheduler: never prompts, leaves a report, and ends with an exit code.
.DESCRIPTION
Exit codes: 0 the command went well on all VMs; 2 it failed on some; 3 no VM let it in, none was found, or vCenter did not answer; 1 the call makes no sense.

Nothing asks a question: host keys must be known (Add-ContainerOsHostKey) and a wrong login is an error. No parameter is mandatory, since PowerShell asks for
those that are missing. Start it with -NonInteractive all the same, and then any other module's question is an error too.
.EXAMPLE
pwsh -NoProfile -NonInteractive -File Invoke-NightlyCommand.ps1 -Server vc1 -Name 'prod-*' -Command 'docker image prune -f' -UserName core -KeyFilePath /etc/fleet/key -Report night.csv
#>
param(
    [string] $Server,
    [string[]] $Name = '*',
    [string] $Command,
    [string] $Report,
    [string] $UserName,
    [string] $KeyFilePath,
    [string] $KnownHostsFile,
    [string[]] $Network,
    [switch] $Elevate
)

$ErrorActionPreference = 'Stop' # of what is not about one host: those errors are collected below
$ConfirmPreference = 'None'
$ProgressPreference = 'SilentlyContinue'
if (-not $Command) {
    [Console]::Error.WriteLine('-Command is missing.')
    exit 1
}

$connection = @{}
foreach ($parameter in 'UserName', 'KeyFilePath', 'KnownHostsFile', 'Network') {
    if ($PSBoundParameters.ContainsKey($parameter)) { $connection[$parameter] = $PSBoundParameters[$parameter] }
}

try {
    if ($Server) { $null = Connect-VIServer -Server $Server }
    $vms = @(Get-VM -Name $Name | Where-Object PowerState -EQ PoweredOn)
}
catch {
    [Console]::Error.WriteLine("The VMs cannot be had: $_")
    exit 3
}
if (-not $vms) {
    [Console]::Error.WriteLine("No VM that runs is called $Name.")
    exit 3
}

try {
    $results = $vms | Invoke-ContainerOsCommand $Command @connection -Elevate:$Elevate -ErrorVariable trouble -ErrorAction SilentlyContinue
}
catch {
    [Console]::Error.WriteLine("$_") # a key file that is not there, for example: no host was contacted
    exit 1
}

if ($Report) {
    $rows = @(
        foreach ($result in $results) {
            [pscustomobject]@{ ComputerName = $result.ComputerName; VmId = $result.VmId; ExitCode = $result.ExitCode; Error = ''; Message = $result.StdErr }
        }
        foreach ($failure in $trouble) {
            $vm = $failure.TargetObject # the host, or the VM itself where there is no address of it
            $label, $id = if ($vm.ComputerName) { $vm.ComputerName, $vm.VmId } else { $vm.Name, $vm.Id }
            [pscustomobject]@{ ComputerName = $label; VmId = $id; ExitCode = ''; Error = $failure.FullyQualifiedErrorId.Split(',')[0]; Message = "$failure" }
        }
    )
    $rows | Sort-Object ComputerName | Export-Csv -LiteralPath $Report -NoTypeInformation
}

$summary = Get-ContainerOsRunSummary $results -ErrorRecord $trouble -ComputerName $vms
"$summary"
exit $summary.ExitCode
