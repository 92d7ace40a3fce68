using System.Text.Json.Nodes;
using Brain.Client.Install;
using Brain.Messages.Text;

namespace Brain.Client.Agents.ClaudeCode;

/// <summary>The status line in a settings file: put in where there is none, and a person's own left alone.</summary>
internal static class StatusLineEntry
{
    private const string Name = "statusLine";
    private const string Verb = " statusline";

    /// <summary>Puts ours in, or brings it up to date.</summary>
    /// <returns>Null, or why it was not done, as a sentence.</returns>
    internal static string? Install(JsonObject settings, HookOptions options)
    {
        if (settings[Name] is { } there && !IsOurs(there))
            return "A status line of your own is there and stays. To show the brain's beside it, have it run: "
                + $"{Command(options)} --segment";
        settings[Name] = new JsonObject { ["type"] = "command", ["command"] = Command(options) };
        return null;
    }

    /// <summary>Takes ours out.</summary>
    internal static void Remove(JsonObject settings)
    {
        if (IsOurs(settings[Name]))
            settings.Remove(Name);
    }

    private static bool IsOurs(JsonNode? entry) =>
        (entry as JsonObject)?["command"] is JsonValue value
        && value.TryGetValue(out string? command)
        && command.IndexOf(Verb, StringComparison.Ordinal) is > 0 and var at
        && command[..at].TrimEnd('\'').EndsWith("/brain", StringComparison.Ordinal);

    // It is run by a shell.
    private static string Command(HookOptions options) =>
        ShellQuote.IfNeeded(options.Program)
        + Verb
        + (options.Home is { } home ? $" --home {ShellQuote.IfNeeded(home)}" : "");
}
