using System.CommandLine;
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
            foreach (var one in chosen.Where(one => one != HookAgent.First))
            {
                InstallText.Print(
                    new AgentInstaller(home, one, parsed.GetValue(dryRun), DateTimeOffset.UtcNow).Uninstall(
                        new(home.Program, Hard: false, Http: null) { Home = home.Path }
                    ),
                    parsed.GetValue(json)
                );
            }

            if (!chosen.Contains(HookAgent.First))
                return ExitCode.Ok;
            var folder = parsed.GetValue(project) ? ClaudeFolder.OfProject() : ClaudeFolder.OfUser();
            var installer = new HookInstaller(home, folder, parsed.GetValue(dryRun), DateTimeOffset.UtcNow)
            {
                Warn = InstallText.Warn,
            };
            var report = installer.Uninstall();
            return InstallText.Print(report, parsed.GetValue(json));
        });
        return verb;
    }
}
