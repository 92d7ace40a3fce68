using Brain.Messages.Personas;

namespace Brain.Domain.Sessions;

/// <summary>A slash command of the brain: the session answers it itself, or it is an errand for somebody else.</summary>
/// <param name="Name">purpose, mode, budget or one of <see cref="CommandRequest.Kinds"/>.</param>
/// <param name="Args">What follows the name, without the blanks around it.</param>
public sealed record SlashCommand(string Name, string Args)
{
    private const string Plugin = "brain:";

    /// <summary>It is for somebody else than the session.</summary>
    public bool IsErrand => CommandRequest.Kinds.Contains(Name, StringComparer.Ordinal);

    /// <summary>Reads a command by its name, with or without the plugin's prefix; null when the brain has none of it.</summary>
    public static SlashCommand? Of(string? name, string? args)
    {
        var bare = name is not null && name.StartsWith(Plugin, StringComparison.Ordinal) ? name[Plugin.Length..] : name;
        // Bare /undo is the agent's own.
        return bare is "purpose" or "mode" or "budget" || (bare is not null && CommandRequest.Kinds.Contains(bare, StringComparer.Ordinal) && (bare != "undo" || bare != name))
            ? new(bare, (args ?? "").Trim())
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
