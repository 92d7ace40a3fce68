using Brain.Messages.Text;

namespace Brain.Messages.Sessions;

/// <summary>Lines of transcripts of which something could not be counted, by why.</summary>
/// <param name="Torn">They hold something that is no whole JSON object; the whole ones beside it count.</param>
/// <param name="TooLong">They have 8 MiB or more, and nothing of them counts.</param>
/// <param name="Odd">An answer's model, time, id or figure can't be read; what else it says counts.</param>
public sealed record PassedLines(int Torn, int TooLong, int Odd)
{
    /// <summary>None.</summary>
    public static readonly PassedLines None = new(0, 0, 0);

    /// <summary>All of them.</summary>
    public int Total() => Torn + TooLong + Odd;

    /// <summary>Those of two readings.</summary>
    public static PassedLines operator +(PassedLines one, PassedLines two) =>
        new(one.Torn + two.Torn, one.TooLong + two.TooLong, one.Odd + two.Odd);

    /// <summary>
    /// For people: <c>3 lines of transcripts were passed over: 2 torn or no JSON, 1 of 8 MiB or more</c>.
    /// </summary>
    public string ToText()
    {
        string?[] parts =
        [
            Torn > 0 ? $"{Torn} torn or no JSON" : null,
            TooLong > 0 ? $"{TooLong} of 8 MiB or more" : null,
            Odd > 0 ? $"{Odd} with a detail that can't be read (the rest of it counts)" : null,
        ];
        return $"{Plural.Of(Total(), "line")} of transcripts {(Total() == 1 ? "was" : "were")} passed over"
            + (Total() == 0 ? "" : ": " + string.Join(", ", parts.OfType<string>()));
    }

    /// <inheritdoc cref="ToText"/>
    public override string ToString() => ToText();
}

/// <summary>What of one file was passed over, since its start.</summary>
/// <param name="File">Where it lies.</param>
/// <param name="Lines">All of them so far; said again it is the same.</param>
public sealed record PassedOver(string File, PassedLines Lines);

/// <summary>What was passed over lately.</summary>
/// <param name="Sessions">In so many sessions.</param>
/// <param name="Lines">By why.</param>
public sealed record PassedReport(int Sessions, PassedLines Lines);
