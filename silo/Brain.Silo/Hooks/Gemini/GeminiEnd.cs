using System.Text.Json;
using System.Text.RegularExpressions;
using Brain.Messages.Sessions;

namespace Brain.Silo.Hooks.Gemini;

/// <summary>
/// How a call of a chat's ended. A command that failed counts as a success there, and what a hook refused as a failure;
/// both stand in what the model was given.
/// </summary>
internal static partial class GeminiEnd
{
    private const string Output = "Output: ";

    /// <summary>Its status, as rows have it, and what went wrong.</summary>
    /// <param name="call">The call.</param>
    /// <param name="told">What it says of itself.</param>
    /// <param name="kind">What the tool does.</param>
    public static (string Status, string? Error) Of(HookJson call, string told, ToolKind kind)
    {
        var (output, error) = (Response(call, "output"), Response(call, "error"));
        return told switch
        {
            "success" when kind == ToolKind.Shell && CodeIn(output, call.Text("resultDisplay")) is { } code => (
                "errored",
                $"exit code {code}: {output}"
            ),
            "success" => ("ok", null),
            "cancelled" => ("denied", call.Text("resultDisplay") ?? error ?? told),
            _ when error is not null && Refused().IsMatch(error) => ("denied", error),
            _ => ("errored", call.Text("resultDisplay") ?? error ?? told),
        };
    }

    // What the command wrote itself, which is shown, may look the same.
    private static int? CodeIn(string? output, string? shown)
    {
        if (output is null)
            return null;
        var own = shown is { Length: > 0 } ? output.IndexOf(Output + shown, StringComparison.Ordinal) : -1;
        return GeminiOutcome.ExitCode(own < 0 ? output : output[(own + Output.Length + shown!.Length)..]);
    }

    private static string? Response(HookJson call, string field) =>
        call.Value("result") is { ValueKind: JsonValueKind.Array } parts
            ? parts
                .EnumerateArray()
                .Where(part => part.ValueKind == JsonValueKind.Object)
                .Select(part => new HookJson(part).Object("functionResponse")?.Object("response")?.Text(field))
                .FirstOrDefault(text => text is not null)
            : null;

    [GeneratedRegex("^Tool execution (?:blocked|denied)", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Refused();
}
