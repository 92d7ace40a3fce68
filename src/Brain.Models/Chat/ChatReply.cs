namespace Brain.Models.Chat;

/// <summary>
/// What came of a question: a <see cref="ChatAnswer"/> or a <see cref="ChatFault"/>, and nothing else.
/// </summary>
public abstract record ChatReply
{
    private protected ChatReply() { }
}

/// <summary>A whole answer.</summary>
/// <param name="Text">What the model said: 1 to <see cref="ChatModel.AnswerMax"/> characters, without blanks around
/// it.</param>
/// <param name="TokensIn">Tokens read, cached ones included, by the provider's count; null when it gave none.</param>
/// <param name="TokensOut">Tokens written, by the provider's count; null when it gave none.</param>
/// <param name="Model">The model's name, by the provider's word; else the configured one.</param>
public sealed record ChatAnswer(string Text, long? TokensIn, long? TokensOut, string Model) : ChatReply
{
    /// <summary>
    /// Whether the model had more to say: it reached its limit of tokens, its context window or
    /// <see cref="ChatModel.AnswerMax"/>.
    /// </summary>
    public bool IsCut { get; init; }
}

/// <summary>No answer. Nothing that arrived before the fault is kept.</summary>
/// <param name="Kind">For programs.</param>
/// <param name="Sentence">For people: model, host, what happened and what to do. It never holds the key.</param>
public sealed record ChatFault(ChatFaultKind Kind, string Sentence) : ChatReply
{
    /// <summary>How long the provider asks to be left alone; null when it didn't say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

/// <summary>Why there is no answer.</summary>
public enum ChatFaultKind
{
    /// <summary>It took longer than <see cref="ChatSettings.Timeout"/>.</summary>
    TimedOut,

    /// <summary>The model or the provider's filter would not answer this.</summary>
    Refused,

    /// <summary>Too many requests (429), or the provider is overloaded (503, 529).</summary>
    RateLimited,

    /// <summary>The key is missing, wrong or not allowed to (401, 403).</summary>
    Unauthorized,

    /// <summary>No such model or no such address (404).</summary>
    NotFound,

    /// <summary>Nobody could be reached at the endpoint.</summary>
    Unreachable,

    /// <summary>What came can't be read, is empty, or broke off.</summary>
    Garbage,

    /// <summary>The question is longer than the model takes (413, or a full context).</summary>
    TooLong,

    /// <summary>The caller gave up.</summary>
    Cancelled,

    /// <summary>The provider did not accept the request, for a reason of its own (400, 402, a redirect …).</summary>
    Rejected,

    /// <summary>The provider had an error of its own (5xx).</summary>
    Failed,
}
