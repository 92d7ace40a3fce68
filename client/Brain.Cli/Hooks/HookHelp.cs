using System.CommandLine;
using Brain.Cli.Screen;
using Brain.Client.Hooks;

namespace Brain.Cli.Hooks;

/// <summary>What <c>--help</c> says of the hook. The hook itself never comes this far.</summary>
internal static class HookHelp
{
    internal static Command Make()
    {
        var verb = new CatalogCommand("hook") { TreatUnmatchedTokensAsErrors = false };
        verb.SetAction(_ =>
        {
            Terminal.Error.WriteLine(HookText.Usage);
            return ExitCode.Failed;
        });
        return verb;
    }
}
