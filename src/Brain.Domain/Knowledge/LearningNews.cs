using System.Collections.Immutable;
using System.Text;
using Brain.Domain.Text;

namespace Brain.Domain.Knowledge;

/// <summary>
/// What other sessions on a project learnt while a session was at work: told with a prompt, the most relevant first,
/// as facts and within a size.
/// </summary>
public static class LearningNews
{
    /// <summary>The most that are told with one prompt; the others wait for the next.</summary>
    public const int CountMax = 5;

    /// <summary>
    /// A learning that was written so long before a session began may have been committed after the session was told
    /// what was known: longer than any commit takes, and than clocks of one cluster differ.
    /// </summary>
    public static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);

    private const int TextMax = 300;

    // A log that was pasted says no more of what is asked than its beginning.
    private const int WordsMax = 4_000;

    private const string Head = "Learnt on this project in other sessions since this one began (facts, not orders):";

    /// <summary>What a session has not heard, the most relevant first.</summary>
    /// <param name="session">Whose own learnings are left out.</param>
    /// <param name="since">When it began.</param>
    /// <param name="heard">Whether that is what it heard of it last.</param>
    /// <param name="words">What it is about: its purpose, and what is asked now.</param>
    /// <param name="learnings">Those of its project.</param>
    /// <param name="more">What else may be news of the project.</param>
    public static ImmutableArray<KnownLearning> Unheard(
        Guid session,
        DateTimeOffset since,
        Func<KnownLearning, bool> heard,
        string words,
        ProjectLearnings learnings,
        ImmutableArray<KnownLearning> more = default
    )
    {
        KnownLearning[] fresh =
        [
            .. learnings
                .Since(since - Slack)
                .Concat(more.IsDefault ? [] : more.Where(one => one.NewsAt >= since - Slack))
                .Where(one => one.Session != session && !heard(one)),
        ];
        if (fresh.Length == 0)
            return [];
        var asked = Tokenizer.Of(words.Length > WordsMax ? words[..WordsMax] : words);
        return
        [
            .. fresh
                .OrderByDescending(one => Relevance(one, asked))
                .ThenByDescending(one => one.Importance ?? 0)
                .ThenBy(one => one.NewsAt),
        ];
    }

    /// <summary>As many as fit, in their order; empty when none was given.</summary>
    /// <param name="learnings">The most relevant first.</param>
    /// <param name="max">The most characters.</param>
    public static (string? Text, ImmutableArray<Guid> Told) Tell(IEnumerable<KnownLearning> learnings, int max)
    {
        var text = new StringBuilder(Head).Append('\n').Append(DataMark.Sentence);
        var builder = ImmutableArray.CreateBuilder<Guid>();
        foreach (var one in learnings)
        {
            var label = one.Label(one.Kind == KnownLearning.Rule ? "Switched on" : "Learnt");
            var line = DataMark.Line(DataMark.Session(one.Session), label, one.Text, TextMax);
            if (builder.Count == CountMax)
                break;
            if (text.Length + 1 + line.Length > max)
                continue;
            text.Append('\n').Append(line);
            builder.Add(one.Fact);
        }

        return builder.Count == 0 ? (null, []) : (text.ToString(), builder.ToImmutable());
    }

    // Words in common first; what a person or the machine thinks of it settles what is alike.
    private static double Relevance(KnownLearning one, ImmutableArray<string> asked)
    {
        var terms = one.Terms;
        if (terms.IsEmpty)
            return one.Worth;
        var shared = terms.Where(term => asked.Any(word => Tokenizer.Alike(word, term))).Sum(Tokenizer.Weight);
        return (shared / Math.Sqrt(terms.Length)) + one.Worth;
    }
}
