using System.CommandLine;
using Brain.Client;

namespace Brain.Cli.Screen;

/// <summary>Options that more than one verb takes.</summary>
internal static class SharedOptions
{
    internal static Option<bool> Json() => new("--json") { Description = "Print data for programs." };

    internal static Option<string?> Session()
    {
        var option = new Option<string?>("--session", "-s")
        {
            Description =
                "Which session, by its id or the first characters of it; without it that of the agent whose shell "
                + "this is, else the latest of this folder.",
            HelpName = "ID",
        };
        option.CompletionSources.Add(Completions.Sessions);
        return option;
    }

    internal static Option<string?> Project() =>
        new("--project", "-p") { Description = "Only those that work in this folder.", HelpName = "PATH" };

    /// <summary>The folder as sessions name it: no <c>~</c>, no slash at its end; null when none was said.</summary>
    internal static string? Folder(string? text) =>
        text is null ? null : Path.TrimEndingDirectorySeparator(FullPath(text));

    /// <summary>A file or folder that was typed, whole: no shell puts the home in behind <c>--project=~/</c>.</summary>
    /// <exception cref="ClientException">Nothing was typed, such as a variable that is not set.</exception>
    internal static string FullPath(string text)
    {
        if (text.Length == 0)
            throw new ClientException(
                "'' is no file or folder: expected a path such as . or ~/code/site. Nothing was done.",
                isRefusal: true
            );
        var home = Environment.GetEnvironmentVariable("HOME");
        var path = text == "~" || text.StartsWith("~/", StringComparison.Ordinal) ? home + text[1..] : text;
        return Path.GetFullPath(path);
    }
}
