using System;
using System.Collections.Generic;
using System.Linq;
using ContainerOS.Changes;
using ContainerOS.Connections;
using ContainerOS.Targets;

namespace ContainerOS.Proxies;

/// <summary>Plans what gives the programs of one host a proxy, or takes it away.</summary>
internal sealed class ProxyPlanner(HostTarget target, ProxyRequest request, ProxyReading reading)
{
    private const string Reload = "systemctl daemon-reload";
    private const string ReloadUndone = "have systemd read its units again when this is undone";
    private readonly List<ChangeStep> steps = [];
    private readonly List<string> summary = [];
    private readonly List<string> warnings = [];
    private readonly List<ProxyChange> rows = [];
    private readonly List<string> restart = [];
    private readonly Dictionary<string, byte[]> files = reading.Files.ToDictionary(file => file.Key, file => file.Value);
    private IReadOnlyList<string>? ros = reading.RosEnvironment;

    private bool HasUnits => steps.Exists(step => step.Title == ReloadUndone);

    /// <summary>Plans.</summary>
    /// <exception cref="HostConnectionException">Nothing of it can be done on this host.</exception>
    public ProxyPlan Plan()
    {
        var programs = Programs();
        foreach (var program in programs)
        {
            if (!reading.CanWrite(program))
                throw Refuse($"{(program == ProxyProgram.Tdnf ? "/etc/tdnf" : "/etc/systemd/system")} cannot be written to on this host", "Where /etc is read-only, the proxy belongs into the image, or into what sets the host up (Ignition, cloud-init).");
            var before = reading.Configured(program, reading.Files, reading.RosEnvironment).Values;
            var isChanged = program == ProxyProgram.Tdnf ? PlanTdnf(before) : reading.IsRos ? PlanRos(before) : PlanUnit(program, before);
            PlanRestart(program);
            rows.Add(ProxyRow.Make(reading, program, reading.Configured(program, files, ros).Values, new ProxyChange(target, program)
            {
                Changed = isChanged,
                Before = Mask(before.Proxy),
                File = FileOf(program),
                Restarted = IsRestarted(program),
            }, isDone: false));
        }

        if (steps.Count > 0 && request.Proxy is not null && !reading.Os.EtcPersists && !reading.IsRos)
            warnings.Add($"{reading.Os.DisplayName} makes /etc anew at every boot: this lasts until the next one. For good it belongs into what sets the host up (cloud-init)");
        AddRestart();
        return new ProxyPlan(target, new ChangePlan
        {
            Title = "Set-ContainerOsProxy " + (request.Proxy?.ToString() ?? "-Remove"),
            Steps = steps,
            Summary = steps.Count == 0 ? ["the proxies are as wanted"] : summary,
        }, rows)
        {
            Warnings = warnings,
        };
    }

    private IReadOnlyList<ProxyProgram> Programs()
    {
        var present = request.Programs.Count == 0 ? reading.Programs : reading.Programs.Intersect(request.Programs).ToList();
        var missing = request.Programs.Except(present).Select(program => program.ToString().ToLowerInvariant()).ToList();
        if (present.Count == 0)
        {
            throw Refuse($"{reading.Os.DisplayName} has no {string.Join(", no ", missing.Count > 0 ? missing : ["tdnf", "docker", "containerd"])} here",
                "Get-ContainerOsProxy shows the programs of a host whose proxy can be set.");
        }

        if (missing.Count > 0)
            warnings.Add("it has no " + string.Join(", no ", missing) + ": left out");
        return present;
    }

