using Brain.Messages.Commands;
using Brain.Messages.Text;

namespace Brain.Messages.Sessions;

/// <summary>
/// What a session says to an event, whatever its agent: the agent's adapter puts it into that agent's words. Each text
/// is at most <see cref="TextMax"/> characters.
/// </summary>
public sealed record SessionAnswer
{
    /// <summary>The most characters of one text: what agents take before they write it to a file instead.</summary>
    public const int TextMax = 10_000;

    /// <summary>Nothing to say: the agent goes on.</summary>
    public static readonly SessionAnswer Nothing = new() { Decision = AnswerDecision.None };

    // Required: an answer of an older silo has another shape, and must not be read as if nothing were decided.

    /// <summary>What is to become of the event.</summary>
    public required AnswerDecision Decision { get; init; }

    /// <summary>Why; for commands, the command's answer.</summary>
    public string? Reason { get; init; }

    /// <summary>Shown to the person, not to the model: a footer, a warning.</summary>
    public string? Message { get; init; }

    /// <summary>Given to the model, as facts.</summary>
    public string? Context { get; init; }

    /// <summary>The brain has answered the prompt: there is no need to show it as one that was refused.</summary>
    public bool HidesPrompt { get; init; }

    /// <summary>What was typed and is done now, as people are told first; null where nothing was.</summary>
    public string? Typed { get; init; }

    /// <summary>What is still to be done before the agent is answered: the adapter has it done.</summary>
    public CommandRequest? Command { get; init; }

    /// <summary>Ends it here: a prompt is not sent, a change not taken over, a loop not gone on with.</summary>
    public static SessionAnswer Block(string reason) => new() { Decision = AnswerDecision.Block, Reason = reason };

    /// <summary>
    /// The answer as it leaves: nothing in it can be taken for a terminal's controls, and nothing is hidden from who
    /// reads it.
    /// </summary>
    public SessionAnswer Sanitized() =>
        this with
        {
            Reason = Harmless(Reason),
            Typed = Harmless(Typed),
            Message = Harmless(Message),
            Context = Harmless(Context),
        };

    private static string? Harmless(string? text) => text is null ? null : TerminalText.Sanitize(text);
}

/// <summary>What is to become of an event. The brain never says "allow": that is the person's.</summary>
public enum AnswerDecision
{
    /// <summary>No objection: the agent's own rules decide.</summary>
    None,

    /// <summary>The person is asked about the tool call.</summary>
    Ask,

    /// <summary>The tool call is refused.</summary>
    Deny,

    /// <summary>The event ends here.</summary>
    Block,
}
