using System.Globalization;
using Brain.Messages.Sessions;

namespace Brain.Domain.Skills;

/// <summary>What was said beside the name of a skill that is drafted, extracted, versioned or shared.</summary>
public sealed record SkillBuildOptions
{
    /// <summary>The first turn that counts.</summary>
    public int FirstTurn { get; init; } = 1;

    /// <summary>The last.</summary>
    public int LastTurn { get; init; } = int.MaxValue;

    /// <summary>A stretch of turns was said.</summary>
    public bool HasTurns { get; init; }

    /// <summary>A learning's id, or how it begins; null for turns.</summary>
    public string? Learning { get; init; }

    /// <summary>The folder in which the skill's own is made; null for where the agent looks.</summary>
    public string? To { get; init; }

    /// <summary>major, minor, patch, or a version.</summary>
    public string Wanted { get; init; } = "patch";

    /// <summary>Why there is another version, or null.</summary>
    public string? Why { get; init; }

    /// <summary>A folder that it is copied into, or null.</summary>
    public string? Folder { get; init; }

    /// <summary>A branch that it is committed to, or null.</summary>
    public string? Branch { get; init; }

    /// <summary>A marketplace's folder, or null.</summary>
    public string? Marketplace { get; init; }

    /// <summary>It is shared although something in it looks like a secret, or was not looked at.</summary>
    public bool WithSecrets { get; init; }

    /// <summary>Everything is shown and nothing is written.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>No chat model is asked.</summary>
    public bool ByRules { get; init; }

    /// <summary>Reads them: a name of each, then its value where it has one.</summary>
    /// <param name="words">What was said.</param>
    /// <param name="takesPart">A word without a name is the part of the version, or the version.</param>
    public static (SkillBuildOptions? Options, Refusal? Refusal) Parse(ReadOnlySpan<string> words, bool takesPart)
    {
        var options = new SkillBuildOptions();
        for (var at = 0; at < words.Length; at++)
        {
            var name = words[at];
            if (takesPart && name is not ['-', ..])
            {
                options = options with { Wanted = name };
                continue;
            }

            if (name is "--dry-run" or "--rules" or "--with-secrets")
            {
                options = name switch
                {
                    "--dry-run" => options with { IsDryRun = true },
                    "--rules" => options with { ByRules = true },
                    _ => options with { WithSecrets = true },
                };
                continue;
            }

            if (at + 1 == words.Length || With(options, name, words[++at]) is not { } next)
                return (
                    null,
                    new("skills.usage", $"'{name}' was not understood. Nothing was changed. See: brain skills --help")
                );
            options = next;
        }

        return (options, null);
    }

    private static SkillBuildOptions? With(SkillBuildOptions options, string name, string value) =>
        (name, value) switch
        {
            ("--turns", _) when Turns(value) is var (first, last) => options with
            {
                FirstTurn = first,
                LastTurn = last,
                HasTurns = true,
            },
            ("--learning", _) => options with { Learning = value },
            ("--to", ['/', ..]) => options with { To = value },
            ("--part", _) => options with { Wanted = value },
            ("--why", _) => options with { Why = value },
            ("--folder", ['/', ..]) => options with { Folder = value },
            ("--branch", _) => options with { Branch = value },
            ("--marketplace", ['/', ..]) => options with { Marketplace = value },
            _ => null,
        };

    private static (int First, int Last)? Turns(string value)
    {
        var ends = value.Split('-', 2);
        return Number(ends[0]) is { } first && Number(ends[^1]) is { } last && first <= last && first > 0
            ? (first, last)
            : null;
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
