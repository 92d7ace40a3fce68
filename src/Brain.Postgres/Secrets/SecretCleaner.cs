using Brain.Messages.Secrets;

namespace Brain.Postgres.Secrets;

/// <summary>Takes out the secrets that the rules of today know.</summary>
internal sealed class SecretCleaner : ITextCleaner
{
    private const int SampleMax = 80;
    private const int AroundMax = 30;

    /// <inheritdoc/>
    public string Clean(StoredText at, string text, string name) => SecretScanner.Redact(text, name);

    /// <inheritdoc/>
    public IEnumerable<string> Kinds(string text)
    {
        var spans = SecretScanner.Find(text);
        return spans.Count > 0 ? spans.Select(span => span.Kind) : ["named value"];
    }

    /// <inheritdoc/>
    public string Sample(StoredText at, string clean)
    {
        var mark = clean.IndexOf(SecretScanner.Mark, StringComparison.Ordinal);
        var part = clean[Math.Max(0, mark - AroundMax)..];
        part = part.Length > SampleMax ? part[..SampleMax] : part;
        return string.Concat(part.Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? ' ' : letter));
    }
}
