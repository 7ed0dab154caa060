using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace ContainerOS.EngineHosting;

/// <summary>Asks the engine's questions line by line, wherever the lines are read from.</summary>
internal abstract class LineUI : PSHostUserInterface
{
    public override string ReadLine()
    {
        RequireAnswers("a line of input");
        return ReadAnswer("") ?? "";
    }

    public override SecureString ReadLineAsSecureString()
    {
        RequireAnswers("a secret");
        return ReadSecret("");
    }

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        RequireAnswers(message);
        WriteHeading(caption, message);
        var labels = choices.Select(choice => new ChoiceLabel(choice)).ToList();
        var question = string.Join("  ", labels) + "  [?] Help"
            + (defaultChoice >= 0 ? $" (default is \"{labels[defaultChoice].Key}\")" : "") + ": ";
        while (true)
        {
            Write(question);
            var answer = ReadAnswer(message)?.Trim() ?? "";
            if (answer.Length == 0 && defaultChoice >= 0)
                return defaultChoice;
            var chosen = labels.FindIndex(label => label.Matches(answer));
            if (chosen >= 0)
                return chosen;
            if (answer == "?")
                labels.ForEach(label => WriteLine($"{label.Key} - {label.Help}"));
        }
    }

    public override Dictionary<string, PSObject?> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
    {
        RequireAnswers(string.Join(", ", descriptions.Select(field => field.Name)));
        WriteHeading(caption, message);
        return descriptions.ToDictionary(field => field.Name, field => (PSObject?)PSObject.AsPSObject(AskFor(field)));
    }

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        PromptForCredential(caption, message, userName, targetName, PSCredentialTypes.Default, PSCredentialUIOptions.Default);

    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName,
        PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options)
    {
        RequireAnswers(string.IsNullOrEmpty(message) ? "a credential" : message);
        WriteHeading(caption, message);
        var user = string.IsNullOrEmpty(userName) ? Ask("User: ") : userName;
        return new PSCredential(user, AskSecret($"Password for user {user}: "));
    }

    /// <summary>Throws when there is nobody to ask, before anything of the question is written.</summary>
    protected abstract void RequireAnswers(string question);

    /// <summary>Reads the answer to a question that is already written.</summary>
    protected abstract string? ReadAnswer(string question);

    /// <summary>As <see cref="ReadAnswer"/>, without showing the answer.</summary>
    protected abstract SecureString ReadSecret(string question);

    protected static SecureString ToSecureString(string? text)
    {
        var secret = new SecureString();
        foreach (var character in text ?? "")
            secret.AppendChar(character);
        secret.MakeReadOnly();
        return secret;
    }

    private object AskFor(FieldDescription field)
    {
        var type = Type.GetType(field.ParameterAssemblyFullName ?? "") ?? typeof(string);
        if (type == typeof(PSCredential))
            return PromptForCredential(field.Label, field.HelpMessage, "", "");
        if (type.IsArray)
            return AskForList(field.Name);
        return type == typeof(SecureString) ? AskSecret($"{field.Name}: ") : Ask($"{field.Name}: ");
    }

    private object AskForList(string name)
    {
        var values = new List<string>();
        while (Ask($"{name}[{values.Count}]: ") is { Length: > 0 } value)
            values.Add(value);
        return values.ToArray();
    }

    private string Ask(string question)
    {
        Write(question);
        return ReadAnswer(question) ?? "";
    }

    private SecureString AskSecret(string question)
    {
        Write(question);
        return ReadSecret(question);
    }

    private void WriteHeading(string caption, string message)
    {
        foreach (var line in new[] { caption, message }.Where(line => !string.IsNullOrEmpty(line)))
            WriteLine(line);
    }
}
