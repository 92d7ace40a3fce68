using System.Text.Json;
using System.Text.RegularExpressions;
using Brain.Messages.Sessions;

namespace Brain.Silo.Hooks.Codex;

/// <summary>
/// How a call ended, read from what its rollout says that came of it: no field says so. What a program wrote stands
/// behind a line of its own and is not looked at.
/// </summary>
internal static partial class CodexEnd
{
    private const string Output = "\nOutput:";

    private static readonly string[] Refusals =
    [
        "Command blocked by ",
        "Tool call blocked by ",
        "patch rejected",
        "exec command rejected",
        "user rejected MCP tool call",
        "user cancelled MCP tool call",
        "MCP tool call cancelled",
    ];

    private static readonly string[] Failures =
    [
        "apply_patch verification failed",
        "exec_command failed",
        "write_stdin failed",
        "failed to parse function arguments",
        "tool call error",
        "unable to locate image",
        "unsupported call",
    ];

    /// <summary>
    /// The status, as <see cref="Brain.Domain.Import.ImportedToolCall.Status"/> has it; null for what still runs.
    /// </summary>
    /// <param name="output">What came of it.</param>
    /// <param name="kind">What the tool does; null for not known.</param>
    public static string? Of(string output, ToolKind? kind)
    {
        var end = output.IndexOf(Output, StringComparison.Ordinal);
        var head = end < 0 ? output : output[..end];
        if (Stopped().IsMatch(output))
            return "interrupted";
        if (end < 0 && (Begins(output, Refusals) || Unrun().IsMatch(output)))
            return "denied";
        if (Exit().Match(head) is { Success: true } exit)
            return exit.Groups["code"].Value == "0" ? "ok" : "errored";
        if (CodeInside(output) is { } code)
            return code == 0 ? "ok" : "errored";
        // A command that goes on by itself is told of once more when it is over.
        if (kind == ToolKind.Shell && Runs().IsMatch(head))
            return null;
        // Those two say it when they were done.
        return (end < 0 && Begins(output, Failures))
            || (kind is ToolKind.Shell or ToolKind.Edit && output.Length > 0)
            ? "errored"
            : "ended";
    }

    private static bool Begins(string output, string[] words) =>
        Array.Exists(words, word => output.StartsWith(word, StringComparison.Ordinal));

    // Older versions put output and code into JSON.
    private static long? CodeInside(string output)
    {
        if (!output.StartsWith('{') || !output.Contains("\"exit_code\"", StringComparison.Ordinal))
            return null;
        try
        {
            using var json = JsonDocument.Parse(output);
            return new HookJson(json.RootElement).Object("metadata")?.Number("exit_code");
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex(
        @"^(?:Wall time: [\d.]+ seconds\n)?(?:command )?aborted by user(?: after [\d.]+s?)?\s*$",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex Stopped();

    [GeneratedRegex(@"^exec_command failed.*Rejected\(", RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Unrun();

    [GeneratedRegex(
        @"^(?:Process exited with code|Exit code:) (?<code>-?\d+)$",
        RegexOptions.Multiline | RegexOptions.NonBacktracking
    )]
    private static partial Regex Exit();

    [GeneratedRegex("^Process running with session ID ", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Runs();
}
