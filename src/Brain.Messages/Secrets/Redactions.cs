namespace Brain.Messages.Secrets;

/// <summary>Looks through the next rows of what is stored for secrets that the rules of today know.</summary>
/// <param name="Run">The same for all pages of one run; its row in the audit log has this id.</param>
/// <param name="Apply">Takes them out; else only counts.</param>
/// <param name="After">Where the last page ended; null to begin. A run that was cut off goes on from here, or begins
/// again.</param>
public sealed record RedactStored(Guid Run, bool Apply, RedactionPlace? After);

/// <summary>A place in what is stored.</summary>
/// <param name="Table">The table that is looked through.</param>
/// <param name="Key">The last row seen; null before the first.</param>
public sealed record RedactionPlace(string Table, string[]? Key);

/// <summary>What a page came to.</summary>
/// <param name="Next">Where to go on; null when all was looked through.</param>
/// <param name="Rows">Rows looked through on this page.</param>
/// <param name="RowsTotal">An estimate of all rows, of all tables.</param>
/// <param name="Changed">Rows written.</param>
/// <param name="Found">What was found on this page.</param>
public sealed record RedactionPage(
    RedactionPlace? Next,
    int Rows,
    long RowsTotal,
    int Changed,
    RedactionFinding[] Found
);

/// <summary>Secrets of one kind in one column.</summary>
/// <param name="Table">The table, history by its own name.</param>
/// <param name="Column">The column.</param>
/// <param name="Kind">What they are: see <see cref="SecretSpan.Kind"/>.</param>
/// <param name="Count">How many.</param>
/// <param name="Sample">One of them as it reads when it is taken out, with what stands around it; at most 80
/// characters.</param>
public sealed record RedactionFinding(string Table, string Column, string Kind, int Count, string Sample);
