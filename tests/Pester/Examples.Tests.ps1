# examples/ that end with exit codes, each in a PowerShell of its own, as a scheduler starts them: nothing to type on, no profile.
BeforeDiscovery {
    $noLab = -not $env:CONTAINEROS_LAB
}

Describe 'Invoke-NightlyCommand.ps1' -Skip:$noLab {
    BeforeAll {
        $script = "$(Split-Path (Split-Path $PSScriptRoot))/examples/Invoke-NightlyCommand.ps1"
        $login = "-UserName root -KeyFilePath '$env:CONTAINEROS_LAB/id_ed25519' -KnownHostsFile '$env:CONTAINEROS_LAB/known_hosts' -Network 127.0.0.0/8"
        $photons = @(Import-Csv -LiteralPath "$env:CONTAINEROS_LAB/hosts.tsv" -Delimiter "`t" | Where-Object kind -Like photon*).Count
        function Invoke-Example([string] $Parameters) {
            $command = "Import-Module '$env:CONTAINEROS_MODULE', '$env:CONTAINEROS_POWERCLI'; & '$script' $Parameters; exit `$LASTEXITCODE"
            # Standard input stays open: a question would wait, not fail.
            $start = [Diagnostics.ProcessStartInfo]::new([Environment]::ProcessPath)
            foreach ($argument in '-NoProfile', '-Command', $command) { $start.ArgumentList.Add($argument) }
            $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
            $process = [Diagnostics.Process]::Start($start)
            $output, $problem = $process.StandardOutput.ReadToEndAsync(), $process.StandardError.ReadToEndAsync()
            if (-not $process.WaitForExit(60000)) {
                $process.Kill($true)
                throw 'it waits for an answer'
            }
            [pscustomobject]@{ ExitCode = $process.ExitCode; Output = $output.Result.Trim(); Problem = $problem.Result.Trim() }
        }
    }

    It 'ends with 0 when the command went well everywhere' {
        $run = Invoke-Example "-Name photon* -Command true $login"
        $run.Problem | Should -BeNullOrEmpty
        $run.Output | Should -Be "$photons hosts: $photons ok, 0 changed, 0 failed, 0 unknown, 0 skipped"
        $run.ExitCode | Should -Be 0
    }

    It 'ends with 2 when it failed on some, and reports each' {
        $report = Join-Path $TestDrive 'report.csv'
        $run = Invoke-Example "-Name photon*, odd-linklocal, odd-off -Command 'echo no >&2; exit 4' -Report '$report' $login"
        $run.Output | Should -Be "$($photons + 1) hosts: 0 ok, 0 changed, $($photons + 1) failed, 0 unknown, 0 skipped"
        $run.ExitCode | Should -Be 2
        $rows = Import-Csv -LiteralPath $report
        $rows | Should -HaveCount ($photons + 1)
        ($rows | Where-Object ComputerName -EQ 'odd-linklocal').Error | Should -Be 'VmAddressUnknown'
        $failed = $rows | Where-Object ComputerName -Like photon*
        $failed | ForEach-Object { $_.ExitCode | Should -Be 4; $_.Message | Should -Match 'no'; $_.VmId | Should -Match 'vm-' }
    }

    It 'ends with 3 when <why>' -ForEach @(
        @{ why = 'no VM can be reached'; parameters = '-Name odd-linklocal, odd-notools -Command true' }
        @{ why = 'the host key is unknown'; parameters = '-Name photon* -Command true -Network 127.0.0.0/8 -KnownHostsFile /dev/null' }
        @{ why = 'there is no such VM'; parameters = '-Name nosuch -Command true' }
        @{ why = 'vCenter does not answer'; parameters = '-Server nosuch.invalid -Command true' } # the stand-in has no Connect-VIServer
    ) {
        $run = Invoke-Example $parameters
        $run.ExitCode | Should -Be 3 -Because $run.Problem
    }

    It 'ends with 1 and asks nothing when <parameters>' -ForEach @(
        @{ parameters = '-Name photon*' }
        @{ parameters = '-Name photon* -Command true -KeyFilePath /no/such/key' }
    ) {
        $run = Invoke-Example $parameters
        $run.ExitCode | Should -Be 1
        $run.Problem | Should -Match 'missing|/no/such/key'
    }
}

Describe 'Get-ContainerOsRunSummary in a whole PowerShell' -Skip:$noLab {
    It 'counts results of CSV and CLIXML files and errors of jobs as what they were' {
        $login = @{ KeyFilePath = "$env:CONTAINEROS_LAB/id_ed25519"; KnownHostsFile = "$env:CONTAINEROS_LAB/known_hosts" }
        $photon = Import-Csv -LiteralPath "$env:CONTAINEROS_LAB/hosts.tsv" -Delimiter "`t" | Where-Object kind -EQ photon5 | Select-Object -First 1
        $results = "root@$($photon.address)" | Invoke-ContainerOsCommand 'exit 3' @login
        $results | Export-Csv -LiteralPath (Join-Path $TestDrive 'results.csv')
        $results | Export-Clixml -LiteralPath (Join-Path $TestDrive 'results.xml')
        $manifest = $env:CONTAINEROS_MODULE
        $job = Start-Job { Import-Module $using:manifest; '127.0.0.1:1', 'nosuch.invalid' | Get-ContainerOsInfo }
        $null = Wait-Job $job
        $null = Receive-Job $job -ErrorVariable trouble -ErrorAction SilentlyContinue
        Remove-Job $job
        foreach ($copy in (Import-Csv -LiteralPath (Join-Path $TestDrive 'results.csv')), (Import-Clixml -LiteralPath (Join-Path $TestDrive 'results.xml'))) {
            $summary = Get-ContainerOsRunSummary $copy -ErrorRecord $trouble
            "$summary" | Should -Be '3 hosts: 0 ok, 0 changed, 3 failed, 0 unknown, 0 skipped'
            $summary.Reached | Should -Be 1
            $summary.ExitCode | Should -Be 2
        }
        (Get-ContainerOsRunSummary -ErrorRecord $trouble).ExitCode | Should -Be 3
    }
}
