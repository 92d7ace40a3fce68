using Brain.Domain.Watching;

namespace Brain.Domain.Decisions;

/// <summary>What a capability tells in a session, in the words of its own room.</summary>
public interface ISessionLines
{
    /// <summary>The most characters of one kept text in an orientation.</summary>
    const int TextMax = 300;

    /// <summary>
    /// Lines of an orientation, which a session hears at its start and after compaction. Kept text is marked as data.
    /// </summary>
    IEnumerable<string> Orientation => [];

    /// <summary>Facts under a turn that has ended.</summary>
    IEnumerable<FooterFact> Footer => [];
}

/// <summary>A fact in a footer: it is shown whatever people think of its teller's remarks.</summary>
/// <param name="Teller">Who tells it.</param>
/// <param name="Text">The fact, without its teller's name.</param>
public sealed record FooterFact(WatchingPersona Teller, string Text);
