using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using ContainerOS.Binding;
using ContainerOS.Connections;
using ContainerOS.Errors;
using ContainerOS.Sshd.Configuration;
using ContainerOS.Sshd.Reading;
using ContainerOS.Targets;

namespace ContainerOS.Commands;

/// <summary>Get-SshdOption: what sshd does, and which line of which file decides.</summary>
[Cmdlet(VerbsCommon.Get, "SshdOption")]
[OutputType(typeof(SshdOption))]
public sealed class GetSshdOptionCommand : AskCommand<SshdReport>
{
    private WildcardPattern[] patterns = [];
    private string[] names = [];

    /// <summary>The keywords.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SshdKeywordCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = ["*"];

    /// <summary>The account whose login it is about.</summary>
    [Parameter]
    [ValidatePattern(@"^[^-\s,][^\s,]*$")]
    public string User { get; set; } = "root";

    /// <summary>The address that the login comes from.</summary>
    [Parameter]
    [ValidateNotNull]
    public IPAddress? FromAddress { get; set; }

    /// <summary>Ask sshd itself, and read the files, as root.</summary>
    [Parameter]
    public SwitchParameter Elevate { get; set; }

    /// <inheritdoc/>
    protected override void Prepare()
    {
        names = Name.Where(name => !WildcardPattern.ContainsWildcardCharacters(name)).ToArray();
        if (names.FirstOrDefault(name => SshdKeywords.Find(name) is null) is { } unknown)
            ThrowTerminatingError(ErrorFactory.BadLogin("UnknownSshdOption", $"OpenSSH has no keyword '{unknown}' in sshd_config.", unknown));
        names = names.Select(name => SshdKeywords.Find(name)!.Name).ToArray();
        patterns = Name.Where(WildcardPattern.ContainsWildcardCharacters).Select(name => WildcardPattern.Get(name, WildcardOptions.IgnoreCase)).ToArray();
    }

    /// <inheritdoc/>
    protected override Task<SshdReport> AskAsync(IHostConnection connection, CancellationToken cancellationToken) =>
        SshdProbe.RunAsync(connection, User, FromAddress?.ToString(), Elevate, CommandTimeout, cancellationToken);

    /// <inheritdoc/>
    protected override void WriteResult(HostTarget target, SshdReport result)
    {
        var options = result.Options.Where(option => names.Contains(option.Name) || (patterns.Any(pattern => pattern.IsMatch(option.Name)) && IsNamed(option))).ToList();
        if (options.Count == 0)
            WriteWarning($"{target}: nothing names such a keyword" + (result.Problem is { } problem ? ", as far as can be told: " + problem : "."));
        foreach (var option in options)
        {
            foreach (var unknown in option.Unknown)
                WriteVerbose($"{option.ComputerName}: {option.Name}: {unknown.Reason}");
            WriteObject(option);
        }
    }

    private static bool IsNamed(SshdOption option) => option.Source is not null and not SettingSource.Default || option.File is not null || option.Shadowed.Count > 0;
}
