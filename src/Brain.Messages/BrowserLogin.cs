namespace Brain.Messages;

/// <summary>A browser that is signed in at the loopback port.</summary>
/// <param name="Id">Names it for <c>brain logins end ID</c>; it opens nothing.</param>
/// <param name="Browser">What the browser called itself, printable ASCII, at most 120 characters.</param>
/// <param name="CreatedAt">When it showed the token.</param>
/// <param name="ExpiresAt">When it has to show it again.</param>
public sealed record BrowserLogin(string Id, string Browser, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt);

/// <summary>A link that signs one browser in, once.</summary>
/// <param name="Url">Its address; a secret until it was followed.</param>
/// <param name="ExpiresAt">Until when it can be followed.</param>
public sealed record LoginLink(string Url, DateTimeOffset ExpiresAt);

/// <summary>Asks for such a link.</summary>
public sealed record AskLink
{
    /// <summary>The client says of itself that it runs within an agent's session: no link is made.</summary>
    public bool ByAgent { get; init; }
}

/// <summary>Signs browsers out.</summary>
/// <param name="Id">Which; all when null.</param>
public sealed record EndLogins(string? Id = null);

/// <summary>Browsers were signed out.</summary>
/// <param name="Count">How many.</param>
public sealed record LoginsEnded(int Count);
