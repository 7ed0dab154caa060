# The password of -Credential in a whole PowerShell: transcripts, $Error, streams.
BeforeDiscovery {
    $noLab = -not $env:CONTAINEROS_LAB
}

Describe 'A password over <_>' -Skip:$noLab -ForEach 'SshNet', 'OpenSsh' {
    BeforeAll {
        $transport = $_
        $debian = Import-Csv -LiteralPath "$env:CONTAINEROS_LAB/hosts.tsv" -Delimiter "`t" | Where-Object kind -EQ 'debian' | Select-Object -First 1
        # A process of its own, since a transcript takes in what the whole process shows.
        $script = {
            param($Module, $Lab, $Address, $Transport, $Transcript)
            Import-Module $Module
            $secret = [securestring]::new()
            [Console]::In.ReadLine().ToCharArray() | ForEach-Object { $secret.AppendChar($_) }
            $null = Start-Transcript -LiteralPath $Transcript -IncludeInvocationHeader
            $DebugPreference = 'Continue'
            $credential = [pscredential]::new('pwonly', $secret)
            Get-ContainerOsInfo $Address -Credential $credential -KnownHostsFile "$Lab/known_hosts" -Transport $Transport -Verbose *>&1 | Out-String
            $Error | Format-List * -Force | Out-String
            $Error | ForEach-Object { $_.Exception.ToString(); $_.Exception.InnerException; $_.InvocationInfo | Out-String; $_.TargetObject | Format-List * | Out-String }
            $null = Stop-Transcript
        }

        function Invoke-Login ($Line) {
            $file = Join-Path $TestDrive "transcript-$([guid]::NewGuid().ToString('N')).txt"
            $arguments = $env:CONTAINEROS_MODULE, $env:CONTAINEROS_LAB, $debian.address, $transport, $file | ForEach-Object { "'$_'" }
            $all = $Line | & (Get-Process -Id $PID).Path -NoProfile -Command "& { $script } $arguments" 2>&1 | Out-String
            $all
            Get-Content -LiteralPath $file -Raw
        }
    }

    It 'lets in and is shown nowhere' {
        $all = Invoke-Login -Line 'userpw'
        $all -join "`n" | Should -Match 'Debian'
        $all -join "`n" | Should -Not -Match 'userpw'
    }

    It 'is shown nowhere when it is wrong' {
        $all = Invoke-Login -Line 'S3cret "to" $be kept'
        $all -join "`n" | Should -Match 'let nobody in'
        $all -join "`n" | Should -Not -Match 'S3cret'
    }
}
