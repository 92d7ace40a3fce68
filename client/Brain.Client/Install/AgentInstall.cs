using Brain.Messages.Hooks;
using Brain.Messages.Text;

namespace Brain.Client.Install;

/// <summary>What an installation puts into an agent's own files; each agent knows.</summary>
internal abstract class AgentInstall
{
    /// <summary>Whose.</summary>
    internal abstract string Agent { get; }

    /// <summary>
    /// Each file with what is put into it. Hooks are taken out in this order, for a hook whose program is gone can stop
    /// an agent.
    /// </summary>
    internal abstract IReadOnlyList<AgentFile> Files(Func<string, string?> environment, HookOptions options);

    /// <summary>What the person should know, as sentences.</summary>
    internal virtual IEnumerable<string> Notes(HookOptions options) => [];

    /// <summary>Whether the agent runs what was put there, asked of itself; null where it can't be told.</summary>
    internal virtual AgentTrust? Trust(Func<string, string?> environment) => null;

    /// <summary>
    /// What keeps the brain's hooks from running where the agent is started in a folder: by whom it is said, and what.
    /// </summary>
    internal virtual IEnumerable<(string Where, string Said)> Off(Func<string, string?> environment, string? folder) =>
        [];

    /// <summary>
    /// Variables that bend the brain's hooks where the agent is started in a folder, each with the file that the agent
    /// takes it from.
    /// </summary>
    internal virtual IEnumerable<(string File, string Name)> Bending(
        Func<string, string?> environment,
        string? folder
    ) => [];

    /// <summary>Where an agent keeps the user's own files.</summary>
    protected static string FolderOf(KnownAgent agent, Func<string, string?> environment) =>
        agent.FolderOf(environment, AgentVariables.Text);

    /// <summary>
    /// What a hook runs, as a line of a shell. An agent may trust the very text, so it is the same from version to
    /// version.
    /// </summary>
    internal string Line(HookOptions options, string? named = null) =>
        string.Join(
            ' ',
            Arguments(options, named).Prepend(options.Program).Select(ShellQuote.IfNeeded)
        );

    /// <summary>The words after the program.</summary>
    internal string[] Arguments(HookOptions options, string? named = null)
    {
        var words = options.Arguments(Agent);
        return named is null ? words : [.. words[..2], named, .. words[2..]];
    }

    /// <summary>Whether a line runs a hook of ours for this agent.</summary>
    internal bool RunsUs(string? line) =>
        line?.Split($" hook {Agent}") is [var program, var rest]
        && rest is "" or [' ', ..]
        && program.Trim('\'', '"').EndsWith("/brain", StringComparison.Ordinal);
}

/// <summary>Which of our hooks an agent runs.</summary>
/// <param name="Trusted">How many it runs.</param>
/// <param name="Waiting">The events whose hooks it passes over until a person has looked at them.</param>
/// <param name="Unknown">The events of ours on which it knows no hook.</param>
internal sealed record AgentTrust(int Trusted, string[] Waiting, string[] Unknown);
