using System.Text.Json;
using Brain.Domain.Text;
using Brain.Domain.Tools;

namespace Brain.Silo.Hooks.ClaudeCode;

/// <summary>What Claude Code's tools are aimed at, as their inputs have it.</summary>
internal static class ClaudeCodeToolInput
{
    private const int TargetMax = 400;
    private const int PathMax = 4_096;
    private const int CallMax = 300;

    // The tool calls of Anthropic's API.
    private const string Own = "toolu_";

    private static readonly string[] PathNames = ["file_path", "notebook_path", "path"];

    // Where tools keep what they are aimed at, most telling first.
    private static readonly string[] TargetNames =
    [
        "command",
        .. PathNames,
        "url",
        "pattern",
        "query",
        "skill",
        "description",
    ];

    /// <summary>
    /// Which call. Ids that gateways make up begin again with each turn, and some with each call, so there the turn
    /// and what the call is belong to the id. Those in the form of Anthropic's stay as they are; whether such a one has
    /// come before, the session knows.
    /// </summary>
    public static string? Call(string? id, Guid? prompt, string? tool, JsonElement? input)
    {
        if (string.IsNullOrEmpty(id))
            return null;
        if (id.StartsWith(Own, StringComparison.Ordinal) || id.Length > CallMax)
            return id;
        return ToolCallKey.Of(id, prompt, tool, input);
    }

    /// <summary>The shell line, or more of it than anybody reads; null for none.</summary>
    public static string? Command(JsonElement? input) => JsonText.Of(input, "command", ModeTable.CommandMax);

    /// <summary>The file or folder; null for none, and for what no path can be.</summary>
    public static string? Path(JsonElement? input)
    {
        foreach (var name in PathNames)
        {
            if (JsonText.Of(input, name, PathMax) is { Length: > 0 and <= PathMax } path)
                return path;
        }

        return null;
    }

    /// <summary>Which files a search looks into; null where it does not say.</summary>
    public static string? Glob(JsonElement? input) => JsonText.Of(input, "glob", PathMax);

    /// <summary>A path, a command, an address: its first characters.</summary>
    public static string? Target(JsonElement? input)
    {
        foreach (var name in TargetNames)
        {
            if (JsonText.Of(input, name, TargetMax) is { Length: > 0 } target)
                return target;
        }

        return null;
    }
}
