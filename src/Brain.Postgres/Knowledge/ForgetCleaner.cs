using System.Text.Json;
using System.Text.Json.Nodes;
using Brain.Domain.Knowledge;
using Brain.Postgres.Secrets;

namespace Brain.Postgres.Knowledge;

/// <summary>
/// Takes out what is forgotten: everything that was said in rows that go as a whole, and the needles wherever they
/// stand.
/// </summary>
/// <param name="needles">What is looked for everywhere.</param>
/// <param name="own">The rows that go as a whole.</param>
/// <param name="columns">The columns that a text can be forgotten from; true for those that go with their row.</param>
internal sealed class ForgetCleaner(
    ForgetNeedles needles,
    IReadOnlySet<Guid> own,
    IReadOnlyDictionary<(string Table, string Column), bool> columns
) : ITextCleaner
{
    private const int ShownIdLength = 8;

    /// <summary>No string gets longer than it was: a column may hold no more.</summary>
    public bool KeepsLength { get; set; }

    /// <summary>Each row's replacement says which row it is: a column may hold no two that are the same.</summary>
    public bool TellsRows { get; set; }

    /// <inheritdoc/>
    public string Clean(StoredText at, string text, string name)
    {
        var now = Cleaned(at, text, name);
        if (TellsRows && at.Row is { } row && now != text)
            now = now.Replace(
                ForgetNeedles.Replacement,
                ForgetNeedles.ReplacementOf(row),
                StringComparison.Ordinal
            );
        return KeepsLength && now.Length > text.Length && text.Length >= ForgetNeedles.Replacement.Length
            ? now[..text.Length]
            : now;
    }

    /// <inheritdoc/>
    public IEnumerable<string> Kinds(string text) => ["text"];

    /// <inheritdoc/>
    public string Sample(StoredText at, string clean) =>
        at.Row is { } row ? row.ToString()[..ShownIdLength] : "what grains remember";

    private string Cleaned(StoredText at, string text, string name)
    {
        if (at.Table == StoredTexts.Grains)
            return Found(text);
        if (!columns.TryGetValue((at.Table, at.Column), out var goes))
            return text;
        var isOwn = at.Row is { } row && own.Contains(row);
        var isDeep = name != at.Column;
        var goesWhole = isOwn && text.Length > 0 && (isDeep ? ForgetNeedles.IsProse(text) : goes);
        return goesWhole && text != ForgetNeedles.Replacement ? ForgetNeedles.Replacement : Found(text);
    }

    // A text that holds JSON has its strings escaped, some of them twice.
    private string Found(string text)
    {
        var now = needles.Clean(text);
        if (!ReferenceEquals(now, text) || text is not ['{', ..] || !text.Contains('\\'))
            return now;
        try
        {
            return
                JsonNode.Parse(text) is { } inner
                && new CleanedJson(new InnerCleaner(needles), []).Clean(default, inner, "") is { } clean
                ? clean.ToJsonString()
                : text;
        }
        catch (JsonException)
        {
            return text;
        }
    }

    private sealed class InnerCleaner(ForgetNeedles needles) : ITextCleaner
    {
        public string Clean(StoredText at, string text, string name) => needles.Clean(text);

        public IEnumerable<string> Kinds(string text) => [];

        public string Sample(StoredText at, string clean) => "";
    }
}