    private bool PlanTdnf(ProxyValues before)
    {
        if (request.NoProxy?.Count > 0)
            warnings.Add("tdnf knows no exceptions: it fetches from all repositories through the proxy");
        if (!files.TryGetValue(TdnfConfiguration.Path, out var content) || TdnfConfiguration.Parse(content) is not { HasMain: true } file)
            throw Refuse($"its {TdnfConfiguration.Path} has no section [main]", "Put the file in order first, or leave tdnf out with -For.");
        var isSecret = request.Proxy?.Password is not null;
        var hadSecret = ProxyAddress.HasPassword(before.Proxy) || file.Get("proxy_password") is { Length: > 0 };
        TdnfProxy.Write(file, request.Proxy);
        var isChanged = Write(TdnfConfiguration.Path, file.ToBytes(), isSecret, hadSecret);
        if (isChanged)
            Say("tdnf", before, TdnfConfiguration.Path + (isSecret && reading.Modes[TdnfConfiguration.Path] != "600" ? ", which only root can read then, and use tdnf" : ""), null);
        if (isChanged && hadSecret && !isSecret && reading.Modes[TdnfConfiguration.Path] == "600")
            warnings.Add($"{TdnfConfiguration.Path} stays readable for root only (mode 600), as a password was in it: chmod 644 lets other accounts use tdnf again");
        return isChanged;
    }

    private bool PlanUnit(ProxyProgram program, ProxyValues before)
    {
        var own = new UnitProxyFiles(reading.Daemons[program].Unit);
        bool IsOwn(string path) => path == own.DropIn || path == own.Secrets;
        var current = new UnitEnvironment([own.DropIn], files, []).Proxies;
        var proxy = request.Proxy?.WithPassword;
        var wanted = proxy is null ? ProxyValues.Nothing : new ProxyValues(proxy, proxy, request.NoProxy is null ? current.None : request.NoProxy.Count == 0 ? null : string.Join(",", request.NoProxy));
        var contents = own.Contents(wanted);
        if (contents.All(file => IsAs(file.Path, file.Content)) && !(wanted.HasPassword && reading.Modes[own.Secrets] != "600"))
        {
            Others(program, own, IsOwn);
            return false;
        }

        if (!HasUnits)
            steps.Add(new CommandStep(ReloadUndone, ":", Reload));
        if (!files.Keys.Any(path => path.StartsWith(own.Folder + "/", StringComparison.Ordinal)))
            steps.Add(new FolderStep(own.Folder, "0755", "root:root"));
        foreach (var (path, content) in contents.Where(file => !IsAs(file.Path, file.Content) || (file.Path == own.Secrets && file.Content is not null)))
            Write(path, content, path == own.Secrets, path == own.Secrets);
        Say(program.ToString().ToLowerInvariant(), before, own.DropIn, wanted.None);
        Others(program, own, IsOwn);
        return true;
    }

    // What other files say stays: it counts where ours says nothing, and against it where it comes later.
    private void Others(ProxyProgram program, UnitProxyFiles own, Func<string, bool> isOwn)
    {
        var name = program.ToString().ToLowerInvariant();
        var others = reading.Environment(program, files, path => !isOwn(path));
        var all = reading.Environment(program, files, path => true);
        foreach (var source in others.ProxySources)
        {
            var isWinner = all.ProxySources.Contains(source);
            var said = $"{name}: {HostText.Clean(source)} sets a proxy as well ({Mask(others.Proxies.Proxy) ?? "exceptions only"})";
            if (request.Proxy is null)
                warnings.Add($"{said}, and stays: take that out by hand");
            else if (isWinner && others.Proxies.Proxy is not null && all.Proxies.Proxy != request.Proxy.WithPassword)
                warnings.Add($"{said}, and wins: take it out by hand");
            else if (steps.Count > 0)
                summary.Add($"{said}; {own.DropIn.Substring(own.DropIn.LastIndexOf('/') + 1)} comes later and wins");
        }
    }

    private bool PlanRos(ProxyValues before)
    {
        if (ros is null)
            throw Refuse("what its rancher.docker.environment holds is not understood", "Get-ContainerOsProxy cannot read it either: see `ros config get rancher.docker.environment`, and change it by hand.");
        if (request.Proxy?.Password is not null)
        {
            throw Refuse("RancherOS starts docker with its variables as arguments, which every account can read, and writes them to its log: a password would be no secret there",
                "Let the proxy know this host by its address instead.");
        }

        var proxy = request.Proxy?.WithPassword;
        var wanted = proxy is null ? ProxyValues.Nothing : new ProxyValues(proxy, proxy, request.NoProxy is null ? before.None : request.NoProxy.Count == 0 ? null : string.Join(",", request.NoProxy));
        if (before == wanted)
            return false;
        ros = RosEnvironment.With(ros, wanted);
        steps.Add(new RosEnvironmentStep(ros));
        Say("docker", before, "rancher.docker.environment", wanted.None);
        return true;
    }

