using System.CommandLine;
using Brain.Cli.Agents.ClaudeCode;
using Brain.Cli.Screen;
using Brain.Client;
using Brain.Client.Agents;
using Brain.Client.Install;

namespace Brain.Cli.Install;

/// <summary><c>brain uninstall AGENT</c>: takes out exactly what <c>install</c> put in.</summary>
internal static class UninstallVerb
{
    internal static Command Make(BrainHome home)
    {
        var (agent, every) = (InstallOptions.Agent(), InstallOptions.Every());
        var (project, json, dryRun) = (InstallOptions.Project(), SharedOptions.Json(), InstallOptions.DryRun());
        var verb = new CatalogCommand("uninstall") { agent, every, project, dryRun, json };
        verb.SetAction(parsed =>
        {
            var chosen = InstallOptions.Chosen(parsed.GetValue(agent), parsed.GetValue(every));
            return InstallOptions.ForEach(
                chosen,
                parsed.GetValue(every),
                one =>
                    InstallText.Print(
                        Uninstall(home, one, parsed.GetValue(project), parsed.GetValue(dryRun)),
                        parsed.GetValue(json)
                    )
            );
        });
        return verb;
    }

    private static InstallReport Uninstall(BrainHome home, HookAgent agent, bool project, bool dryRun) =>
        agent == HookAgent.First
            ? new ClaudeCodeInstall(home, project, dryRun).Uninstall()
            : new AgentInstaller(home, agent, dryRun, DateTimeOffset.UtcNow).Uninstall(
                new(home.Program, Hard: false, Http: null) { Home = home.Path }
            );
}
