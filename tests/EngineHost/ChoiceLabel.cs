using System;
using System.Management.Automation.Host;

namespace ContainerOS.EngineHosting;

/// <summary>A choice's label, "&amp;Yes" or "Yes to &amp;All", taken apart.</summary>
internal sealed class ChoiceLabel
{
    private readonly string _text;

    public ChoiceLabel(ChoiceDescription choice)
    {
        var mark = choice.Label.IndexOf('&');
        _text = choice.Label.Replace("&", "");
        Key = mark >= 0 && mark < _text.Length ? char.ToUpperInvariant(_text[mark]).ToString() : _text;
        Help = choice.HelpMessage;
    }

    public string Key { get; }

    public string Help { get; }

    public bool Matches(string answer) =>
        answer.Equals(Key, StringComparison.OrdinalIgnoreCase) || answer.Equals(_text, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => $"[{Key}] {_text}";
}
