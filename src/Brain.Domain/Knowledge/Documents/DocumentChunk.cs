namespace Brain.Domain.Knowledge.Documents;

/// <summary>A piece of a document that is found by itself.</summary>
/// <param name="Heading">The headings it stands under, the outermost first; null above the first.</param>
/// <param name="Text">What it says, at most <see cref="DocumentChunks.TextMax"/> characters.</param>
public sealed record DocumentChunk(string? Heading, string Text);
