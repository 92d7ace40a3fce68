namespace Brain.Dashboard;

/// <summary>What a browser asks for.</summary>
/// <param name="Page">A name of <see cref="Navigation"/>, or <c>session</c>.</param>
/// <param name="Path">Its address without the query.</param>
/// <param name="Query">The query's values; the first of each name.</param>
/// <param name="Now">By the brain's clock.</param>
public sealed record PageRequest(
    string Page,
    string Path,
    IReadOnlyDictionary<string, string> Query,
    DateTimeOffset Now
)
{
    /// <summary>Stands in pages where the browser's own form token goes; nobody can guess it.</summary>
    public static readonly string FormMark = Guid.NewGuid().ToString("n");

    /// <summary>Of one session; null for every other page.</summary>
    public Guid? Session { get; init; }

    /// <summary>What became of what the person did last; null for nothing.</summary>
    public ActionNote? Note { get; init; }

    /// <summary>Only what is in the frame, to be laid over the page that is open.</summary>
    public bool IsFragment { get; init; }

    /// <summary>A value of the query; null when it is not there or empty.</summary>
    public string? this[string name] => Query.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    /// <summary>A number of the query; <paramref name="other"/> when it is none.</summary>
    public int Number(string name, int other) =>
        int.TryParse(this[name], System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= 0
            ? number
            : other;

    /// <summary>This page with some values of the query changed; null takes one away.</summary>
    public string With(params (string Name, string? Value)[] changes)
    {
        var values = new SortedDictionary<string, string>(
            Query.Where(one => one.Value.Length > 0).ToDictionary(one => one.Key, one => one.Value),
            StringComparer.Ordinal
        );
        foreach (var (name, value) in changes)
        {
            values.Remove(name);
            if (value is not null)
                values[name] = value;
        }

        values.Remove("said");
        return values.Count == 0
            ? Path
            : $"{Path}?"
                + string.Join(
                    '&',
                    values.Select(one => $"{Uri.EscapeDataString(one.Key)}={Uri.EscapeDataString(one.Value)}")
                );
    }
}

/// <summary>What became of what a person did.</summary>
/// <param name="Text">In words.</param>
/// <param name="Refused">It was not done.</param>
public sealed record ActionNote(string Text, bool Refused);
