using System.CommandLine;
using Brain.Cli.Screen;
using Brain.Client;
using Brain.Client.Install;

namespace Brain.Cli.Install;

/// <summary><c>brain uninstall claude-code</c>: takes out exactly what <c>install</c> put in.</summary>
internal static class UninstallVerb
{
    internal static Command Make(BrainHome home)
    {
        var agent = InstallOptions.Agent();
        var (project, json, dryRun) = (InstallOptions.Project(), SharedOptions.Json(), InstallOptions.DryRun());
        var verb = new CatalogCommand("uninstall") { agent, project, dryRun, json };
        verb.SetAction(parsed =>
        {
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
