# Reads a lab of dressed hosts and prints the comparison that is otherwise made by hand, host after host.
# Started by './build.sh demo'; the environment variable CONTAINEROS_LAB names the lab. Uses no cmdlets but the module's own and the
# language's, because the engine that hosts it where there is no pwsh has no others.
$ErrorActionPreference = 'Stop'
$lab = $env:CONTAINEROS_LAB
if (-not $lab) { throw "Start this with './build.sh demo': CONTAINEROS_LAB does not name a lab." }

$targets = foreach ($line in ([IO.File]::ReadAllLines("$lab/hosts.tsv"))) {
    $name, $address, $port, $kind, $user = $line.Split("`t")
    if ($kind -ne 'kind') { [pscustomobject]@{ ComputerName = $name; Address = $address; Port = $port; UserName = $user } }
}

"PS> `$targets | Get-ContainerOsInfo -KeyFilePath ... -KnownHostsFile ..."
$clock = [Diagnostics.Stopwatch]::StartNew()
$hosts = $targets | Get-ContainerOsInfo -KeyFilePath "$lab/id_ed25519" -KnownHostsFile "$lab/known_hosts"
$elapsed = $clock.Elapsed.TotalSeconds
$hosts = [Linq.Enumerable]::OrderBy([object[]]$hosts, [Func[object, string]] { $args[0].ComputerName })
$hosts

# A table of our own in plain text: Format-Table is among the cmdlets that may be missing here.
$row = '{0,-20} {1,9}  {2,-13}  {3}'
''
'The rest of the comparison: what runs, and who may log in as root'
''
$row -f 'ComputerName', 'Processes', 'InitSystem', 'PermitRootLogin'
$row -f '------------', '---------', '----------', '---------------'
foreach ($info in $hosts) {
    $login = if ($null -ne $info.PermitRootLogin) { "$($info.PermitRootLogin) (from: $($info.PermitRootLoginSource))" } else { 'unknown: only root can read it here' }
    $row -f $info.ComputerName, $info.ProcessCount, $info.InitSystem, $login
}

''
$systems = [Linq.Enumerable]::Distinct([string[]]@($hosts | ForEach-Object { $_.OsId }))
'{0} hosts of {1} operating systems, read in {2} s' -f @($hosts).Count, @($systems).Count, $elapsed.ToString('0.0', [cultureinfo]::InvariantCulture)
