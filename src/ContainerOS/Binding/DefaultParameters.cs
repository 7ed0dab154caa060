using System.Collections;
using System.Linq;
using System.Management.Automation;

namespace ContainerOS.Binding;

/// <summary>Tells parameters that were typed from those of $PSDefaultParameterValues, which are bound in the same way.</summary>
internal static class DefaultParameters
{
    /// <summary>The first of the parameters that is bound to something else than its default value; null when there is none.</summary>
    public static string? FirstGiven(PSCmdlet cmdlet, params string[] names) => names.FirstOrDefault(name =>
        cmdlet.MyInvocation.BoundParameters.TryGetValue(name, out var value) && !IsDefault(cmdlet, name, value));

    private static bool IsDefault(PSCmdlet cmdlet, string name, object value)
    {
        if (cmdlet.GetVariableValue("PSDefaultParameterValues") is not IDictionary defaults)
            return false;
        foreach (DictionaryEntry entry in defaults)
        {
            var key = ((string)entry.Key).Split(':');
            if (key.Length == 2 && Matches(key[0], cmdlet.MyInvocation.MyCommand.Name) && (Matches(key[1], name) || IsAlias(cmdlet, name, key[1])) && IsValue(entry.Value, value))
                return true;
        }

        return false;
    }

    // What a script block would give cannot be known.
    private static bool IsValue(object? configured, object value) => (configured is PSObject wrapped ? wrapped.BaseObject : configured) is ScriptBlock
        || ReferenceEquals(configured, value) || LanguagePrimitives.Equals(value, configured, ignoreCase: true);

    private static bool IsAlias(PSCmdlet cmdlet, string name, string key) => cmdlet.MyInvocation.MyCommand.Parameters[name].Aliases.Any(alias => Matches(key, alias));

    private static bool Matches(string pattern, string text) => new WildcardPattern(pattern.Trim(), WildcardOptions.IgnoreCase).IsMatch(text);
}
