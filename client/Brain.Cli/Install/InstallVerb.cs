using System.CommandLine;
using Brain.Cli.Screen;
using Brain.Cli.Silo;
using Brain.Client;
using Brain.Client.ClaudeCode;

namespace Brain.Cli.Install;

/// <summary><c>brain install claude-code</c>: from now on every session of this agent has a brain.</summary>
internal static class InstallVerb
{
    internal static Command Make(BrainHome home)
    {
        var agent = InstallOptions.Agent();
        var (project, json, dryRun) = (InstallOptions.Project(), SaidOptions.Json(), InstallOptions.DryRun());
        var http = new Option<bool>("--http") { Description = "Send the frequent tool events by HTTP: the last millisecond." };
        var hard = new Option<bool>("--hard") { Description = "Refuse what the brain cannot decide, instead of going on without it." };
        var handOff = new Option<bool>("--handoff") { Description = "Make a HANDOFF.md in every project; without it, one that is there is kept up." };
        var verb = new Command("install", "Put the brain's hooks and commands into an agent's settings.")
        {
            agent, project, http, hard, handOff, dryRun, json,
        };
        verb.SetAction(said =>
        {
            var options = new HookOptions(Program(home), said.GetValue(hard), said.GetValue(http) ? Http(home) : null, said.GetValue(handOff));
            var folder = said.GetValue(project) ? ClaudeFolder.OfProject() : ClaudeFolder.OfUser();
            var report = new HookInstaller(home, folder, said.GetValue(dryRun), DateTimeOffset.UtcNow).Install(options);
            if (!report.Program!.StartsWith(home.Path + "/", StringComparison.Ordinal))
                report = report with { Notes = [.. report.Notes, Elsewhere(report.Program, home)] };
            return InstallWords.Print(report, said.GetValue(json));
        });
        return verb;
    }

    private static string Program(BrainHome home)
    {
        if (File.Exists(home.Program))
            return home.Program;
        return Environment.ProcessPath is { } running && running.EndsWith("/brain", StringComparison.Ordinal)
            ? running
            : throw new ClientException($"{home.Program} is not there, and hooks need it. Run `brain up` first.");
    }

    private static HookHttp Http(BrainHome home) =>
        File.Exists(home.HookToken)
            ? new(SiloNotes.Port(home), File.ReadAllText(home.HookToken).Trim())
            : throw new ClientException($"{home.HookToken} is not there, and --http needs it. Run `brain up` first.");

    private static string Elsewhere(string program, BrainHome home) =>
        $"The hooks run {program}, which lies outside {home.Path}: they find that folder only where BRAIN_HOME names it "
        + "or where it is the usual one.";
}
