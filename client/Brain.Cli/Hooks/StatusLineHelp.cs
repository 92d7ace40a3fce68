using System.CommandLine;
using Brain.Cli.Screen;

namespace Brain.Cli.Hooks;

/// <summary>What <c>--help</c> says of the status line, which itself never comes this far.</summary>
internal static class StatusLineHelp
{
    internal static Command Make()
    {
        var verb = new CatalogCommand("statusline")
        {
            new Option<bool>("--segment")
            {
                Description = "Without the agent's own cost and limits, for a line that has them.",
            },
            new Option<string?>("--home")
            {
                Description = "The brain's folder, whatever the environment says.",
                HelpName = "PATH",
            },
            SharedOptions.Json(),
        };
        verb.SetAction(_ => StatusLineVerb.Run(["statusline"]));
        return verb;
    }
}
