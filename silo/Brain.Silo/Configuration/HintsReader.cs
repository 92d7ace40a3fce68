using Brain.Domain.Knowledge;

namespace Brain.Silo.Configuration;

/// <summary>Reads the section <c>hints</c>: what is out of its range stays at its default, and is said.</summary>
internal static class HintsReader
{
    /// <summary>What holds in a project.</summary>
    /// <param name="project">The project's own section, or null.</param>
    /// <param name="all">That of all projects, or null.</param>
    /// <param name="say">Hears what is out of range.</param>
    public static KnowledgeSettings Read(HintsFile? project, HintsFile? all, Action<string> say)
    {
        var usual = KnowledgeSettings.Default;
        return new()
        {
            TellsNews = IsOn("news", project?.News ?? all?.News, say),
            NewsMax = Within(
                "news_characters",
                project?.NewsCharacters ?? all?.NewsCharacters,
                usual.NewsMax,
                (KnowledgeSettings.NewsLeast, KnowledgeSettings.NewsLimit),
                say
            ),
            Recalls = IsOn("calls", project?.Calls ?? all?.Calls, say),
            ScoreMin = Within("calls_score", project?.CallsScore ?? all?.CallsScore, usual.ScoreMin, (0, 1), say),
        };
    }

    // A word that is none switches it off, for something was meant.
    private static bool IsOn(string name, string? word, Action<string> say)
    {
        if (word is null or "tell")
            return true;
        if (word != "never")
            say($"hints.{name} is '{word}'; expected tell or never. Nothing is told.");
        return false;
    }

    private static T Within<T>(string name, T? found, T usual, (T Min, T Max) range, Action<string> say)
        where T : struct, IComparable<T>
    {
        if (found is not { } value)
            return usual;
        if (value.CompareTo(range.Min) >= 0 && value.CompareTo(range.Max) <= 0)
            return value;
        say($"hints.{name} is {value}; expected {range.Min} to {range.Max}. It stays {usual}.");
        return usual;
    }
}
