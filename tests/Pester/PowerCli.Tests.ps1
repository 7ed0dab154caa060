# VMs of (a stand-in for) PowerCLI in a whole PowerShell: what copies keep and what they lose.
BeforeDiscovery {
    $noLab = -not $env:CONTAINEROS_LAB
}

Describe 'VMs in, VMs out' -Skip:$noLab {
    BeforeAll {
        Import-Module $env:CONTAINEROS_POWERCLI
        $reach = @{ KeyFilePath = "$env:CONTAINEROS_LAB/id_ed25519"; KnownHostsFile = "$env:CONTAINEROS_LAB/known_hosts"; Network = '127.0.0.0/8'; UserName = 'root' }
        $again = @{ KeyFilePath = $reach.KeyFilePath; KnownHostsFile = $reach.KnownHostsFile }
        $vms = Get-VM photon*
        $hosts = $vms | Get-ContainerOsInfo @reach
        $hosts | Should -HaveCount $vms.Count
    }

    It 'goes from Get-VM through Where-Object to Stop-VMGuest' {
        $stopped = Get-VM photon*, odd* | Get-ContainerOsInfo @reach -ErrorAction SilentlyContinue -ErrorVariable trouble | Where-Object RootFreeBytes -LT 1PB | Stop-VMGuest
        $stopped.Name | Sort-Object | Should -Be ($vms.Name | Sort-Object)
        $trouble.Count + $stopped.Count | Should -Be (Get-VM photon*, odd*).Count
    }

    It 'keeps the VM through <_>' -ForEach 'Sort-Object', 'Group-Object', 'Tee-Object', 'Select-Object -First', 'variables' {
        $kept = switch ($_) {
            'Sort-Object' { $hosts | Sort-Object RootFreeBytes -Descending }
            'Group-Object' { ($hosts | Group-Object OsFamily).Group }
            'Tee-Object' { $hosts | Tee-Object -Variable copy }
            'Select-Object -First' { $hosts | Select-Object -First 100 }
            'variables' { $list = [Collections.Generic.List[object]]::new(); $list.AddRange($hosts); $list }
        }
        ($kept | Restart-VMGuest).Count | Should -Be $hosts.Count
    }

    It 'goes through Export-Csv and back in with names, addresses and ids, and then is no VM any more' {
        $file = Join-Path $TestDrive 'hosts.csv'
        $hosts | Export-Csv -LiteralPath $file
        $back = Import-Csv -LiteralPath $file | Get-ContainerOsInfo @again
        foreach ($property in 'ComputerName', 'Address', 'UserName', 'VmUid', 'VmId', 'MachineId') {
            $back | ForEach-Object $property | Sort-Object | Should -Be ($hosts | ForEach-Object $property | Sort-Object)
        }
        { $back | Stop-VMGuest -ErrorAction Stop } | Should -Throw -ErrorId 'InputObjectNotBound,*'
        { Stop-VMGuest -VM $back -ErrorAction Stop } | Should -Throw -ErrorId 'CannotConvertArgumentNoMessage,*'
    }

    It 'shows the VM neither in <_> nor anywhere by default' -ForEach 'JSON', 'CSV', 'CLIXML', 'Select-Object *', 'the table', 'the list' {
        $text = switch ($_) {
            'JSON' { $hosts[0] | ConvertTo-Json }
            'CSV' { $hosts[0] | ConvertTo-Csv | Out-String }
            'CLIXML' { [Management.Automation.PSSerializer]::Serialize($hosts[0]) }
            'Select-Object *' { $hosts[0] | Select-Object * | Format-List | Out-String }
            'the table' { $hosts | Format-Table | Out-String }
            'the list' { $hosts | Format-List | Out-String }
        }
        $text | Should -Not -Match 'PowerState|NumCpu|"VM"|^VM\b'
        $hosts[0].VM.Name | Should -Be $hosts[0].ComputerName
    }

    It 'loses the VM in <_>, which PowerCLI says' -ForEach 'Select-Object', 'Export-Clixml' {
        $copy = if ($_ -eq 'Select-Object') {
            $hosts | Select-Object ComputerName, Address, UserName, VmId
        }
        else {
            $hosts | Export-Clixml -LiteralPath (Join-Path $TestDrive 'hosts.xml')
            Import-Clixml -LiteralPath (Join-Path $TestDrive 'hosts.xml')
        }
        $copy.VmId | Should -Be $hosts.VmId
        { $copy | Stop-VMGuest -ErrorAction Stop } | Should -Throw -ErrorId 'InputObjectNotBound,*'
        $copy | Get-ContainerOsInfo @again | Should -HaveCount $hosts.Count
    }

    It 'loses nothing in ForEach-Object -Parallel' {
        $manifest = $env:CONTAINEROS_MODULE
        $read = $vms | ForEach-Object -Parallel {
            Import-Module $using:manifest
            $login = $using:reach
            $_ | Get-ContainerOsInfo @login
        }
        ($read | Stop-VMGuest).Name | Sort-Object | Should -Be ($vms.Name | Sort-Object)
    }

    It 'says what VMs lose on their way into Start-Job' {
        $manifest = $env:CONTAINEROS_MODULE
        $job = Start-Job { Import-Module $using:manifest; $login = $using:reach; $using:vms | Get-ContainerOsInfo @login }
        $null = Wait-Job $job
        $read = Receive-Job $job -ErrorVariable trouble -ErrorAction SilentlyContinue
        Remove-Job $job
        $read | Should -BeNullOrEmpty
        $trouble | Should -HaveCount $vms.Count
        $trouble | ForEach-Object { "$_" | Should -Match 'copy of a VM' }
        $trouble[0].FullyQualifiedErrorId | Should -BeLike 'VmAddressUnknown,*'
    }

    It 'reads VMs from Export-Clixml where they kept their addresses, or says that they did not' {
        $file = Join-Path $TestDrive 'vms.xml'
        foreach ($depth in 1, 3) {
            $vms | Export-Clixml -LiteralPath $file -Depth $depth
            $read = Import-Clixml -LiteralPath $file | Get-ContainerOsInfo @reach -ErrorVariable trouble -ErrorAction SilentlyContinue
            @($read).Count + @($trouble).Count | Should -Be $vms.Count
            @($read).Count | Should -Be $(if ($depth -eq 3) { $vms.Count } else { 0 })
        }
        $read.VmUid | Sort-Object | Should -Be ($hosts.VmUid | Sort-Object)
        { $read | Stop-VMGuest -ErrorAction Stop } | Should -Throw -ErrorId 'InputObjectNotBound,*'
    }

    It 'takes what Select-Object left of VMs' {
        ($vms | Select-Object Name, PowerState, Guest | Get-ContainerOsInfo @reach | Stop-VMGuest).Name | Should -HaveCount $vms.Count
        { $vms | Select-Object Name, PowerState | Get-ContainerOsInfo @reach -ErrorAction Stop } | Should -Throw '*names no host*'
    }

    It 'takes guests and gives their VMs' {
        ($vms | Get-VMGuest | Get-ContainerOsInfo @reach | Stop-VMGuest).Name | Sort-Object | Should -Be ($vms.Name | Sort-Object)
    }

    It 'writes an inventory of VMs by login rules (examples/Export-VmInventory.ps1)' {
        $inventory, $trouble = 'inventory', 'trouble' | ForEach-Object { Join-Path $TestDrive "vm-$_.csv" }
        Register-ContainerOsLogin { $_.Guest.OSFullName -match 'photon' } root -KeyFilePath $reach.KeyFilePath
        Register-ContainerOsLogin { $_.Guest.OSFullName -match 'flatcar' } core -KeyFilePath $reach.KeyFilePath
        try {
            & "$(Split-Path (Split-Path $PSScriptRoot))/examples/Export-VmInventory.ps1" -Name photon*, flatcar*, odd-off -Inventory $inventory -Trouble $trouble -Network 127.0.0.0/8 -KnownHostsFile $reach.KnownHostsFile
            $rows = Import-Csv -LiteralPath $inventory
            $rows.ComputerName | Should -Be ((Get-VM photon*, flatcar*).Name | Sort-Object)
            $rows | ForEach-Object { $_.UserName | Should -Be $(if ($_.ComputerName -like 'photon*') { 'root' } else { 'core' }) }
            $failed = Import-Csv -LiteralPath $trouble
            $failed.ComputerName | Should -Be 'odd-off'
            $failed.Error | Should -Be 'VmPoweredOff'
            ($rows | Get-ContainerOsInfo @again).Count | Should -Be $rows.Count
        }
        finally {
            Get-ContainerOsLogin | Unregister-ContainerOsLogin
        }
    }

    It 'plans what makes VMs ready, and restarts none under -WhatIf (examples/Initialize-KubernetesNode.ps1)' {
        $connection = @{ UserName = 'root'; KeyFilePath = $reach.KeyFilePath; KnownHostsFile = $reach.KnownHostsFile; Network = '127.0.0.0/8' }
        $planned = & "$(Split-Path (Split-Path $PSScriptRoot))/examples/Initialize-KubernetesNode.ps1" -Name photon* @connection -WhatIf 6>$null
        $planned.ComputerName | Sort-Object | Should -Be ((Get-VM photon*).Name | Sort-Object)
        $planned | ForEach-Object {
            $_.Changed | Should -BeFalse
            ($_.Items | Where-Object Name -EQ 'ip_vs').Outcome | Should -Be 'Planned'
            ($_.Items | Where-Object Name -EQ 'ipset').Detail | Should -Match '^[0-9.]+-'
        }
        ($planned | Get-ContainerOsTransaction @connection -All) | Should -BeNullOrEmpty
    }
}
