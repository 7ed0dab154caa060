using System.Linq;

namespace ContainerOS.Targets;

/// <summary>Who is meant: the label a user knows a host by, and where to connect to.</summary>
public sealed class HostTarget : IVmOutput
{
    /// <summary>Creates a target.</summary>
    /// <param name="computerName">The label shown in results and errors.</param>
    /// <param name="address">The name, IP address or ssh_config alias to connect to.</param>
    /// <param name="port">The TCP port; null leaves it to the connection (ssh_config, then 22).</param>
    /// <param name="userName">The remote account; null leaves it to the connection.</param>
    public HostTarget(string computerName, string address, int? port = null, string? userName = null)
    {
        ComputerName = HostTargetParser.CheckLabel(computerName);
        Address = HostTargetParser.CheckAddress(address);
        Port = HostTargetParser.CheckPort(port);
        UserName = HostTargetParser.CheckUserName(userName);
    }

    private HostTarget(string name, VmReference vm, VmGuest guest)
    {
        ComputerName = Address = name;
        Vm = vm;
        Guest = guest;
    }

    /// <summary>The label the user knows the host by, as given.</summary>
    public string ComputerName { get; }

    /// <summary>The name, IP address (no brackets) or ssh_config alias to connect to.</summary>
    public string Address { get; }

    /// <summary>The TCP port, 1 to 65535; null when the target does not say.</summary>
    public int? Port { get; }

    /// <summary>The remote account; null when the target does not say.</summary>
    public string? UserName { get; }

    /// <summary>The Uid of the VM in PowerCLI; null when the host was not given as a VM.</summary>
    public string? VmUid => Vm?.Uid;

    /// <summary>The Id of the VM in PowerCLI; null when the host was not given as a VM.</summary>
    public string? VmId => Vm?.Id;

    internal VmReference? Vm { get; init; }

    /// <summary>What the VM says about its addresses, as long as none is chosen; <see cref="Address"/> is then only the VM's name.</summary>
    internal VmGuest? Guest { get; }

    /// <summary>What a login rule says about this host; null where the call says it all.</summary>
    internal HostLogin? Login { get; init; }

    /// <summary>The kept session that requests go over; null to connect anew.</summary>
    public HostSession? Session { get; init; }

    /// <summary>The session comes with an earlier output and was not asked for: another login may be used instead of it.</summary>
    internal bool IsSessionImplied { get; init; }

    internal HostTarget WithoutSession() => Session is null ? this : new(ComputerName, Address, Port, UserName) { Vm = Vm };

    /// <summary>Reads <c>host</c>, <c>user@host:port</c>, <c>[v6]:port</c> and <c>ssh://user@host:port</c>.</summary>
    /// <param name="text">What the user typed.</param>
    /// <returns>The target.</returns>
    /// <exception cref="HostTargetException">The text names no host; the message says why.</exception>
    public static HostTarget Parse(string text) => HostTargetParser.Parse(text);

    /// <summary>A VM whose address is yet to be chosen: see <see cref="AddressChoice"/>.</summary>
    internal static HostTarget Of(string? name, VmReference vm, VmGuest guest) =>
        new(HostText.Clean(new[] { name, vm.Id, vm.Uid }.FirstOrDefault(text => !string.IsNullOrWhiteSpace(text))?.Trim() ?? "a VM without a name"), vm, guest);

    /// <summary>The same host at another address.</summary>
    internal HostTarget At(string address) => new(ComputerName, address, Port, UserName) { Vm = Vm };

    /// <summary>The same host with a login of its own.</summary>
    internal HostTarget As(string? userName, HostLogin? login) => new(ComputerName, Address, Port, userName) { Vm = Vm, Login = login };

    /// <inheritdoc/>
    VmReference? IVmOutput.GetVm() => Vm;

    /// <summary>The label for messages: with the address where it differs, and the port where it is given.</summary>
    /// <returns>For example <c>web1</c>, <c>web1:2222</c> or <c>web1 (10.0.0.7)</c>.</returns>
    public override string ToString()
    {
        var host = Port is not null && Address.IndexOf(':') >= 0 ? "[" + Address + "]" : Address;
        var where = Port is null ? host : host + ":" + Port;
        return ComputerName == Address ? where : ComputerName + " (" + where + ")";
    }
}
