using Brain.Messages.Commands;
using Brain.Messages.Knowledge;
using Brain.Silo.Knowledge;

namespace Brain.Silo.Dashboard;

/// <summary>What a person asks of earlier calls of a project, in words.</summary>
internal sealed class RecallActions(RecallAnswers answers)
{
    private const string Nothing = "Nothing is known of that on this project.";

    private static readonly CommandResult Where = CommandResult.Refused(
        "recall.project",
        "Say on which project: what worked is known by project."
    );

    /// <summary>What followed an error before, and what worked then.</summary>
    public async Task<CommandResult> Fix(string error, string? project, CancellationToken stop) =>
        project is null ? Where
        : await answers.Fix(error, project, stop) is { Length: > 0 } fixes ? new(ToText(fixes))
        : new(Nothing);

    /// <summary>How a program is called, what worked and what failed.</summary>
    public async Task<CommandResult> How(string tool, string? project, CancellationToken stop)
    {
        if (project is null)
            return Where;
        var usage = await answers.How(tool, project, stop);
        if (usage.Calls.Length + usage.Failures.Length == 0)
            return new(Nothing);
        var calls = usage.Calls.Select(call => $"worked {call.Worked}, failed {call.Failed}: {call.Command}");
        return new(
            string.Join('\n', calls)
                + (usage.Failures.Length > 0 ? $"\nWhat failed, the newest first:\n{ToText(usage.Failures)}" : "")
        );
    }

    private static string ToText(KnownFix[] fixes) =>
        string.Join(
            "\n\n",
            fixes.Select(one =>
                $"failed   {one.Command}\nerror    {one.Error}\n"
                + (one.Edited.Length > 0 ? $"changed  {string.Join(", ", one.Edited)}\n" : "")
                + $"worked   {one.Worked ?? "nothing that is known"}"
            )
        );
}
