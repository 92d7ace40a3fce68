namespace Brain.Domain.Sessions;

/// <summary>Something that was said to the person or the model in answer to an event.</summary>
/// <param name="Key">SHA-256 of the event, in hexadecimal.</param>
/// <param name="At">When.</param>
public sealed record AnsweredEvent(string Key, DateTimeOffset At);
