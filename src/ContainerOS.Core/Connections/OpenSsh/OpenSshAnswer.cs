namespace ContainerOS.Connections.OpenSsh;

/// <summary>What a program of OpenSSH printed.</summary>
internal sealed class OpenSshAnswer(int? exitCode, string output, string error)
{
    /// <summary>Null when it was ended because its time was up.</summary>
    public int? ExitCode { get; } = exitCode;

    public string Output { get; } = output;

    public string Error { get; } = error;
}
