using System.CommandLine;
using System.Globalization;

namespace Brain.Cli.Screen;

/// <summary>
/// What a shell's script asks with <c>[suggest:PLACE] LINE</c>: the words that may stand at that place of a line, one
/// to a line. Options are offered where one begins, or where nothing else can stand.
/// </summary>
internal static class Suggestions
{
    private const string Opening = "[suggest";

    // Other spellings of --help, which nobody looks for.
    private static readonly string[] Twins = ["-?", "-h", "/?", "/h"];

    /// <summary>Whether a shell asks.</summary>
    internal static bool AreAsked(string[] args) =>
        args is [{ } first, ..] && first.StartsWith(Opening, StringComparison.Ordinal) && first.EndsWith(']');

    /// <summary>The words that may follow.</summary>
    /// <param name="root">All verbs.</param>
    /// <param name="args">What the script said.</param>
    internal static IEnumerable<string> Of(RootCommand root, string[] args)
    {
        var line = args.Length > 1 ? args[1] : "";
        var place =
            args[0].Split(':') is [_, var told]
            && int.TryParse(told.TrimEnd(']'), CultureInfo.InvariantCulture, out var number)
                ? Math.Clamp(number, 0, line.Length)
                : line.Length;
        string[] words =
        [
            .. root.Parse(line)
                .GetCompletions(place)
                .Select(one => one.Label)
                .Where(word => !Twins.Contains(word))
                .Distinct(StringComparer.Ordinal),
        ];
        var plain = words.Where(word => !word.StartsWith('-')).ToArray();
        return plain.Length > 0 && (place == 0 || char.IsWhiteSpace(line[place - 1])) ? plain : words;
    }
}
