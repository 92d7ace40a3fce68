namespace Brain.Messages.Secrets;

/// <summary>Where a secret stands in a text.</summary>
/// <param name="Start">Its first character.</param>
/// <param name="End">The character after its last.</param>
/// <param name="Kind">What it is, in a few stable words such as <c>github token</c>: for counts, never the
/// value.</param>
public readonly record struct SecretSpan(int Start, int End, string Kind);
