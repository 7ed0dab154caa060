# What needs a whole PowerShell: CSV, JSON, CLIXML, jobs, parallel loops, formatting, examples. Cmdlet behaviour itself is tested with xunit.
BeforeDiscovery {
    $noLab = -not $env:CONTAINEROS_LAB
}

BeforeAll {
    $lab = $env:CONTAINEROS_LAB
    if ($lab) {
        $login = @{ KeyFilePath = "$lab/id_ed25519"; KnownHostsFile = "$lab/known_hosts" }
        $rows = Import-Csv -LiteralPath "$lab/hosts.tsv" -Delimiter "`t" | ForEach-Object {
            [pscustomobject]@{ ComputerName = $_.name; Address = $_.address; Port = $_.port; UserName = $_.user }
        }
        $rows | Should -Not -BeNullOrEmpty
    }
    $root = Split-Path (Split-Path $PSScriptRoot)
}

Describe 'Get-ContainerOsInfo in a whole PowerShell' -Skip:$noLab {
    BeforeAll {
        $hosts = $rows | Get-ContainerOsInfo @login
    }

    It 'reads the rows of Import-Csv, keeping the label' {
        $hosts.ComputerName | Sort-Object | Should -Be ($rows.ComputerName | Sort-Object)
    }

    It 'goes through Export-Csv and Import-Csv and back in' {
        $file = Join-Path $TestDrive 'hosts.csv'
        $hosts | Export-Csv -LiteralPath $file
        $again = Import-Csv -LiteralPath $file | Get-ContainerOsInfo @login
        ($again | Sort-Object ComputerName).MachineId | Should -Be ($hosts | Sort-Object ComputerName).MachineId
    }

    It 'goes through Export-Clixml and back in with all properties' {
        $file = Join-Path $TestDrive 'hosts.xml'
        $hosts | Export-Clixml -LiteralPath $file
        $copy = Import-Clixml -LiteralPath $file
        $copy[0].PSTypeNames[0] | Should -Be 'Deserialized.ContainerOS.HostInfo'
        ($copy[0] | Get-Member -MemberType Properties).Name | Should -Be ($hosts[0] | Get-Member -MemberType Properties).Name
        $copy[0].FileSystems[0].SizeBytes | Should -BeOfType [long]
        ($copy | Get-ContainerOsInfo @login).Count | Should -Be $hosts.Count
    }

    It 'goes through JSON' {
        $copy = $hosts[0] | ConvertTo-Json -Depth 4 -WarningVariable cut | ConvertFrom-Json
        $cut | Should -BeNullOrEmpty
        $copy.MemoryTotalBytes | Should -Be $hosts[0].MemoryTotalBytes
        $copy.FileSystems.MountPoint | Should -Contain '/'
    }

    It 'has raw values to sort, compare and add up' {
        ($hosts | Measure-Object MemoryTotalBytes -Sum).Sum | Should -BeGreaterThan 1GB
        $hosts | Where-Object { $_.KernelVersion -ge [version]'3.10' } | Should -HaveCount $hosts.Count
        $hosts | Where-Object { $_.Uptime.TotalDays -gt 3650 } | Should -BeNullOrEmpty
    }

    It 'works in ForEach-Object -Parallel' {
        $module = $env:CONTAINEROS_MODULE
        $found = $rows | ForEach-Object -Parallel {
            Import-Module $using:module
            $connection = $using:login
            $_ | Get-ContainerOsInfo @connection
        }
        $found | Should -HaveCount $rows.Count
    }

    It 'works in Start-ThreadJob' -Skip:(-not (Get-Command Start-ThreadJob -ErrorAction Ignore)) {
        $module = $env:CONTAINEROS_MODULE
        $job = Start-ThreadJob {
            Import-Module $using:module
            $connection = $using:login
            $using:rows | Get-ContainerOsInfo @connection
        }
        $job | Receive-Job -Wait -AutoRemoveJob | Should -HaveCount $rows.Count
    }

    It 'works in Start-Job, and what comes back goes in again' {
        $module = $env:CONTAINEROS_MODULE
        $job = Start-Job {
            Import-Module $using:module
            $connection = $using:login
            $using:rows | Select-Object -First 2 | Get-ContainerOsInfo @connection
        }
        $found = $job | Receive-Job -Wait -AutoRemoveJob
        $found | Should -HaveCount 2
        $found | Get-ContainerOsInfo @login | Should -HaveCount 2
    }

    It 'ends when Select-Object -First has enough' {
        $rows | Get-ContainerOsInfo @login | Select-Object -First 1 | Should -HaveCount 1
        Get-Process -Name ssh -ErrorAction Ignore | Where-Object { $_.Parent.Id -eq $PID } | Should -BeNullOrEmpty
    }

    It 'takes defaults from $PSDefaultParameterValues' {
        $PSDefaultParameterValues['*-ContainerOs*:KeyFilePath'] = $login.KeyFilePath
        $PSDefaultParameterValues['*-ContainerOs*:KnownHostsFile'] = $login.KnownHostsFile
        $rows | Select-Object -First 1 | Get-ContainerOsInfo | Should -HaveCount 1
    }

    It 'shows <view> without terminal escapes when redirected' -ForEach @(
        @{ view = 'a table'; command = { $hosts | Out-String -Width 140 } }
        @{ view = 'a list'; command = { $hosts | Format-List | Out-String -Width 140 } }
        @{ view = 'file systems'; command = { $hosts[0].FileSystems | Out-String -Width 140 } }
    ) {
        $text = & $command
        $text | Should -Match '\d+(\.\d)? ?[KMGT]'
        $text | Should -Not -Match '\x1b\]'
        $text | Should -Not -Match '#ERR'
    }

    It 'writes an inventory and the trouble beside it (examples/Export-Inventory.ps1)' {
        $hostsFile, $inventory, $trouble = 'in', 'out', 'trouble' | ForEach-Object { Join-Path $TestDrive "$_.csv" }
        @($rows) + [pscustomobject]@{ ComputerName = 'dead'; Address = '127.0.0.1'; Port = 1; UserName = 'root' } | Export-Csv -LiteralPath $hostsFile
        & "$root/examples/Export-Inventory.ps1" -Hosts $hostsFile -Inventory $inventory -Trouble $trouble @login
        (Import-Csv -LiteralPath $inventory).ComputerName | Should -Be ($rows.ComputerName | Sort-Object)
        $failed = Import-Csv -LiteralPath $trouble
        $failed.ComputerName | Should -Be 'dead'
        $failed.Error | Should -Be 'ConnectionRefused'
    }

    It 'finds hosts in trouble (examples/Find-HostInTrouble.ps1)' {
        $found = @($rows) + '127.0.0.1:1' | & "$root/examples/Find-HostInTrouble.ps1" -RootFreeBytes 1PB @login
        $found | Where-Object Reason -Match 'root nearly full' | Should -HaveCount $rows.Count
        $found | Where-Object ComputerName -EQ '127.0.0.1' | Select-Object -ExpandProperty Reason | Should -Be 'ConnectionRefused'
    }
}

Describe 'The module in a whole PowerShell' {
    It 'passes Test-ModuleManifest' {
        Test-ModuleManifest -Path $env:CONTAINEROS_MODULE | Should -Not -BeNullOrEmpty
    }

    It 'shows help: synopsis, every parameter, examples' {
        $help = Get-Help Get-ContainerOsInfo -Full | Out-String
        $help | Should -Match 'Reads what Linux VMs tell'
        $help | Should -Match '-HostKeyPolicy'
        (Get-Help Get-ContainerOsInfo).examples.example.Count | Should -BeGreaterThan 3
    }

    It 'imports again with -Force in a session of its own' {
        $import = "Import-Module '$env:CONTAINEROS_MODULE' -Force"
        $count = & (Get-Process -Id $PID).Path -NoProfile -Command "$import; $import; @(Get-Command -Module ContainerOS).Count"
        $count | Should -BeGreaterThan 0
    }
}
