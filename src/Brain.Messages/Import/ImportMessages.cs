namespace Brain.Messages.Import;

/// <summary>Asks that agents' own files be read.</summary>
/// <param name="Paths">Files and folders, absolute; none for all known places. At most <see cref="PathsMax"/>.</param>
public sealed record StartImport(string[] Paths)
{
    /// <summary>The most paths in one message.</summary>
    public const int PathsMax = 1_000;
}

/// <summary>How far an import got.</summary>
public sealed record ImportProgress
{
    /// <summary>Which import.</summary>
    public required Guid Id { get; init; }

    /// <summary>waiting, reading, done or failed.</summary>
    public required string State { get; init; }

    /// <summary>Why it failed; null when it did not.</summary>
    public string? Fault { get; init; }

    /// <summary>Files that were looked at.</summary>
    public int Files { get; init; }

    /// <summary>Of those, files that had something new.</summary>
    public int FilesRead { get; init; }

    /// <summary>Bytes read.</summary>
    public long Bytes { get; init; }

    /// <summary>Bytes to read, as far as is known.</summary>
    public long BytesTotal { get; init; }

    /// <summary>Lines read.</summary>
    public long Lines { get; init; }

    /// <summary>Sessions that were found for the first time or gained something.</summary>
    public int Sessions { get; init; }

    /// <summary>Turns that were not known.</summary>
    public long Turns { get; init; }

    /// <summary>Tool calls that were not known.</summary>
    public long ToolCalls { get; init; }

    /// <summary>Model requests that were not counted.</summary>
    public long Requests { get; init; }

    /// <summary>Notes that are new, or other than they were.</summary>
    public int Learnings { get; init; }

    /// <summary>Seconds since it began to read.</summary>
    public double Seconds { get; init; }

    /// <summary>How many lines or files were passed over.</summary>
    public long SkippedCount { get; init; }

    /// <summary>The first <see cref="SkippedMax"/> of them.</summary>
    public ImportSkip[] Skipped { get; init; } = [];

    /// <summary>The most that are told one by one.</summary>
    public const int SkippedMax = 1_000;
}

/// <summary>Something that was passed over.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">Its line, from 1; null for the whole file.</param>
/// <param name="Reason">Why, as a sentence's end.</param>
public sealed record ImportSkip(string File, long? Line, string Reason);

/// <summary>What agents' own files hold that the brain has not read, and how long they keep it.</summary>
public sealed record ImportReport
{
    /// <summary>Where they lie.</summary>
    public required string Folder { get; init; }

    /// <summary>The brain reads them by itself.</summary>
    public bool Automatic { get; init; }

    /// <summary>Days after which the agent deletes them.</summary>
    public int RetentionDays { get; init; }

    /// <summary>A settings file says so; else it is the agent's own number.</summary>
    public bool RetentionIsSet { get; init; }

    /// <summary>Files that are there.</summary>
    public int Files { get; init; }

    /// <summary>Of those, transcripts, which alone are deleted.</summary>
    public int Transcripts { get; init; }

    /// <summary>Of the files, those with something that was not read.</summary>
    public int FilesUnread { get; init; }

    /// <summary>
    /// Whole days until the oldest transcript is deleted; 0 when it may be any time, null without one.
    /// </summary>
    public int? OldestDaysLeft { get; init; }

    /// <summary>The same of those that were not read.</summary>
    public int? OldestUnreadDaysLeft { get; init; }

    /// <summary>Transcripts that are there no more: what was read of them is kept.</summary>
    public int TranscriptsGone { get; init; }

    /// <summary>When files were read last; null when never.</summary>
    public DateTimeOffset? ReadAt { get; init; }
}

/// <summary>Hands rows of one session to its grain, so that no event of it comes between.</summary>
/// <param name="Rows">What <c>v2.import_session</c> takes, redacted.</param>
public sealed record ImportRows(string Rows);

/// <summary>What came of rows.</summary>
public sealed record ImportCounts
{
    /// <summary>Hooks told of the session, so its grain must hold it; nothing was written.</summary>
    public bool Deferred { get; init; }

    /// <summary>Turns added.</summary>
    public int Turns { get; init; }

    /// <summary>Tool calls added.</summary>
    public int Tools { get; init; }

    /// <summary>Model requests added.</summary>
    public long Requests { get; init; }

    /// <summary>The session's tokens.</summary>
    public long? TokensTotal { get; init; }
}
