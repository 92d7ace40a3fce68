using Brain.Messages.Sessions;

namespace Brain.Messages.Commands;

/// <summary>What became of a command.</summary>
/// <param name="Message">What is true now, or the answer, for people.</param>
/// <param name="Refusal">Null when it was done.</param>
/// <param name="Context">What the host agent shall answer from, or null when the message is the answer.</param>
public sealed record CommandResult(string Message, Refusal? Refusal = null, string? Context = null)
{
    /// <summary>Refuses, with a code for programs and a sentence for people.</summary>
    public static CommandResult Refused(string code, string message) => new(message, new(code, message));

    /// <summary>The refusal as a command's end.</summary>
    public static CommandResult Of(Refusal refusal) => new(refusal.Message, refusal);

    /// <summary>A receipt as a command's end.</summary>
    public static CommandResult Of(Receipt receipt) => new(receipt.Message, receipt.Refusal);
}
