using Brain.Domain.Sessions;

namespace Brain.Silo.Hooks;

/// <summary>
/// A command of the brain that an agent hands on as a prompt, for it knows no such command itself: <c>$mode debug</c>,
/// <c>brain mode debug</c>, <c>/mode debug</c>.
/// </summary>
/// <param name="Name">As a session knows it.</param>
/// <param name="Args">What follows it.</param>
internal sealed record PromptedCommand(string Name, string Args)
{
    private const string Plugin = "brain:";

    private static readonly string[] Prefixes = ["$", SessionText.Spoken, "/brain:", "/"];

    /// <summary>Null when the prompt is none.</summary>
    public static PromptedCommand? Of(string? prompt)
    {
        var typed = prompt?.TrimStart() ?? "";
        foreach (var prefix in Prefixes)
        {
            if (!typed.StartsWith(prefix, StringComparison.Ordinal))
                continue;
            var rest = typed[prefix.Length..].TrimStart(' ');
            var end = rest.AsSpan().IndexOfAny(" \t\r\n");
            var (name, args) = end < 0 ? (rest.TrimEnd(), "") : (rest[..end], rest[end..].Trim());
            if (SlashCommand.Of(Plugin + name, args) is { } command)
                return new(Plugin + command.Name, command.Args);
        }

        return null;
    }
}
