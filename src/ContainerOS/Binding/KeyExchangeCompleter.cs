using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace ContainerOS.Binding;

/// <summary>Completes -KeyExchange with the methods that both kinds of connection know today, the safest first.</summary>
public sealed class KeyExchangeCompleter : IArgumentCompleter
{
    private static readonly string[] Methods =
        ["mlkem768x25519-sha256", "sntrup761x25519-sha512@openssh.com", "curve25519-sha256", "ecdh-sha2-nistp256", "ecdh-sha2-nistp384", "ecdh-sha2-nistp521"];

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Methods.Where(method => method.StartsWith(wordToComplete.Trim('\'', '"'), StringComparison.OrdinalIgnoreCase)).Select(method => new CompletionResult(Quote(method), method, CompletionResultType.ParameterValue, method));

    // PowerShell would take the @ for the beginning of something else.
    private static string Quote(string method) => method.IndexOf('@') >= 0 ? "'" + method + "'" : method;
}
