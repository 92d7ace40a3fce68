namespace Brain.Domain.Skills.Scan;

/// <summary>Where something stands.</summary>
/// <param name="Path">The file.</param>
/// <param name="Line">1-based; 0 for the file as a whole.</param>
internal readonly record struct ScanPlace(string Path, int Line)
{
    /// <summary>It is spoken of and not asked for: an example of what is bad, something to look for.</summary>
    public bool IsMentioned
    {
        get => field || MentionedLines?.Contains(Line) == true;
        init;
    }

    /// <summary>The lines of which that holds where it does not hold for all; null for none.</summary>
    public IReadOnlySet<int>? MentionedLines { get; init; }

    /// <summary>What stands together with it: a fence of a page, or a whole script.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Of a script, not of a page that people read.</summary>
    public bool IsCode { get; init; }

    /// <summary>So many lines further on.</summary>
    public ScanPlace Down(int lines) => this with { Line = Line + lines };
}

/// <summary>What part of a bad deed a place does. Each by itself is nothing.</summary>
internal enum ScanSignalKind
{
    /// <summary>It takes in a key, a password, or the whole environment.</summary>
    Secret,

    /// <summary>It gets something from another host.</summary>
    Fetch,

    /// <summary>It gives something to another host.</summary>
    Send,

    /// <summary>It starts a program or runs text as code.</summary>
    Run,

    /// <summary>It makes text of what is encoded.</summary>
    Decode,

    /// <summary>It stays when the session ends.</summary>
    Persist,

    /// <summary>It tells the agent to be silent.</summary>
    Conceal,
}

/// <summary>A file that is run.</summary>
/// <param name="At">Where that is said.</param>
/// <param name="Program">What runs it.</param>
/// <param name="File">As it is named there; a NUL stands for what is known only when it runs.</param>
internal sealed record ScanStart(ScanPlace At, string Program, string File);

/// <summary>A part of a deed.</summary>
/// <param name="Kind">Which.</param>
/// <param name="At">Where.</param>
/// <param name="What">What is read, or where it goes.</param>
/// <param name="IsStrong">It leaves little doubt: the private key, not the project's own settings.</param>
internal sealed record ScanSignal(ScanSignalKind Kind, ScanPlace At, string What, bool IsStrong);
