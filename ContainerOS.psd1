@{
    RootModule             = 'ContainerOS.dll'
    ModuleVersion          = '0.1.0'
    GUID                   = '0f5c9d2e-6a0b-4a7f-9f53-7b1f6d0a4c11'
    Author                 = 'ContainerOS contributors'
    CompanyName            = 'ContainerOS contributors'
    Copyright              = '(c) ContainerOS contributors. MIT licence.'
    Description            = 'Reads container-optimised Linux VMs (Photon OS, Container Linux, Flatcar, RancherOS, Container-Optimized OS) over SSH, many at a time, as typed objects.'
    PowerShellVersion      = '5.1'
    DotNetFrameworkVersion = '4.7.2'
    CompatiblePSEditions   = @('Desktop', 'Core')
    FormatsToProcess       = @('ContainerOS.format.ps1xml')
    TypesToProcess         = @('ContainerOS.types.ps1xml')
    FunctionsToExport      = @()
    CmdletsToExport        = @(
        'Get-ContainerOsInfo', 'Invoke-ContainerOsCommand', 'Test-ContainerOsConnection', 'Test-IpvsPrereqs', 'Install-IpvsPrereqs', 'Get-ContainerOsPackage', 'Install-ContainerOsPackage',
        'Get-ContainerOsRepository', 'Test-ContainerOsRepository', 'Set-ContainerOsRepository', 'Get-ContainerOsProxy', 'Set-ContainerOsProxy', 'Get-ContainerOsKernelModule', 'Enable-ContainerOsKernelModule', 'Disable-ContainerOsKernelModule', 'Get-ContainerOsTransport',
        'New-ContainerOsSession', 'Get-ContainerOsSession', 'Remove-ContainerOsSession', 'Set-ContainerOsPassword',
        'Register-ContainerOsLogin', 'Get-ContainerOsLogin', 'Unregister-ContainerOsLogin',
        'Set-RootSshLogin', 'Get-SshdOption', 'Get-ContainerOsTransaction', 'Complete-ContainerOsTransaction', 'Undo-ContainerOsTransaction',
        'Get-ContainerOsHostKey', 'Add-ContainerOsHostKey', 'Remove-ContainerOsHostKey', 'Get-ContainerOsRunSummary', 'Set-SshdOption',
        'Get-ContainerOsAccess', 'Get-ContainerOsAuthorizedKey', 'Add-ContainerOsAuthorizedKey', 'Remove-ContainerOsAuthorizedKey'
    )
    VariablesToExport      = @()
    AliasesToExport        = @()
    PrivateData            = @{
        PSData = @{
            Tags         = @('PhotonOS', 'Flatcar', 'CoreOS', 'RancherOS', 'COS', 'SSH', 'vSphere', 'VMware', 'Kubernetes', 'Linux', 'PSEdition_Desktop', 'PSEdition_Core')
            LicenseUri   = 'https://opensource.org/licenses/MIT'
            ReleaseNotes = 'See CHANGELOG.md beside the module.'
        }
    }
}
