using System.CommandLine;
using Brain.Cli.Agents.ClaudeCode;
using Brain.Cli.Screen;
using Brain.Cli.Silo;
using Brain.Client;
using Brain.Client.Agents;
using Brain.Client.Install;
using Brain.Messages.Hooks.ClaudeCode;

namespace Brain.Cli.Install;

/// <summary><c>brain install AGENT</c>: from now on every session of this agent has a brain.</summary>
internal static class InstallVerb
{
    internal static Command Make(BrainHome home)
    {
        var (agent, every) = (InstallOptions.Agent(), InstallOptions.Every());
        var (project, json, dryRun) = (InstallOptions.Project(), SharedOptions.Json(), InstallOptions.DryRun());
        var http = new Option<bool>("--http")
        {
            Description = "Send the frequent tool events by HTTP: the last millisecond.",
        };
        var hard = new Option<bool>("--hard")
        {
            Description = "Refuse what the brain cannot decide, instead of going on without it.",
        };
        var handOff = new Option<bool>("--handoff")
        {
            Description = "Make a HANDOFF.md in every project; without it, one that is there is kept up.",
        };
        var statusLine = new Option<bool>("--statusline")
        {
            Description = "Show the brain's status line too; one of your own stays.",
        };
        var others = new Option<bool>("--http-with-other-users")
        {
            Description = "--http although others can log in on this machine.",
        };
        var (softMs, hardMs) = (
            Wait("--soft-ms", "soft", SettingsWeakness.SoftMs),
            Wait("--hard-ms", "hard", SettingsWeakness.HardMs)
        );
        var verb = new CatalogCommand("install")
        {
            agent,
            every,
            project,
            http,
            others,
            hard,
            handOff,
            statusLine,
            softMs,
            hardMs,
            dryRun,
            json,
        };
        verb.SetAction(parsed =>
        {
            var chosen = InstallOptions.Chosen(parsed.GetValue(agent), parsed.GetValue(every));
            if (!chosen.Contains(HookAgent.First) && (parsed.GetValue(http) || parsed.GetValue(project)))
                throw new ClientException(
                    $"--http and --project are there for {HookAgent.First.Known.Name} only. Nothing was changed."
                );
            return InstallOptions.ForEach(
                chosen,
                parsed.GetValue(every),
                one => InstallText.Print(one == HookAgent.First ? First() : Other(one), parsed.GetValue(json))
            );

            HookOptions Options(HookHttp? over) =>
                new(Program(home), parsed.GetValue(hard), over, parsed.GetValue(handOff))
                {
                    Home = home.Path,
                    SoftMs = parsed.GetValue(softMs),
                    HardMs = parsed.GetValue(hardMs),
                };

            InstallReport Other(HookAgent one) =>
                new AgentInstaller(home, one, parsed.GetValue(dryRun), DateTimeOffset.UtcNow).Install(Options(null));

            InstallReport First()
            {
                if (parsed.GetValue(http) && !parsed.GetValue(others))
                    ClaudeCodeInstall.RefuseWithOthers(OtherUsers.Find());
                var report = new ClaudeCodeInstall(home, parsed.GetValue(project), parsed.GetValue(dryRun)).Install(
                    Options(parsed.GetValue(http) ? Http(home) : null) with
                    {
                        StatusLine = parsed.GetValue(statusLine),
                    }
                );
                return report.Program!.StartsWith(home.Path + "/", StringComparison.Ordinal)
                    ? report
                    : report with { Notes = [.. report.Notes, Elsewhere(report.Program, home)] };
            }
        });
        return verb;
    }

    private static Option<int?> Wait(string name, string which, (int Min, int Max) limits)
    {
        var option = new Option<int?>(name)
        {
            Description = $"How long a {which} session waits for the brain, {limits.Min} to {limits.Max} ms.",
            HelpName = "N",
        };
        option.Validators.Add(result =>
        {
            if (
                result.Tokens is [{ Value: var text }, ..]
                && (!int.TryParse(text, out var ms) || ms < limits.Min || ms > limits.Max)
            )
                result.AddError($"{name} is '{text}': expected {limits.Min} to {limits.Max} milliseconds.");
        });
        return option;
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
        $"The hooks run {program}, which lies outside {home.Path}: when it goes, they do.";
}
