namespace Brain.Tests.Chat;

/// <summary>What a provider does with a question; the same scene is played in each provider's wire format.</summary>
public sealed record ChatScene
{
    /// <summary>The answer, in the pieces that it is streamed in.</summary>
    public string[] Pieces { get; init; } = ["Hello", " from", " the model."];

    public ChatStop Stop { get; init; } = ChatStop.Done;

    public ChatEnding Ending { get; init; } = ChatEnding.Whole;

    /// <summary>What the model thinks about before it says anything.</summary>
    public Task Thought { get; init; } = Task.CompletedTask;

    /// <summary>Other than 200: an error in the provider's shape, in place of an answer.</summary>
    public int Status { get; init; } = 200;

    /// <summary>
    /// The provider's word for an error: of a status, or in the middle of the answer when that is 200.
    /// </summary>
    public string? Error { get; init; }

    /// <summary>What the error says.</summary>
    public string Message { get; init; } = "It went wrong.";

    public Dictionary<string, string> Headers { get; init; } = [];

    /// <summary>Sent in place of all that the provider would say.</summary>
    public string? Raw { get; init; }

    /// <summary>How the bytes are cut on the wire, without regard to characters and lines.</summary>
    public int BytesAtATime { get; init; } = int.MaxValue;

    public int TokensIn { get; init; } = 321;

    public int TokensOut { get; init; } = 45;
}

/// <summary>Why the model stopped.</summary>
public enum ChatStop
{
    Done,
    Length,
    FullContext,
    Refusal,
}

/// <summary>How the stream ends.</summary>
public enum ChatEnding
{
    /// <summary>With all that belongs to it.</summary>
    Whole,

    /// <summary>In peace, after the pieces, without the provider's last words.</summary>
    Early,

    /// <summary>With the connection, after the pieces.</summary>
    BreaksOff,

    /// <summary>Not at all, after the pieces.</summary>
    Hangs,
}
