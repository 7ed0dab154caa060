using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml.Linq;

namespace ContainerOS.Build;

/// <summary>The parts of a NuGet package as the PowerShell Gallery lays it out: the module's files beside a .nuspec.</summary>
internal static class GalleryPackage
{
    private static readonly XNamespace Nuspec = "http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd";
    private static readonly XNamespace Types = "http://schemas.openxmlformats.org/package/2006/content-types";
    private static readonly XNamespace Relations = "http://schemas.openxmlformats.org/package/2006/relationships";

    public static Dictionary<string, byte[]> Parts(ModuleManifest manifest, IReadOnlyDictionary<string, byte[]> files)
    {
        var parts = new Dictionary<string, byte[]>(files)
        {
            ["ContainerOS.nuspec"] = Bytes(Specification(manifest)),
            ["_rels/.rels"] = Bytes(new XElement(
                Relations + "Relationships",
                new XElement(
                    Relations + "Relationship",
                    new XAttribute("Type", "http://schemas.microsoft.com/packaging/2010/07/manifest"),
                    new XAttribute("Target", "/ContainerOS.nuspec"),
                    new XAttribute("Id", "R1")))),
        };
        parts["[Content_Types].xml"] = Bytes(ContentTypes(parts.Keys));
        return parts;
    }

    private static XElement Specification(ModuleManifest manifest)
    {
        // The Gallery finds commands by these tags.
        var tags = manifest.Tags
            .Concat(["PSModule", "PSIncludes_Cmdlet"])
            .Concat(manifest.Cmdlets.SelectMany(name => (string[])[$"PSCmdlet_{name}", $"PSCommand_{name}"]));
        return new XElement(
            Nuspec + "package",
            new XElement(
                Nuspec + "metadata",
                new XElement(Nuspec + "id", "ContainerOS"),
                new XElement(Nuspec + "version", manifest.Version),
                new XElement(Nuspec + "authors", manifest.Author),
                new XElement(Nuspec + "requireLicenseAcceptance", "false"),
                new XElement(Nuspec + "license", new XAttribute("type", "expression"), "MIT"),
                new XElement(Nuspec + "licenseUrl", "https://licenses.nuget.org/MIT"),
                new XElement(Nuspec + "description", manifest.Description),
                new XElement(Nuspec + "copyright", manifest.Copyright),
                new XElement(Nuspec + "tags", string.Join(' ', tags))));
    }

    private static XElement ContentTypes(IEnumerable<string> names)
    {
        const string anything = "application/octet-stream";
        var plain = names.Where(name => Path.GetExtension(name).Length == 0);
        var extensions = names.Select(name => Path.GetExtension(name).TrimStart('.')).Where(extension => extension.Length > 0)
            .Except(["rels"]).Distinct().Order();
        return new XElement(
            Types + "Types",
            Default("rels", "application/vnd.openxmlformats-package.relationships+xml"),
            extensions.Select(extension => Default(extension, anything)),
            plain.Select(name => new XElement(
                Types + "Override", new XAttribute("PartName", "/" + name), new XAttribute("ContentType", anything))));
    }

    private static XElement Default(string extension, string type) =>
        new(Types + "Default", new XAttribute("Extension", extension), new XAttribute("ContentType", type));

    private static byte[] Bytes(XElement root) =>
        new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes($"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{root}\n".ReplaceLineEndings("\n"));
}
