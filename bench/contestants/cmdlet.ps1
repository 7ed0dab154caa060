# The module, as a user has it. See README.md for what every contestant is told and answers.
[Console]::Out.WriteLine('bare')
$settings = $null
while ($null -ne [Console]::In.ReadLine()) {
    if (-not $settings) {
        Import-Module $env:BENCH_MODULE
        $hosts = [System.IO.File]::ReadAllLines($env:BENCH_HOSTS)
        $settings = @{
            Transport      = $env:BENCH_TRANSPORT
            Port           = $env:BENCH_PORT
            KeyFilePath    = $env:BENCH_KEY
            KnownHostsFile = $env:BENCH_KNOWN_HOSTS
            ThrottleLimit  = $env:BENCH_LIMIT
        }
        if ($env:BENCH_KEX) { $settings.KeyExchange = $env:BENCH_KEX }
        $asked = @{ ComputerName = $hosts } + $settings
        if ($env:BENCH_KEPT) { $asked = @{ ComputerName = New-ContainerOsSession @asked; ThrottleLimit = $env:BENCH_LIMIT } }
    }
    [Console]::Out.WriteLine(@(Get-ContainerOsInfo @asked).Count)
}
