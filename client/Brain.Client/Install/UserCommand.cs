using Brain.Messages.Commands;
using Brain.Messages.Hooks.ClaudeCode;

namespace Brain.Client.Install;

/// <summary>
/// A bare slash command: a file that makes the agent hand <c>/name</c> to its hooks, where the brain answers it. Its
/// text is read by a model only when the brain was not there.
/// </summary>
internal sealed record UserCommand(string Name, string Description, string Hint)
{
    /// <summary>
    /// Its file under the folder of commands: a folder of ours holds what the agent itself has a bare command for.
    /// </summary>
    internal string File => $"{Name.Replace(':', '/')}.md";

    /// <summary>What is done when the brain hands the agent a persona's context instead of an answer.</summary>
    internal bool Hosted { get; init; }

    /// <summary>Tells our files from others.</summary>
    internal const string Marker = HookEvents.CommandMarker;

    /// <summary>
    /// The catalogue's slash commands; none of these is the name of a command Claude Code has itself.
    /// </summary>
    internal static readonly UserCommand[] All = [.. CommandCatalog.Slashes.Select(verb => Of(verb.Name, verb.Slash!))];

    private static UserCommand Of(string name, SlashText slash) =>
        new(slash.PluginOnly ? $"brain:{name}" : name, slash.Description, slash.Hint) { Hosted = slash.Hosted };

    internal string Text =>
        $"""
            ---
            description: {Description}
            {(Hint.Length > 0 ? $"argument-hint: \"[{Hint}]\"\n" : "")}---
            {Marker}

            {(
                Hosted
                    ? "If the brain says beside this text who is asked and from which rows, answer as told there, and nothing below holds.\n\n"
                    : ""
            )}The person typed `/{Name} $ARGUMENTS`. The brain answers this command itself, before any model is asked; that this
            text was read at all means that the brain did not answer, so nothing was declared or changed.

            Say exactly that in one sentence, add that `brain up` starts the brain and `brain doctor` says what is wrong,
            and do nothing else.

            """;
}