    // A file as it is to be: readable for root only where that is asked for.
    private bool Write(string path, byte[]? content, bool isSecret, bool hadSecret)
    {
        var before = files.TryGetValue(path, out var old) ? old : null;
        if (IsAs(path, content))
        {
            if (content is null || !isSecret || reading.Modes[path] == "600")
                return false;
            steps.Add(new CommandStep("chmod 600 " + path, "chmod 600 " + path, $"chmod {reading.Modes[path]} {path}"));
            summary.Add($"{path}: readable for root only");
            return true;
        }

        steps.Add(new FileStep(path, before, content) { IsSecret = isSecret && content is not null, WasSecret = hadSecret, Mode = isSecret ? "0600" : "0644" });
        if (content is null)
            files.Remove(path);
        else
            files[path] = content;
        return true;
    }

    private bool IsAs(string path, byte[]? content) => files.TryGetValue(path, out var old) ? content is not null && old.SequenceEqual(content) : content is null;

    private void PlanRestart(ProxyProgram program)
    {
        if (!reading.Daemons.TryGetValue(program, out var daemon) || !daemon.IsStale(reading.Configured(program, files, ros).Values))
            return;
        var service = ProxyRow.Service(reading, program);
        var stops = program == ProxyProgram.Docker && !daemon.KeepsContainers ? "its containers stop with it" : null;
        if (request.RestartService)
        {
            restart.Add(service);
            summary.Add($"restart {service}{(stops is null ? "" : "; " + stops)}");
        }
        else
        {
            warnings.Add($"{service} goes on {(daemon.Running?.Proxy is { } proxy ? "with " + Mask(proxy) : "without a proxy")} until it is restarted: -RestartService does that{(stops is null ? "" : ", and " + stops)}");
        }
    }

    // What is undone after a restart that failed is undone for the daemon as well.
    private void AddRestart()
    {
        var isUnits = HasUnits;
        if (isUnits)
            steps.Add(new CommandStep(Reload, Reload));
        if (restart.Count == 0)
            return;
        var command = reading.IsRos ? "system-docker restart docker" : "systemctl restart " + string.Join(" ", restart);
        steps.Add(new CommandStep(command, command));
        if (isUnits)
            steps[steps.FindIndex(step => step.Title == ReloadUndone)] = new CommandStep(ReloadUndone, ":", $"{Reload} && {{ [ ! -e \"$cos_dir/begun.{steps.Count}\" ] || {command}; }}");
    }

    private bool IsRestarted(ProxyProgram program) => restart.Contains(ProxyRow.Service(reading, program));

    private string FileOf(ProxyProgram program) => program == ProxyProgram.Tdnf ? TdnfConfiguration.Path : reading.IsRos ? "rancher.docker.environment" : new UnitProxyFiles(reading.Daemons[program].Unit).DropIn;

    private void Say(string name, ProxyValues before, string file, string? exceptions)
    {
        var was = before.Proxy is null ? "" : $" (was {Mask(before.Proxy)})";
        summary.Add(request.Proxy is null ? $"{name}: no proxy any more{was}, in {file}" : $"{name}: proxy {request.Proxy}{was}{(exceptions is null ? "" : ", not for " + exceptions)}, in {file}");
    }

    private HostConnectionException Refuse(string problem, string advice) => new(ConnectionFailure.UnsupportedOperation, target, "nothing was changed: " + problem, advice);

    private static string? Mask(string? proxy) => proxy is null ? null : ProxyAddress.Mask(proxy);
}
