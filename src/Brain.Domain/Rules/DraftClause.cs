namespace Brain.Domain.Rules;

/// <summary>What a clause is about, and where it ends.</summary>
/// <param name="Tool">About which calls.</param>
/// <param name="Meant">The commands or globs.</param>
/// <param name="End">The first word behind it.</param>
internal sealed record DraftObject(RuleTool Tool, string[] Meant, int End)
{
    /// <summary>A file is taken away.</summary>
    public bool Deletes { get; init; }

    /// <summary>All of it is git's.</summary>
    public bool IsOfGit =>
        Tool == RuleTool.Shell
        && Array.TrueForAll(Meant, one =>
            one.StartsWith("git ", StringComparison.Ordinal) || one.StartsWith("gh ", StringComparison.Ordinal)
        );

    /// <summary>The rule; null when it would be too long.</summary>
    public RuleDraft? Draft(RuleAction action, string text)
    {
        var all = string.Join(Tool == RuleTool.Shell ? "; " : "|", Meant.Distinct());
        if (all.Length > CommandPattern.LengthMax)
            return null;
        if (Deletes)
            return new(action, RuleTool.Shell, text) { Pattern = "rm|rmdir|unlink|shred; git rm", Path = all };
        return Tool == RuleTool.Shell
            ? new(action, RuleTool.Shell, text) { Pattern = all }
            : new(action, Tool, text) { Path = all };
    }
}

/// <summary>Finds in a sentence's words that something is prohibited, and what.</summary>
internal static class DraftClause
{
    private const string NoVerify = "git commit --no-verify; git push --no-verify; git merge --no-verify";

    /// <summary>The word behind <c>never</c>, <c>do not</c> and their like at the beginning; null for none.</summary>
    public static int? Prohibition(DraftWord[] words)
    {
        string[] first = [.. words.Take(3).Select(word => word.Plain.Replace('’', '\''))];
        return first switch
        {
            ["never", ..] => 1,
            ["don't" or "dont" or "mustn't" or "shouldn't", ..] => 1,
            ["do" or "must" or "should", "not" or "never", ..] => 2,
            ["stop", ..] => 1,
            ["avoid", ..] => null,
            _ => null,
        };
    }

    /// <summary>The verb and what it is done to; null for what no pattern can mean.</summary>
    /// <param name="words">The sentence.</param>
    /// <param name="at">Where the verb is.</param>
    /// <param name="mayBeBare">A command may stand without a verb: ask before git push.</param>
    public static DraftObject? Object(DraftWord[] words, int at, bool mayBeBare = false)
    {
        if (at >= words.Length)
            return null;
        var verb = DraftVerbs.Of(words[at]);
        if (words[at].Plain == "force" && at + 1 < words.Length && words[at + 1].Plain is "push" or "pushing")
            return Git(words, at + 1, "git push --force");
        return verb switch
        {
            DraftVerb.Run => Commands(words, at + 1, isRun: true),
            DraftVerb.Use => Commands(words, at + 1, isRun: false),
            DraftVerb.Git => Git(words, at, DraftVerbs.Git(words[at].Plain)),
            DraftVerb.Edit or DraftVerb.Delete => Paths(words, AfterVerbs(words, at + 1, verb), RuleTool.Edit)
                is { } found
                ? found with
                {
                    Deletes = verb == DraftVerb.Delete,
                }
                : null,
            DraftVerb.Read => Paths(words, at + 1, RuleTool.Read),
            _ when words[at].IsCode || mayBeBare => Commands(words, at, isRun: false),
            _ => null,
        };
    }

    // Modify or touch; delete is another matter.
    private static int AfterVerbs(DraftWord[] words, int at, DraftVerb verb)
    {
        while (Joins(words, at) is { } next && DraftVerbs.Of(words[next]) == verb)
            at = next + 1;
        return at;
    }

    /// <summary>One command, in backticks or beginning with a program that is known.</summary>
    public static (string Pattern, int End)? Command(DraftWord[] words, int at, bool isRun)
    {
        while (at < words.Length && words[at].Plain is "the" or "any" or "command" or "commands")
            at++;
        if (at >= words.Length)
            return null;
        if (words[at].IsCode)
        {
            // The one option that people speak of without its commands.
            if (words[at].Text == "--no-verify")
                return (NoVerify, at + (at + 1 < words.Length && words[at + 1].Plain is "flag" or "option" ? 2 : 1));
            var isMore = at + 1 < words.Length && words[at + 1].Plain is "flag" or "option" or "flags" or "options";
            return !isMore && DraftPrograms.Pattern(words[at].Text, isRun) is { } pattern ? (pattern, at + 1) : null;
        }

        if (!DraftPrograms.IsPlainName(words[at].Text) && !IsGitWord(words, at))
            return null;
        var end = at + 1;
        while (end < words.Length && !words[end].IsCode && IsArgument(words[end].Text, end - at))
            end++;
        var text = string.Join(' ', words[at..end].Select(word => word.Text));
        return DraftPrograms.Pattern(text, isRun) is { } plain ? (plain, end) : null;
    }

    private static bool IsGitWord(DraftWord[] words, int at) =>
        words[at].Text is "git" or "make" or "cargo" or "docker" or "go" or "dotnet" or "python" or "terraform"
        && at + 1 < words.Length
        && !words[at + 1].IsCode
        && IsArgument(words[at + 1].Text, 1);

