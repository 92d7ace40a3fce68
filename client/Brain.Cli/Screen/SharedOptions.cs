using System.CommandLine;

namespace Brain.Cli.Screen;

/// <summary>Options that more than one verb takes.</summary>
internal static class SharedOptions
{
    internal static Option<bool> Json() => new("--json") { Description = "Print data for programs." };

    internal static Option<string?> Session() =>
        new("--session", "-s")
        {
            Description =
                "Which session; without it this agent's own ($CLAUDE_CODE_SESSION_ID), else the latest of this folder.",
            HelpName = "ID",
        };
}
