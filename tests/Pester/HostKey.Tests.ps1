# Host keys in a whole PowerShell: CSV files, parallel loops.
BeforeDiscovery {
    $noLab = -not $env:CONTAINEROS_LAB
}

Describe 'Host keys in a whole PowerShell' -Skip:$noLab {
    BeforeAll {
        $addresses = Import-Csv -LiteralPath "$env:CONTAINEROS_LAB/hosts.tsv" -Delimiter "`t" | ForEach-Object address
        $fingerprints = Join-Path $TestDrive 'fingerprints.csv'
        Get-ContainerOsHostKey $addresses -Offered -KnownHostsFile (Join-Path $TestDrive 'none') | Export-Csv -LiteralPath $fingerprints
    }

    It 'trusts many hosts by a CSV file of fingerprints' {
        $file = Join-Path $TestDrive 'known_hosts'
        $added = Import-Csv -LiteralPath $fingerprints | Add-ContainerOsHostKey -KnownHostsFile $file -PassThru
        $added.State | Select-Object -Unique | Should -Be 'Known'
        Compare-Object (Get-Content $file) (Get-Content "$env:CONTAINEROS_LAB/known_hosts") | Should -BeNullOrEmpty
    }

    It 'loses nothing in a parallel loop' {
        $file = Join-Path $TestDrive 'parallel'
        $manifest = (Get-Module ContainerOS).Path -replace '\.dll$', '.psd1'
        $addresses | ForEach-Object -Parallel {
            Import-Module $using:manifest
            Add-ContainerOsHostKey $_ -KnownHostsFile $using:file -Confirm:$false
        }
        (Get-Content $file).Count | Should -Be $addresses.Count
    }

    It 'keeps all properties in CLIXML' {
        $copy = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize((Get-ContainerOsHostKey $addresses[0] -KnownHostsFile "$env:CONTAINEROS_LAB/known_hosts")))
        $copy.State.ToString() | Should -Be 'Known'
        ($copy | Get-ContainerOsHostKey -KnownHostsFile "$env:CONTAINEROS_LAB/known_hosts").Fingerprint | Should -Be $copy.Fingerprint
    }
}
