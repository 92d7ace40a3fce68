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
        var lacking = install
            .Files(Environment.GetEnvironmentVariable, options)
            .Where(file => !file.Has(new SettingsFile(file.Path).Read()))
            .Select(file => file.Path)
            .ToArray();
        if (lacking.Length > 0)
            yield return CheckResult.Bad(name, $"{string.Join(", ", lacking)} lacks what was put there", again);
        else if (!File.Exists(home.Program))
            yield return CheckResult.Bad(
                name,
                $"its hooks run {home.Program}, which is not there",
                $"brain up, then {again}"
            );
        else
            yield return Trust(name, install);
    }

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
            { Trusted: 0 } => CheckResult.Bad(name, "it knows no hook of the brain's", $"brain install {name}"),
            var trust => CheckResult.Good(name, $"it runs {trust.Trusted} hooks of the brain's, all trusted"),
        };
}
