namespace Brain.Silo.Pipelines;

/// <summary>
/// What became of one try: <see cref="NtfySent"/>, <see cref="NtfyRefused"/> or <see cref="NtfyLater"/>.
/// </summary>
internal abstract record NtfyOutcome;

/// <summary>The server has it.</summary>
/// <param name="Id">What the server calls it.</param>
internal sealed record NtfySent(string Id) : NtfyOutcome;

/// <summary>The server will never take it as it is.</summary>
/// <param name="Why">A sentence for people, without secrets.</param>
internal sealed record NtfyRefused(string Why) : NtfyOutcome;

/// <summary>It can be tried again.</summary>
/// <param name="Why">A sentence for people, without secrets.</param>
/// <param name="MayHaveArrived">Whether the server may have it nevertheless.</param>
/// <param name="Asked">The pause that the server asked for, or null.</param>
internal sealed record NtfyLater(string Why, bool MayHaveArrived, TimeSpan? Asked = null) : NtfyOutcome
{
    /// <summary>Whether any other message would fare the same, so that the server is left alone for a while.</summary>
    public bool IsForAll { get; init; }
}
