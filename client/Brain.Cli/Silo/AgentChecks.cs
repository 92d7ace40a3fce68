using Brain.Client;
using Brain.Client.Agents;
using Brain.Client.Install;

namespace Brain.Cli.Silo;

/// <summary>The other agents' files: is ours in them, does its program lie there, and do they run it?</summary>
internal static class AgentChecks
{
    internal static IEnumerable<CheckResult> Run(BrainHome home) =>
        HookAgents.All.Where(agent => agent.Install is not null).SelectMany(agent => Run(home, agent));

    private static IEnumerable<CheckResult> Run(BrainHome home, HookAgent agent)
    {
        var (name, install) = (agent.Known.Name, agent.Install!);
        if (AgentInstaller.Of(home, agent) is null)
            yield break;
        var again = $"brain install {name}";
        var options = new HookOptions(home.Program, Hard: false, Http: null) { Home = home.Path };
        Func<string, string?> read = Environment.GetEnvironmentVariable;
        var lacking = install
            .Files(read, options)
            .Select(file => (File: file, Bytes: new SettingsFile(file.Path).Read()))
            .Select(one =>
                (one.File.Path, Lack: one.File.Has(one.Bytes) ? one.File.Lack(one.Bytes) : "lacks what was put there")
            )
            .Where(one => one.Lack is not null)
            .ToArray();
        if (lacking.Length > 0)
            yield return CheckResult.Bad(
                name,
                string.Join(", ", lacking.GroupBy(one => one.Lack, one => one.Path).Select(Said)),
                again
            );
        else if (!File.Exists(home.Program))
            yield return CheckResult.Bad(
                name,
                $"its hooks run {home.Program}, which is not there",
                $"brain up, then {again}"
            );
        else
            yield return Trust(name, install);
        foreach (var (where, said) in install.Off(read, CurrentFolder.Path))
            yield return CheckResult.Bad(
                name,
                $"{where} says {said}: no hook of the brain's runs",
                "take that out"
            );
        foreach (var (file, variable) in install.Bending(read, CurrentFolder.Path))
            yield return CheckResult.Odd(
                name,
                $"{file} sets {variable}, which the brain's hooks have too",
                "take that out of the file"
            );
    }

    // Several files that lack the same are one sentence.
    private static string Said(IGrouping<string?, string> lack) => $"{string.Join(", ", lack)} {lack.Key}";

    private static CheckResult Trust(string name, AgentInstall install) =>
        install.Trust(Environment.GetEnvironmentVariable) switch
        {
            null => CheckResult.Good(name, "its hooks are where they were put"),
            { Waiting.Length: > 0 } trust => CheckResult.Bad(
                name,
                $"it runs {trust.Trusted} of the brain's hooks and passes over {string.Join(", ", trust.Waiting)}, for "
                    + "nobody has trusted them",
                $"start {name}, look at its hooks and press t"
            ),
            { Trusted: > 0, Unknown.Length: > 0 } trust => CheckResult.Odd(
                name,
                $"it runs {trust.Trusted} of the brain's hooks and knows none on {string.Join(", ", trust.Unknown)}",
                $"brain install {name}; another version of it may not have these events"
            ),
            { Trusted: 0 } => CheckResult.Bad(
                name,
                "it knows no hook of the brain's",
                $"brain install {name}; where its settings say that hooks are off, take that out"
            ),
            var trust => CheckResult.Good(name, $"it runs {trust.Trusted} hooks of the brain's, all trusted"),
        };
}
