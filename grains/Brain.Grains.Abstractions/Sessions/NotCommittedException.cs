namespace Brain.Grains.Abstractions.Sessions;

/// <summary>
/// What a session decided is not known to be committed. It crosses from silo to silo, which the database's own
/// exceptions can't.
/// </summary>
[GenerateSerializer, Alias("brain.not-committed")]
public sealed class NotCommittedException : Exception
{
    /// <summary>Says why.</summary>
    /// <param name="message">What the database said.</param>
    /// <param name="raced">Another activation wrote first; asked again, a fresh one decides anew.</param>
    public NotCommittedException(string message, bool raced)
        : base(message) => Raced = raced;

    /// <summary>Another activation wrote first.</summary>
    [Id(0)]
    public bool Raced { get; }
}
