using System;
using System.Collections.Generic;
using System.Linq;
using Markdig.Syntax;

namespace ContainerOS.HelpBuilding.Layout;

/// <summary>Lines of "key: value", which is all the YAML that this layout has.</summary>
internal sealed class KeyValueLines
{
    private readonly HelpDocument _document;
    private readonly Dictionary<string, (string Value, int Line)> _values = [];

    public KeyValueLines(HelpDocument document, CodeBlock block)
    {
        _document = document;
        Line = block.Line;
        for (var i = 0; i < block.Lines.Count; i++)
        {
            var text = block.Lines.Lines[i].ToString();
            // The fence itself is the block's first line.
            var line = block.Line + 1 + i;
            if (text.Trim().Length == 0)
                continue;
            var parts = text.Split(':', 2, StringSplitOptions.TrimEntries);
            if (parts.Length < 2)
                throw document.Problem(line, $"'{text}' is not of the form 'key: value'.");
            if (!_values.TryAdd(parts[0], (parts[1], line)))
                throw document.Problem(line, $"'{parts[0]}' is there twice.");
        }
    }

    public int Line { get; }

    public string? Find(string key) => _values.TryGetValue(key, out var found) && found.Value.Length > 0 ? found.Value : null;

    public string Require(string key) => Find(key) ?? throw _document.Problem(Line, $"'{key}' is missing.");

    public bool RequireBoolean(string key) =>
        bool.TryParse(Require(key), out var value)
            ? value
            : throw _document.Problem(_values[key].Line, $"'{key}' must be True or False.");

    public string[] List(string key) => (Find(key) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    public void AllowOnly(params string[] keys)
    {
        foreach (var (key, (_, line)) in _values.Where(pair => !keys.Contains(pair.Key)))
            throw _document.Problem(line, $"'{key}' is not known here.");
    }
}
