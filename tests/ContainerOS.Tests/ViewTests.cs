using System;
using System.Linq;
using Xunit;

namespace ContainerOS.Tests;

/// <summary>Raw values in human units, and what the table warns of.</summary>
public sealed class ViewTests(ModuleSession module) : IClassFixture<ModuleSession>
{
    [Theory]
    [InlineData("Bytes(0)", "0 B")]
    [InlineData("Bytes(1023)", "1023 B")]
    [InlineData("Bytes(1024)", "1.0 KiB")]
    [InlineData("Bytes(1073741824)", "1.0 GiB")]
    [InlineData("Bytes(1073741823)", "1.0 GiB")]
    [InlineData("Bytes(9223372036854775807)", "8.0 EiB")]
    [InlineData("Bytes($null)", "")]
    [InlineData("Compact(114294784, 2147483648)", "109M/2.0G")]
    [InlineData("CompactPercent(4.2, 30064771072)", "4%/28.0G")]
    [InlineData("Duration('00:00:00.35')", "0.4s")]
    [InlineData("Duration('00:11:05')", "11m 5s")]
    [InlineData("Duration('-07:00:00')", "-7h 0m")]
    [InlineData("Duration('3.04:05:06')", "3d 4h")]
    [InlineData("Duration($null)", "")]
    public void Values_read_well(string call, string expected) =>
        Assert.Equal(expected, module.Run($"[ContainerOS.Views.Human]::{call}").Output.Single().BaseObject);

    [Fact]
    public void Notes_name_what_needs_attention_and_colour_it_only_where_asked()
    {
        var info = new HostInfo("cl1", "10.0.0.1")
        {
            LiveBoot = true,
            ClockSkew = TimeSpan.FromHours(7),
            RootUsedBytes = 95,
            RootFreeBytes = 5,
            RootSizeBytes = 100,
            SystemState = "degraded",
            FailedUnits = 2,
            Unknown = [new UnknownValue("MachineId", "not there")],
        };
        var script = "param($info, $colour) [ContainerOS.Views.Human]::Notes($info, $colour)";
        string Notes(bool colour) => (string)module.Engine.Run(script, new System.Collections.Hashtable { ["info"] = info, ["colour"] = colour }).Output.Single().BaseObject;

        Assert.Equal("live boot, root 95 % full, clock +7h 0m, degraded, 2 failed, 1 unknown", Notes(false));
        Assert.Contains("\u001b[33mclock", Notes(true));
        Assert.Contains("\u001b[31mroot 95 % full\u001b[0m", Notes(true));
    }

    [Fact]
    public void Terminal_escapes_are_shown_not_sent()
    {
        var info = new HostInfo("cl1", "10.0.0.1") { OsName = HostText.Clean("\u001b]0;owned\u0007"), OsFamily = OsFamily.OtherLinux };
        var rendered = module.Engine.Render([info]);
        Assert.DoesNotContain('\u001b', rendered);
        Assert.Contains("\\u001b]0;owned", rendered);
    }

    [Fact]
    public void The_list_view_shows_every_property_of_the_type()
    {
        var view = System.IO.File.ReadAllText(System.IO.Path.Combine(ModuleSession.Folder, "ContainerOS.format.ps1xml"));
        string[] shownTogether = ["Port", "UserName", "OsName", "OsId", "BuildId", "KernelRelease", "KernelVersion", "Architecture", "FailedUnits"];
        foreach (var property in typeof(HostInfo).GetProperties().Select(property => property.Name).Except(shownTogether).Except(["VmUid", "VmId"]))
        {
            var stem = new[] { "Memory", "Swap", "Root" }.FirstOrDefault(property.StartsWith) ?? property;
            Assert.Contains(stem, view[view.IndexOf("HostInfo.List", StringComparison.Ordinal)..]);
        }
    }
}