    // Words of English end a command that stands in no backticks.
    private static bool IsArgument(string word, int place) =>
        word is ['-', _, ..]
        || (
            place <= 2
            && word.Length > 1
            && word.All(c => char.IsAsciiLetterLower(c) || c is ':' or '-')
            && !word.EndsWith("ly", StringComparison.Ordinal)
            && word
                is not (
                    "and"
                    or "or"
                    or "in"
                    or "on"
                    or "to"
                    or "for"
                    or "at"
                    or "as"
                    or "if"
                    or "is"
                    or "it"
                    or "use"
                    or "not"
                    or "unless"
                    or "without"
                    or "when"
                    or "because"
                    or "here"
                    or "directly"
                    or "manually"
                    or "with"
                    or "from"
                    or "command"
                    or "commands"
                    or "ever"
                    or "again"
                    or "instead"
                    or "anymore"
                    or "always"
                    or "only"
                    or "before"
                    or "after"
                    or "until"
                    or "yourself"
                    or "automatically"
                    or "this"
                    or "that"
                    or "the"
                    or "by"
                    or "anything"
                    or "operations"
                    or "rather"
                    or "please"
                    or "over"
                    or "never"
                    or "but"
                    or "so"
                    or "we"
                    or "you"
                )
        );

    /// <summary>Commands with commas, or or and between them.</summary>
    public static DraftObject? Commands(DraftWord[] words, int at, bool isRun)
    {
        var found = new List<string>();
        var end = at;
        while (Command(words, end, isRun) is { } one)
        {
            found.Add(one.Pattern);
            end = one.End;
            if (Joins(words, end) is not { } next)
                break;
            // What is joined is one of them, or nobody knows what the sentence means.
            if (Command(words, next, isRun) is null)
                return Rest(words, end, next) is { } rest ? Ends(rest) : null;
            end = next;
        }

        return Ends(end);

        DraftObject? Ends(int at) => found.Count > 0 ? new(RuleTool.Shell, [.. found], at) : null;
    }

    private static DraftObject? Git(DraftWord[] words, int at, string command)
    {
        var found = new List<string> { command };
        var end = AfterNeutral(words, at + 1);
        while (Joins(words, end) is { } next && DraftVerbs.Of(words[next]) == DraftVerb.Git)
        {
            found.Add(DraftVerbs.Git(words[next].Plain));
            end = AfterNeutral(words, next + 1);
        }

        return new(RuleTool.Shell, [.. found], end);
    }

    // What may be committed or pushed without saying more than that.
    private static int AfterNeutral(DraftWord[] words, int end)
    {
        while (
            end < words.Length
            && words[end].Plain
                is "changes"
                    or "code"
                    or "anything"
                    or "commits"
                    or "any"
                    or "your"
                    or "my"
                    or "work"
                    or "the"
                    or "existing"
                    or "these"
        )
            end++;
        string[] to = [.. words.Skip(end).Take(4).Select(word => word.Plain)];
        return to switch
        {
            ["to", "remote" or "git" or "origin", ..] => end + 2,
            ["to", "the" or "a" or "any", "remote", "repository" or "repo"] => end + 4,
            ["to", "the" or "a" or "any", "remote", ..] => end + 3,
            _ => end,
        };
    }

    private static DraftObject? Paths(DraftWord[] words, int at, RuleTool tool)
    {
        while (
            at < words.Length
            && words[at].Plain
                is "the"
                    or "any"
                    or "a"
                    or "file"
                    or "files"
                    or "in"
                    or "under"
                    or "inside"
                    or "within"
                    or "anything"
                    or "everything"
                    or "contents"
                    or "of"
                    or "folder"
                    or "directory"
                    or "to"
                    or "from"
                    or "code"
        )
            at++;
        var found = new List<string>();
        var end = at;
        while (end < words.Length && DraftPaths.Glob(words[end].Text, words[end].IsCode) is { } glob)
        {
            found.Add(glob);
            end++;
            while (end < words.Length && words[end].Plain is "file" or "files" or "folder" or "directory" or "folders")
                end++;
            if (Joins(words, end) is not { } next)
                break;
            if (next >= words.Length || DraftPaths.Glob(words[next].Text, words[next].IsCode) is null)
                return Rest(words, end, next) is { } rest ? Ends(rest) : null;
            end = next;
        }

        return Ends(end);

        DraftObject? Ends(int at) => found.Count > 0 ? new(tool, [.. found], at) : null;
    }

    // Where a list ends that goes on with what no pattern knows; null when it may mean anything.
    private static int? Rest(DraftWord[] words, int end, int next)
    {
        if (words[next].Plain is not "any")
            return words[end].Plain == "," && words[next - 1].Plain == "," ? end : null;
        // And any other such: what was named is meant in any case.
        while (
            next < words.Length
            && words[next].Plain
                is not ("." or ";" or "—" or "–" or "(" or ":" or "," or "-")
                    and not ("unless" or "without" or "until" or "if" or "when" or "except" or "for" or "in" or "to")
        )
            next++;
        return next;
    }

    // The word behind "or", "and", a comma or a slash; null where nothing is joined.
    private static int? Joins(DraftWord[] words, int at)
    {
        var next = at;
        if (next < words.Length && words[next].Plain is ",")
            next++;
        if (next < words.Length && words[next].Plain is "or" or "and" or "nor" or "/")
            next++;
        return next > at && next < words.Length ? next : null;
    }
}
