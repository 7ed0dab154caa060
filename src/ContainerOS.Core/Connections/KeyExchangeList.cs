using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using ContainerOS.Connections.HostKeys;

namespace ContainerOS.Connections;

/// <summary>A list of key exchange methods as KexAlgorithms of ssh_config has it: names in order, or a change to the default with <c>+</c>, <c>-</c> or <c>^</c> before the first.</summary>
internal sealed class KeyExchangeList
{
    private static readonly Regex Form = new(@"^[-+^]?[A-Za-z0-9@.*?_-]+(,[A-Za-z0-9@.*?_-]+)*$", RegexOptions.CultureInvariant);
    private readonly char prefix;
    private readonly string[] names;

    private KeyExchangeList(string text)
    {
        prefix = text[0] is '+' or '-' or '^' ? text[0] : ' ';
        names = text.TrimStart('+', '-', '^').Split(',');
    }

    /// <summary>Whether it is such a list; whether its methods exist is for each connection to say.</summary>
    public static bool IsValid(string text) => Form.IsMatch(text);

    /// <summary>Reads a list.</summary>
    /// <param name="text">The value of KexAlgorithms; it must be valid.</param>
    public static KeyExchangeList Parse(string text) => new(text);

    /// <summary>The methods to offer, best first; empty when none of them is known.</summary>
    /// <param name="offer">What is offered by default, in order.</param>
    /// <param name="known">All there is, in order: a name may ask for what is not offered by default.</param>
    public IReadOnlyList<string> Apply(IReadOnlyList<string> offer, IReadOnlyList<string> known)
    {
        var asked = names.SelectMany(name => known.Where(method => KnownHostNames.Match(name, method))).Distinct().ToList();
        return prefix switch
        {
            '+' => offer.Union(asked).ToList(),
            '-' => offer.Except(asked).ToList(),
            '^' => asked.Union(offer).ToList(),
            _ => asked,
        };
    }
}
