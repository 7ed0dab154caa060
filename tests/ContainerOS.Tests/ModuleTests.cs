using System;
using System.Collections;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Xunit;

namespace ContainerOS.Tests;

/// <summary>The module as a whole: what ships, what it exports, and help for all of it.</summary>
public sealed class ModuleTests(ModuleSession module) : IClassFixture<ModuleSession>
{
    private CmdletInfo[] Cmdlets => [.. module.Run("Get-Command -Module ContainerOS").Output.Select(output => (CmdletInfo)output.BaseObject)];

    [Fact]
    public void Only_our_own_assemblies_are_where_the_engine_looks() =>
        Assert.Equal(["ContainerOS.Core.dll", "ContainerOS.dll"], Directory.GetFiles(ModuleSession.Folder, "*.dll").Select(Path.GetFileName).Order());

    [Theory]
    [InlineData("net8.0", "ContainerOS.Loader.dll")]
    [InlineData("net472", "Microsoft.Bcl.AsyncInterfaces.dll", "Microsoft.Bcl.Cryptography.dll", "System.Buffers.dll", "System.Formats.Asn1.dll", "System.Memory.dll",
        "System.Numerics.Vectors.dll", "System.Runtime.CompilerServices.Unsafe.dll", "System.Threading.Tasks.Extensions.dll")]
    public void The_closure_of_SSH_NET_ships_in_a_folder_of_its_own(string folder, params string[] more)
    {
        string[] everywhere = ["ContainerOS.SshNet.dll", "Renci.SshNet.dll", "BouncyCastle.Cryptography.dll", "Microsoft.Extensions.Logging.Abstractions.dll", "Microsoft.Extensions.DependencyInjection.Abstractions.dll"];
        Assert.Equal(everywhere.Concat(more).Order(), Directory.GetFiles(Path.Combine(ModuleSession.Folder, "bin", folder)).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void What_ssh_runs_on_Windows_ships_as_one_file_for_the_framework_that_Windows_has()
    {
        var file = Assert.Single(Directory.GetFiles(Path.Combine(ModuleSession.Folder, "bin", "windows")));
        Assert.Equal("ContainerOS.Askpass.exe", Path.GetFileName(file));
        using var program = new PEReader(File.OpenRead(file));
        Assert.Equal(CorFlags.ILOnly, program.PEHeaders.CorHeader!.Flags);
        var metadata = program.GetMetadataReader();
        var references = metadata.AssemblyReferences.Select(reference => metadata.GetString(metadata.GetAssemblyReference(reference).Name)).Order();
        Assert.Equal(["System", "System.Core", "mscorlib"], references);
    }

    [Fact]
    public void Core_refers_to_nothing_but_the_standard() =>
        Assert.Equal(["netstandard"], typeof(HostInfo).Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name));

    [Fact]
    public void Cmdlets_follow_the_conventions()
    {
        Type[] verbs = [typeof(VerbsCommon), typeof(VerbsCommunications), typeof(VerbsData), typeof(VerbsDiagnostic), typeof(VerbsLifecycle), typeof(VerbsSecurity), typeof(VerbsOther)];
        var names = verbs.SelectMany(type => type.GetFields()).Select(field => field.Name).ToHashSet();
        Assert.Contains(Cmdlets, cmdlet => cmdlet.Name == "Get-ContainerOsInfo");
        Assert.All(Cmdlets, cmdlet =>
        {
            Assert.Contains(cmdlet.Verb, names);
            Assert.True(cmdlet.ImplementingType.IsSealed);
            Assert.Equal(cmdlet.Verb + cmdlet.Noun + "Command", cmdlet.ImplementingType.Name);
            Assert.NotEmpty(cmdlet.OutputType);
        });
    }

    [Fact]
    public void Exports_are_listed_and_complete()
    {
        var manifest = (Hashtable)Parser.ParseFile(ModuleSession.Manifest, out _, out _).Find(ast => ast is HashtableAst, false).SafeGetValue();
        var implemented = Cmdlets[0].ImplementingType.Assembly.GetTypes().Select(type => type.GetCustomAttribute<CmdletAttribute>()).OfType<CmdletAttribute>()
            .Select(attribute => attribute.VerbName + "-" + attribute.NounName).Order();
        Assert.Equal(implemented, ((object[])manifest["CmdletsToExport"]!).Cast<string>().Order());
    }

    [Fact]
    public void Every_cmdlet_and_parameter_has_help()
    {
        foreach (var cmdlet in Cmdlets)
        {
            var help = module.Run($"Get-Help {cmdlet.Name} -Full").Output.Single();
            Assert.NotEmpty((help.Properties["Synopsis"].Value.ToString()!).Trim());
            Assert.DoesNotContain(cmdlet.Name + " [", help.Properties["Synopsis"].Value.ToString()!); // what the engine makes up when there is no help
            Assert.NotEmpty(Items(help, "examples", "example"));
            var described = Items(help, "parameters", "parameter").ToDictionary(item => item.Properties["name"].Value.ToString()!, Text);
            var wanted = cmdlet.Parameters.Keys.Except(Cmdlet.CommonParameters).Except(Cmdlet.OptionalCommonParameters).ToList();
            Assert.Equal(wanted.Order(), described.Keys.Except(Cmdlet.OptionalCommonParameters).Order());
            Assert.All(wanted, name => Assert.True(described[name].Length > 20, $"{cmdlet.Name} -{name} has no help"));
        }
    }

    [Fact]
    public void About_topics_ship() =>
        Assert.Contains("SHORT DESCRIPTION", File.ReadAllText(Path.Combine(ModuleSession.Folder, "en-US", "about_ContainerOS.help.txt")));

    private static PSObject[] Items(PSObject help, string list, string item)
    {
        var value = ((PSObject?)help.Properties[list]?.Value)?.Properties[item]?.Value;
        return value is object[] many ? [.. many.Select(PSObject.AsPSObject)] : value is null ? [] : [PSObject.AsPSObject(value)];
    }

    private static string Text(PSObject parameter) => parameter.Properties["description"]?.Value is object[] paragraphs
        ? string.Concat(paragraphs.Select(paragraph => (string?)PSObject.AsPSObject(paragraph).Properties["Text"]?.Value)) : "";
}
