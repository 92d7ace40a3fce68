namespace Brain.Domain.Watching;

/// <summary>What a persona says of a turn.</summary>
/// <param name="Text">All of it.</param>
/// <param name="Nothing">It says that nothing was seen.</param>
/// <param name="Own">
/// Of it what rules say that the person wrote, and not those that the persona was made with; null when that is nothing.
/// </param>
public sealed record WatchComment(string Text, bool Nothing = false, string? Own = null);
