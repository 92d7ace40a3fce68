namespace Brain.Messages.Sessions;

/// <summary>A commit that a tool call made, as its output tells.</summary>
/// <param name="Sha">Its name, or the beginning of it: at least seven digits.</param>
/// <param name="Branch">The branch that it was made on; null for none.</param>
/// <param name="Subject">Its message's first line.</param>
public sealed record MadeCommit(string Sha, string? Branch, string Subject)
{
    /// <summary>The most commits of one call.</summary>
    public const int PerCallMax = 20;
}
