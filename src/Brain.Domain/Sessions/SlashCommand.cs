namespace Brain.Domain.Sessions;

/// <summary>A slash command of the brain that a session answers itself, with no model tokens.</summary>
/// <param name="Name">purpose, mode or budget.</param>
/// <param name="Args">What follows the name, without the blanks around it.</param>
public sealed record SlashCommand(string Name, string Args)
{
    private const string Plugin = "brain:";

    /// <summary>Reads a command by its name, with or without the plugin's prefix; null when the brain has none of it.</summary>
    public static SlashCommand? Of(string? name, string? args)
    {
        var bare = name is not null && name.StartsWith(Plugin, StringComparison.Ordinal) ? name[Plugin.Length..] : name;
        return bare is "purpose" or "mode" or "budget" ? new(bare, (args ?? "").Trim()) : null;
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
