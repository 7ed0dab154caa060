using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using System.Xml.Linq;
using ContainerOS.Targets;
using Xunit;

namespace ContainerOS.Tests;

/// <summary>What ContainerOS.types.ps1xml must say about every type of output that belongs to a host.</summary>
public sealed class VmOutputTests
{
    private static readonly XDocument TypesFile = XDocument.Load(System.IO.Path.Combine(ModuleSession.Folder, "ContainerOS.types.ps1xml"));

    /// <summary>The types: all that cmdlets write and that name a host.</summary>
    public static IEnumerable<TheoryDataRow<Type>> Types
    {
        get
        {
            using var module = new ModuleSession();
            return [.. module.Run("Get-Command -Module ContainerOS").Output.SelectMany(output => ((CmdletInfo)output.BaseObject).OutputType).Select(output => output.Type)
                .Where(type => type?.GetProperty("ComputerName") is not null).Append(typeof(HostTarget)).Distinct().Select(type => new TheoryDataRow<Type>(type))];
        }
    }

    [Fact]
    public void There_are_types_to_look_at() => Assert.True(Types.Count() > 4);

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_output_knows_its_VM_and_names_it(Type type)
    {
        Assert.True(typeof(IVmOutput).IsAssignableFrom(type), $"{type} does not implement IVmOutput");
        Assert.NotNull(type.GetProperty("VmUid"));
        Assert.NotNull(type.GetProperty("VmId"));
        Assert.Null(type.GetProperty("VM"));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void The_types_file_makes_it_bind_and_serialises_exactly_its_properties(Type type)
    {
        var entry = TypesFile.Descendants("Type").Single(element => (string?)element.Element("Name") == type.FullName);
        Assert.Equal("ContainerOS.Binding.VmOutputConverter", (string?)entry.Element("TypeConverter")?.Element("TypeName"));
        Assert.Equal("true", (string?)entry.Descendants("CodeProperty").Single(property => (string?)property.Element("Name") == "VM").Attribute("IsHidden"));
        Assert.Equal("SpecificProperties", entry.Descendants("NoteProperty").Single(note => (string?)note.Element("Name") == "SerializationMethod").Element("Value")!.Value);
        var serialised = entry.Descendants("PropertySet").Single().Descendants("ReferencedProperties").Single().Elements("Name").Select(name => name.Value);
        Assert.Equal(type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => property.Name).Order(), serialised.Order());
    }
}
