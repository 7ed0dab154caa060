using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.Serialization.Json;
using System.Xml;
using System.Xml.Linq;
using ContainerOS.Scripts;

namespace ContainerOS.Packages;

/// <summary>What rpm-ostree has layered. Read by layered-packages.sh.</summary>
/// <param name="Present">What was asked for and is there, in this boot and the next.</param>
/// <param name="Staged">What is there after the next boot only.</param>
/// <param name="Problem">Why neither is known; null where it is, also where the system has no rpm-ostree.</param>
internal sealed record LayeredPackages(IReadOnlyList<string> Present, IReadOnlyList<string> Staged, string? Problem)
{
    private static readonly XmlDictionaryReaderQuotas Quotas = new() { MaxStringContentLength = 1 << 20, MaxArrayLength = 1 << 20, MaxBytesPerRead = 1 << 20, MaxNameTableCharCount = 1 << 20, MaxDepth = 32 };

    /// <summary>Reads the answer.</summary>
    public static LayeredPackages Read(ScriptResult result)
    {
        if (!result.Sections.TryGetValue("ostree", out var section))
            return new LayeredPackages([], [], null);
        if (section.Status != 0)
            return Unknown("rpm-ostree does not say what is staged: " + (section.FirstError.Length > 0 ? HostText.Clean(section.FirstError) : $"exit code {section.Status}"));
        try
        {
            using var reader = JsonReaderWriterFactory.CreateJsonReader(section.Output, Quotas);
            var deployments = XElement.Load(reader).Element("deployments")?.Elements("item").ToList() ?? [];
            var booted = Names(deployments.FirstOrDefault(deployment => deployment.Element("booted")?.Value == "true"));
            var next = Names(deployments.FirstOrDefault()); // what the host boots next comes first
            return new LayeredPackages(booted.Intersect(next).ToList(), next.Except(booted).ToList(), null);
        }
        catch (Exception odd) when (odd is XmlException or FormatException or ArgumentException or InvalidOperationException)
        {
            return Unknown("what rpm-ostree says of its deployments cannot be read");
        }
    }

    private static LayeredPackages Unknown(string problem) => new([], [], problem);

    // Both: what was asked for may be a name that another package provides, or be part of the image.
    private static List<string> Names(XElement? deployment) => new[] { "requested-packages", "packages" }
        .SelectMany(list => deployment?.Element(list)?.Elements("item").Where(item => item.Attribute("type")?.Value is null or "string").Select(item => item.Value) ?? []).Where(PackagePlan.IsName).Distinct().ToList();
}
