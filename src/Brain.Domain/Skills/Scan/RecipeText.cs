using System.Text.Json;
using System.Text.RegularExpressions;
using Brain.Messages.Text;

namespace Brain.Domain.Skills.Scan;

/// <summary>What make and docker run, as the commands of a shell, a line each as it was.</summary>
internal static partial class RecipeText
{
    /// <summary>As a shell's text.</summary>
    public static string Of(string text) => string.Join('\n', text.Split('\n').Select(Command));

    private static string Command(string line)
    {
        var bare = line.TrimStart(' ', '\t', '@', '-', '+');
        if (Docker().Match(bare) is { Success: true } docker)
            bare = docker.Groups["command"].Value is ['[', ..] list ? Words(list) : docker.Groups["command"].Value;
        else if (Rule().Match(line) is { Success: true } rule)
            bare = rule.Groups["command"].Value.TrimStart(' ', '\t', '@', '-', '+');
        return bare.Replace("$$", "$", StringComparison.Ordinal);
    }

    // A list of words is started without a shell: each as it is.
    private static string Words(string list)
    {
        try
        {
            using var read = JsonDocument.Parse(list);
            return string.Join(
                ' ',
                read.RootElement.EnumerateArray()
                    .Select(word => ShellQuote.Always(word.ToString()))
            );
        }
        catch (JsonException)
        {
            return list;
        }
    }

    [GeneratedRegex(
        @"^(ONBUILD\s+)?(RUN|CMD|ENTRYPOINT|HEALTHCHECK(\s+--\S+)*\s+CMD)\s+(--\S+\s+)*(?<command>\S.*)$",
        RegexOptions.CultureInvariant
            | RegexOptions.ExplicitCapture
            | RegexOptions.IgnoreCase
            | RegexOptions.NonBacktracking
    )]
    private static partial Regex Docker();

    // A rule of make with its command on the same line.
    [GeneratedRegex(
        @"^[^\s:=;#][^:=;#]*::?[^:=;#]*;\s*(?<command>\S.*)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Rule();
}
