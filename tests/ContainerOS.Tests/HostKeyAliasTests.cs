using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using ContainerOS.EngineHosting.Session;
using Xunit;

namespace ContainerOS.Tests;

/// <summary>-HostKeyAlias VmUid in all cmdlets: the keys of VMs under names of their own.</summary>
public sealed class HostKeyAliasTests(VmSession module) : IClassFixture<VmSession>, IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("containeros-tests-");

    private static LabHost Photon => Lab.Host("photon5");

    private static LabHost Debian => Lab.Host("debian");

    private string File => Path.Combine(folder.FullName, "it's known_hosts");

    private string ByUid => $"-HostKeyAlias VmUid -Network 127.0.0.0/8 -KnownHostsFile '{File.Replace("'", "''")}'";

    private string Login => $"-UserName root -KeyFilePath '{Lab.KeyFile}' {ByUid}";

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("OpenSsh")]
    [InlineData("SshNet")]
    public void The_keys_of_VMs_follow_them_to_other_addresses(string transport)
    {
        Run($"Get-VM {Photon.Name}, {Debian.Name} | Add-ContainerOsHostKey {ByUid} -Confirm:$false");
        Assert.All(System.IO.File.ReadLines(File), line => Assert.Matches("^vmuid_virtualmachine-vm-[0-9]+_vc1.example ssh-ed25519 ", line));
        Assert.Equal(2, Run($"Get-VM {Photon.Name}, {Debian.Name} | Get-ContainerOsInfo {Login} -Transport {transport}").Output.Count);

        // Each has the address of the other now. The stand-in's VMs are all tests' own, so these are others of the same Uid.
        var swapped = module.Engine.Run($$"""
            function At($vm, $address) { [pscustomobject]@{ Name = $vm.Name; PowerState = 'PoweredOn'; Uid = $vm.Uid; Guest = [pscustomobject]@{ IPAddress = @($address); State = 'Running' } } }
            (At (Get-VM {{Photon.Name}}) {{Debian.Address}}), (At (Get-VM {{Debian.Name}}) {{Photon.Address}}) | Get-ContainerOsInfo {{Login}} -Transport {{transport}}
            """);
        Assert.Equal(["HostKeyMismatch", "HostKeyMismatch"], swapped.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
        Assert.Empty(swapped.Output);
    }

    [Fact]
    public void The_command_that_an_error_names_mends_it()
    {
        foreach (var transport in new[] { "OpenSsh", "SshNet" })
        {
            var read = $"Get-VM {Photon.Name} | Get-ContainerOsInfo {Login} -Transport {transport}";
            System.IO.File.Delete(File);
            Run(Remedy(module.Engine.Run(read), "HostKeyUnknown") + " -Confirm:$false");
            Run(read);
            System.IO.File.WriteAllText(File, System.IO.File.ReadAllText(File).Split(' ')[0] + " " + KeyOf(Debian) + "\n");
            Run(Remedy(module.Engine.Run(read), "HostKeyMismatch"));
            Assert.Empty(System.IO.File.ReadAllText(File));
        }

        Run(Remedy(module.Engine.Run($"Get-VM {Photon.Name} | Get-ContainerOsHostKey {ByUid}"), "HostKeyUnknown") + " -Confirm:$false");
        System.IO.File.WriteAllText(File, System.IO.File.ReadAllText(File).Split(' ')[0] + " " + KeyOf(Debian) + "\n");
        Run(Remedy(module.Engine.Run($"Get-VM {Photon.Name} | Add-ContainerOsHostKey {ByUid}"), "HostKeyMismatch"));
        Assert.Empty(System.IO.File.ReadAllText(File));
    }

    [Fact]
    public void Rows_with_a_VmUid_and_sessions_go_by_it_and_hosts_without_one_by_their_address()
    {
        Run($"Get-VM {Photon.Name} | Add-ContainerOsHostKey {ByUid} -Confirm:$false");
        Assert.Single(Run($"Get-VM {Photon.Name} | Get-ContainerOsInfo {Login} | ForEach-Object {{ [pscustomobject]@{{ ComputerName = $_.ComputerName; Address = $_.Address; VmUid = $_.VmUid }} }} | Test-ContainerOsConnection {Login} | Where-Object Ok").Output);
        Assert.Single(Run($"$s = Get-VM {Photon.Name} | New-ContainerOsSession {Login}; $s | Get-ContainerOsInfo; $s | Remove-ContainerOsSession").Output);

        System.IO.File.AppendAllText(File, $"{Debian.Address} {KeyOf(Debian)}\n");
        var plain = Run($"Get-ContainerOsInfo {Debian.Address} {Login} -Verbose");
        Assert.Single(plain.Output);
        Assert.Contains(plain.Verbose, line => line.Contains(Debian.Address) && line.Contains("by its address"));
    }

    [Fact]
    public void Fingerprints_of_VMs_come_from_the_pipeline_for_each_of_them()
    {
        var rows = $"Get-VM {Photon.Name}, {Debian.Name} | Get-ContainerOsHostKey -Offered {ByUid}";
        Assert.Equal(2, Run($"{rows} | ForEach-Object {{ [pscustomobject]@{{ ComputerName = $_.ComputerName; Address = $_.Address; VmUid = $_.VmUid; Fingerprint = $_.Fingerprint }} }} | Add-ContainerOsHostKey {ByUid} -PassThru").Output.Count);
        Assert.All(Run($"Get-VM {Photon.Name}, {Debian.Name} | Get-ContainerOsHostKey {ByUid}").Output, key => Assert.StartsWith("vmuid_", ((HostKey)key.BaseObject).Names));
    }

    private static string KeyOf(LabHost host) => System.IO.File.ReadLines(Lab.KnownHosts).Select(line => line.Split(' ', 2)).First(words => words[0] == host.Address)[1];

    private static string Remedy(EngineResult result, string id)
    {
        var error = Assert.Single(result.Errors);
        Assert.StartsWith(id, error.FullyQualifiedErrorId);
        return Regex.Match(error.ToString(), "(Add|Remove)-ContainerOsHostKey @.*$").Value;
    }

    private EngineResult Run(string script)
    {
        var result = module.Engine.Run(script);
        Assert.Null(result.Terminating);
        Assert.Empty(result.Errors);
        return result;
    }
}
