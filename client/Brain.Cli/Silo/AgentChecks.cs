using System.Text.Json;
using System.Text.Json.Nodes;
using Brain.Client;
using Brain.Client.Agents;
using Brain.Client.Install;

namespace Brain.Cli.Silo;

/// <summary>The other agents' files: is ours in them, does its program lie there, and do they run it?</summary>
internal static class AgentChecks
{
    private const int SettingsBytesMax = 1024 * 1024;

    private static readonly JsonDocumentOptions Lenient =
        new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

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
        foreach (var (file, said) in Off(install, Environment.GetEnvironmentVariable, CurrentFolder.Path))
            yield return CheckResult.Bad(
                name,
                $"{file} says {said}: no hook of the brain's runs",
                "take that out of the file"
            );
    }

    /// <summary>The agent's settings that keep the brain's hooks from running, each with what it says.</summary>
    internal static IEnumerable<(string File, string Said)> Off(
        AgentInstall install,
        Func<string, string?> environment,
        string? folder
    ) =>
        from file in install.Switches(environment, folder).Distinct()
        let said = Said(install, file)
        where said is not null
        select (file, said);

    // A file that can't be read switches nothing off: a name that stands twice and half a pair of letters are found out
    // where it is looked into.
    private static string? Said(AgentInstall install, string file)
    {
        try
        {
            return
                FileHead.Read(file, SettingsBytesMax) is { } bytes
                && JsonNode.Parse(bytes, documentOptions: Lenient) is JsonObject settings
                ? install.Off(settings)
                : null;
        }
        catch (Exception e)
            when (e
                    is JsonException
                        or ArgumentException
                        or InvalidOperationException
                        or IOException
                        or UnauthorizedAccessException
            )
        {
            return null;
        }
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
            { Trusted: 0 } => CheckResult.Bad(
                name,
                "it knows no hook of the brain's",
                $"brain install {name}; where its settings say that hooks are off, take that out"
            ),
            var trust => CheckResult.Good(name, $"it runs {trust.Trusted} hooks of the brain's, all trusted"),
        };
}
