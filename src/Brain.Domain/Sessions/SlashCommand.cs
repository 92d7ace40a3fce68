using Brain.Messages.Commands;

namespace Brain.Domain.Sessions;

/// <summary>A slash command of the brain: the session answers it itself, or it is a request to somebody else.</summary>
/// <param name="Verb">Which, as the catalogue has it.</param>
/// <param name="Args">What follows the name, without the blanks around it.</param>
public sealed record SlashCommand(CommandVerb Verb, string Args)
{
    private const string Plugin = "brain:";

    /// <summary>Its name without the plugin's prefix.</summary>
    public string Name => Verb.Name;

    /// <summary>What code switches on.</summary>
    public CommandKind Kind => Verb.Kind!.Value;

    /// <summary>It is for somebody else than the session.</summary>
    public bool IsRequest => Verb.IsRequest;

    /// <summary>Reads a command by its name, with the plugin's prefix or without; null when it is none.</summary>
    public static SlashCommand? Of(string? name, string? args)
    {
        if (name is null)
            return null;
        var prefixed = name.StartsWith(Plugin, StringComparison.Ordinal);
        return
            CommandCatalog.Find(prefixed ? name[Plugin.Length..] : name) is { Slash: { } slash } verb
            && (prefixed || !slash.PluginOnly)
            ? new(verb, (args ?? "").Trim())
            : null;
    }

    /// <summary>Reads a command from a prompt as it was typed; null when it is none.</summary>
    public static SlashCommand? In(string? prompt)
    {
        if (prompt is null || !prompt.StartsWith('/'))
            return null;
        var end = prompt.AsSpan().IndexOfAny(" \t\r\n");
        return end < 0 ? Of(prompt[1..], null) : Of(prompt[1..end], prompt[end..]);
    }
}
