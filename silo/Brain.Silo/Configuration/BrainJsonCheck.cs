using Brain.Domain.Tools;
using Brain.Messages.Sessions;
using Brain.Models.Embeddings;

namespace Brain.Silo.Configuration;

/// <summary>
/// What <c>brain.json</c> says in words that are read and can't be followed, a sentence each: an unknown mode, a folder
/// that is no whole path, a section where it counts for nothing.
/// </summary>
internal static class BrainJsonCheck
{
    /// <summary>The least and the most that <c>skill_tokens</c> may say.</summary>
    public static readonly (int Min, int Max) SkillTokens = (50, 10_000);

    /// <summary>The file, with something wherever a list or a name has a place for it.</summary>
    /// <param name="file">As it was read.</param>
    /// <exception cref="FormatException">There is nothing in such a place.</exception>
    public static BrainJson Whole(BrainJson? file)
    {
        if (file is null)
            throw new FormatException("it says null; expected names with values, in { }.");
        foreach (var (at, project) in (file.Projects ?? []).Index())
        {
            if (project is null)
                throw new FormatException($"projects[{at}] is null; expected names with values, in {{ }}.");
            Whole(project.Modes, $"projects[{at}].modes");
            Whole(project.Budgets, $"projects[{at}].budgets");
        }

        Whole(file.Modes, "modes");
        Whole(file.Budgets, "budgets");
        return file;
    }

    /// <summary>What can't be followed, beside what a capability says of its own section.</summary>
    public static IEnumerable<string> Faults(BrainJson file)
    {
        if (file.Path is not null)
            yield return "\"path\" stands beside \"projects\"; expected in one of them. It counts for nothing.";
        if (file.Start?.ToLowerInvariant() is not (null or "hooks" or "never"))
            yield return Word("start", file.Start, "hooks or never");
        if (file.Import is not (null or "auto" or "never"))
            yield return Word("import", file.Import, "auto or never") + " Nothing is imported.";
        if (file.KeepHistoryDays is < BrainConfiguration.KeepHistoryDaysMin and var days)
            yield return $"\"keep_history_days\" is {days}; expected {BrainConfiguration.KeepHistoryDaysMin} or more. "
                + "History is kept for ever.";
        if (file.SkillTokens is { } tokens && (tokens < SkillTokens.Min || tokens > SkillTokens.Max))
            yield return $"\"skill_tokens\" is {tokens}; expected {SkillTokens.Min} to {SkillTokens.Max}. "
                + $"{Math.Clamp(tokens, SkillTokens.Min, SkillTokens.Max)} counts.";
        if (EmbeddingSettings.Read(file.Embeddings).Fault is { } embeddings)
            yield return embeddings;
        foreach (var fault in OfRules(file, ""))
            yield return fault;
        foreach (var fault in (file.Projects ?? []).SelectMany(OfProject))
            yield return fault;
        foreach (var twice in Paths(file).CountBy(path => path).Where(path => path.Value > 1))
            yield return $"{twice.Value} of \"projects\" have the path {twice.Key}; the first of them counts.";
    }

    private static IEnumerable<string> OfProject(BrainJson project, int at)
    {
        var place = $"projects[{at}].";
        if (project.Path is null)
            yield return $"\"{place}path\" is missing; expected a whole path such as /home/me/site. It counts for no "
                + "project.";
        else if (!project.Path.StartsWith('/') && !project.Path.StartsWith("~/", StringComparison.Ordinal))
            yield return Word($"{place}path", project.Path, "a whole path such as /home/me/site");
        foreach (var fault in OfRules(project, place))
            yield return fault;
        foreach (var word in OfAll(project))
            yield return $"\"{place}{word}\" counts for nothing; expected beside \"projects\", for all of them.";
    }

    private static IEnumerable<string> OfRules(BrainJson file, string place)
    {
        if (file.Mode is { } mode && ModeWords.Parse(mode) is null)
            yield return Word($"{place}mode", mode, "sparring, debug or execution");
        foreach (var (name, rules) in file.Modes ?? [])
        {
            if (ModeWords.Parse(name) is null)
                yield return $"\"{place}modes.{name}\" is no mode; expected sparring, debug or execution.";
            foreach (var (at, rule) in rules.Index())
            {
                var line = $"{place}modes.{name}[{at}]";
                if (rule.Tools is not { Length: > 0 } tools)
                    yield return $"\"{line}.tools\" is missing; expected tools such as kind:shell. It is left out.";
                else if (ToolPattern.Fault(tools) is { } fault)
                    yield return $"\"{line}.tools\" is '{tools}': {fault}";
                if (BrainConfiguration.VerdictOf(rule.Verdict) is null)
                    yield return $"\"{line}.verdict\" is {(rule.Verdict is { } said ? $"'{said}'" : "missing")}; "
                        + "expected allow, ask, ask-unless-read-only, ask-if-it-writes or deny. It is left out.";
            }
        }
    }

    // Those that have no project's own say so themselves: chat, embeddings and ntfy.
    private static IEnumerable<string> OfAll(BrainJson project)
    {
        if (project.Projects is not null)
            yield return "projects";
        if (project.Start is not null)
            yield return "start";
        if (project.Import is not null)
            yield return "import";
        if (project.KeepHistoryDays is not null)
            yield return "keep_history_days";
        if (project.SkillTokens is not null)
            yield return "skill_tokens";
        if (project.Personas is not null)
            yield return "personas";
        if (project.Telemetry is not null)
            yield return "telemetry";
    }

    private static IEnumerable<string> Paths(BrainJson file) =>
        (file.Projects ?? []).Select(project => project.Path?.TrimEnd('/')).OfType<string>();

    private static void Whole(Dictionary<string, RuleLine[]>? modes, string place)
    {
        foreach (var (name, rules) in modes ?? [])
        {
            if (rules is null || Array.Exists(rules, rule => rule is null))
                throw new FormatException($"{place}.{name} has null in it; expected a list of tools and verdicts.");
        }
    }

    private static void Whole(BudgetsFile? budgets, string place)
    {
        foreach (var (model, budget) in budgets?.Models ?? [])
        {
            if (budget is null)
                throw new FormatException(
                    $"{place}.models.{model} is null; expected caps such as {{\"day\": \"$20\"}}."
                );
        }
    }

    private static string Word(string name, string said, string expected) =>
        $"\"{name}\" is '{said}'; expected {expected}. It counts as not said.";
}
