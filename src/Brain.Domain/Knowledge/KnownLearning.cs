using System.Buffers.Binary;
using System.Collections.Immutable;
using Brain.Domain.Knowledge.Search;
using Brain.Domain.Text;

namespace Brain.Domain.Knowledge;

/// <summary>A learning that may be told to sessions of its project. Source: <c>brain.learning_news</c>.</summary>
/// <param name="Id">Which.</param>
/// <param name="Text">What it says.</param>
/// <param name="Kind">fact, mistake, decision and so on.</param>
/// <param name="Status">active, unreviewed or rejected.</param>
public sealed record KnownLearning(Guid Id, string Text, string Kind, string Status)
{
    /// <summary>Tried and refuted: told as that, never as advice.</summary>
    public const string Refuted = "rejected";

    /// <summary>Nobody judged it yet.</summary>
    public const string Unreviewed = "unreviewed";

    /// <summary>The kind of what stands for a rule that was switched on.</summary>
    public const string Rule = "rule";

    // Random, so that it is the id of nothing else.
    private static readonly UInt128 RefutedMark = new(0x5d1c_93a7_0e64_4b2f, 0xa8f3_61d2_7c09_e5b4);

    /// <summary>Where it was learnt, or null.</summary>
    public Guid? Session { get; init; }

    /// <summary>Which project it is of.</summary>
    public required string Project { get; init; }

    /// <summary>1 to 5, as a person said; null when nobody did.</summary>
    public short? Importance { get; init; }

    /// <summary>0 to 1, as the machine said; null when it did not.</summary>
    public double? Confidence { get; init; }

    /// <summary>Since when it is news: written, or judged for the first time.</summary>
    public DateTimeOffset NewsAt { get; init; }

    /// <summary>The files that it is about, as it names them.</summary>
    public ImmutableArray<string> Files { get; init; } = [];

    /// <summary>
    /// The fact that a session hears with it, as <c>brain.heard_facts</c> keeps it: that it is refuted is another than
    /// what it says, so whoever heard it hears that too.
    /// </summary>
    internal Guid Fact => Status == Refuted ? RefutedFact(Id) : Id;

    /// <summary>What it is worth apart from any question, as where it is searched for.</summary>
    public double Worth => AnswerCheck.Worth(Importance, Confidence);

    /// <summary>Its words, for comparing.</summary>
    internal ImmutableArray<string> Terms => field.IsDefault ? field = Tokenizer.Of(Text) : field;

    /// <summary>What it is told as.</summary>
    internal string Label(string where) =>
        Status switch
        {
            Refuted => $"{where}, tried and refuted, not to be followed ({DataMark.Plain(Kind)})",
            Unreviewed => $"{where}, not reviewed by a person ({DataMark.Plain(Kind)})",
            _ => $"{where} ({DataMark.Plain(Kind)})",
        };

    /// <summary>That a learning is refuted, as a fact; of that fact, the learning.</summary>
    internal static Guid RefutedFact(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        _ = id.TryWriteBytes(bytes, bigEndian: true, out _);
        BinaryPrimitives.WriteUInt128BigEndian(bytes, BinaryPrimitives.ReadUInt128BigEndian(bytes) ^ RefutedMark);
        return new(bytes, bigEndian: true);
    }

    /// <summary>Compares what it says, not how far it was compared.</summary>
    public bool Equals(KnownLearning? other) =>
        other is not null
        && (Id, Text, Kind, Status) == (other.Id, other.Text, other.Kind, other.Status)
        && (Session, Project, Importance, NewsAt)
            == (other.Session, other.Project, other.Importance, other.NewsAt)
        && Confidence.Equals(other.Confidence)
        && Files.SequenceEqual(other.Files, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => Id.GetHashCode();
}
