using System.CommandLine;

namespace Brain.Cli.Install;

/// <summary>What both <c>install</c> and <c>uninstall</c> take.</summary>
internal static class InstallOptions
{
    internal static Argument<string> Agent()
    {
        var agent = new Argument<string>("agent") { Description = "Which agent: claude-code." };
        agent.AcceptOnlyFromAmong("claude-code");
        return agent;
    }

    internal static Option<bool> Project() =>
        new("--project") { Description = "This folder's .claude/settings.json instead of the user's." };

    internal static Option<bool> DryRun() => new("--dry-run", "-n") { Description = "Only say what would be done." };
}
