using Brain.Domain.Text;
using Brain.Messages.Text;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace Brain.Silo.Mcp;

/// <summary>What people ask for often, said for them: each has the agent use the tools.</summary>
internal static class McpPrompts
{
    private const int TopicMax = 1_000;

    private static readonly (Prompt Prompt, Func<string, string> Text)[] All =
    [
        (
            Define("catch-up", "What was done here lately, what is open, who else works here"),
            _ =>
                "Call the brain's status tool, then search this project's newest hand-offs (kind handoff) and read "
                + "the first two. Tell me in at most eight lines what was done lately, what is open, what was tried and "
                + "refuted, and who else is at work here."
        ),
        (
            Define("recall", "Whether this was solved, decided or refuted before", "topic", "What it is about"),
            topic =>
                $"Search the brain for this, in this project and then in all, and read what answers it: {topic}\n"
                + "Tell me what was decided or found, when and in which session, and what was tried and refuted. Say "
                + "so if nothing answers."
        ),
        (
            Define("review", "Say what this session's turns were and what was learnt"),
            _ =>
                "Call the brain's review tool with action read, judge the turns that it lists, and submit their "
                + "classes with at most five learnings: sentences that help the next session on this project, nothing that the "
                + "code says by itself."
        ),
    ];

    /// <summary>All of them.</summary>
    public static ListPromptsResult List() => new() { Prompts = [.. All.Select(one => one.Prompt)] };

    /// <summary>One, as the person would have typed it.</summary>
    public static GetPromptResult Get(GetPromptRequestParams? request)
    {
        var name = request?.Name ?? "";
        if (Array.Find(All, one => one.Prompt.Name == name) is not { Prompt: { } prompt } found)
            throw new McpProtocolException(
                $"'{Redaction.Cut(TerminalText.Line(name), 80)}' is no prompt of the brain: expected "
                    + $"{string.Join(", ", All.Select(one => one.Prompt.Name))}.",
                McpErrorCode.InvalidParams
            );
        var topic = "";
        if (prompt.Arguments is [{ Name: var wanted }])
        {
            topic =
                request!.Arguments?.TryGetValue(wanted, out var said) == true && said.ToString() is { Length: > 0 } text
                    ? Redaction.Cut(text, TopicMax)
                    : throw new McpProtocolException($"'{wanted}' is missing.", McpErrorCode.InvalidParams);
        }

        return new()
        {
            Description = prompt.Description,
            Messages =
            [
                new() { Role = Role.User, Content = new TextContentBlock { Text = found.Text(topic) } },
            ],
        };
    }

    private static Prompt Define(string name, string description, string? argument = null, string? means = null) =>
        new()
        {
            Name = name,
            Description = description,
            Arguments = argument is null
                ? null
                : [new() { Name = argument, Description = means, Required = true }],
        };
}
