namespace Brain.Postgres.Secrets;

/// <summary>Where a string stands.</summary>
/// <param name="Table">The table, history by its own name.</param>
/// <param name="Column">The column.</param>
/// <param name="Row">The row; null where rows have no id.</param>
/// <param name="Session">Whose row it is, where that is said.</param>
internal readonly record struct StoredText(string Table, string Column, Guid? Row, Guid? Session);

/// <summary>Says what a stored string reads without what it shall not hold.</summary>
internal interface ITextCleaner
{
    /// <summary>The string without it; the same when it holds none.</summary>
    /// <param name="at">Where it stands.</param>
    /// <param name="text">The string.</param>
    /// <param name="name">What it is called there: the column's name, or a field's within it.</param>
    string Clean(StoredText at, string text, string name);

    /// <summary>What it held, for counting.</summary>
    IEnumerable<string> Kinds(string text);

    /// <summary>One place, as a person is shown it; never what was taken out.</summary>
    string Sample(StoredText at, string clean);
}
