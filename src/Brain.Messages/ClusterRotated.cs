namespace Brain.Messages;

/// <summary>The certificates by which silos know each other were rotated.</summary>
/// <param name="Revoked">How many are not accepted any more.</param>
/// <param name="Thumbprint">The SHA-256 of the one that is presented now.</param>
public sealed record ClusterRotated(int Revoked, string Thumbprint);
