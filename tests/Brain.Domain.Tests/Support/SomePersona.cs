using System.Collections.Immutable;
using System.Text.Json;
using Brain.Domain.Watching;
using Brain.Silo.Hooks.ClaudeCode;
using FsCheck;
using FsCheck.Fluent;

namespace Brain.Tests.Personas;

/// <summary>Values that do not matter, by their shortest names.</summary>
internal static class SomePersona
{
    public const string Project = "/home/me/site";

    public static WatchRule Rule(
        string? tool = null,
        string? input = null,
        string? path = null,
        string? text = null,
        string say = "seen {count}",
        string? nothing = null
    ) => new(tool, input, path, text, say, nothing);

    public static WatchingPersona Watcher(params WatchRule[] rules) =>
        new(Guid.NewGuid(), "Steve", "🔧", "APIs", [.. rules]);

    public static JsonElement Json(object input) => JsonSerializer.SerializeToElement(input);

    /// <summary>What the watcher says after these calls.</summary>
    public static string? SaysOf(this WatchingPersona watcher, params (string Tool, object Input)[] calls) =>
        WatchEvaluator.Comment(watcher, calls.SelectMany(call => watcher.Sees(call.Tool, call.Input)), null, null);

    public static ImmutableArray<RuleMatch> Sees(this WatchingPersona watcher, string tool, object input) =>
        WatchEvaluator.See([watcher], Call(tool, Json(input)), Project);

    /// <summary>A call as rules look at it.</summary>
    public static WatchedCall Call(string tool, JsonElement? input) =>
        new(tool, ClaudeCodeToolKinds.Of(tool), input, ClaudeCodeToolInput.Path(input));

    /// <summary>Texts of the characters that such files, prompts and names go wrong with.</summary>
    public static Arbitrary<string> HostileText()
    {
        string[] parts =
        [
            "\"",
            "'",
            ":",
            ": ",
            "\n",
            "\r\n",
            "\t",
            "---",
            "\n---\n",
            "- ",
            "#",
            "{",
            "}",
            "[",
            "]",
            "&a ",
            "*a",
            "!!str ",
            "|",
            ">",
            "\\",
            "%",
            "@",
            "`",
            "\0",
            "\u0007",
            "\u0085",
            "\u2028",
            "\uFEFF",
            "\u202E",
            "\uD83D",
            "\uDD27",
            "🔧",
            "👩🏽‍💻",
            "é",
            "e\u0301",
            "ß",
            "name",
            "watch",
            "tool",
            "say",
            "input",
            "Steve",
            ", ",
            "status?",
            " ",
            "a",
            "(",
            ")",
            "(?=",
            "{1,9}",
            "+",
            "$",
            "create",
            "to",
            "“",
            "”",
            "\uFFFE",
            "\uFFFF",
            "~",
            "null",
        ];
        return Gen.Elements(parts).ArrayOf().Select(string.Concat).ToArbitrary();
    }
}
