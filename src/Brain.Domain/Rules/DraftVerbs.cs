using System.Collections.Frozen;

namespace Brain.Domain.Rules;

/// <summary>What a sentence speaks of doing.</summary>
internal enum DraftVerb
{
    /// <summary>Nothing that is known.</summary>
    None,

    /// <summary>Running a command.</summary>
    Run,

    /// <summary>Using something, a command or not.</summary>
    Use,

    /// <summary>Writing a file.</summary>
    Edit,

    /// <summary>Taking a file away.</summary>
    Delete,

    /// <summary>Reading a file.</summary>
    Read,

    /// <summary>A command of git, by its English name.</summary>
    Git,
}

/// <summary>The verbs of prohibitions, as they are said and with -ing.</summary>
internal static class DraftVerbs
{
    private static readonly FrozenDictionary<string, DraftVerb> Known = new (DraftVerb Verb, string Words)[]
    {
        (DraftVerb.Run, "run running execute executing invoke invoking launch launching"),
        (DraftVerb.Use, "use using"),
        (
            DraftVerb.Edit,
            "edit editing modify modifying change changing touch touching alter altering "
                + "hand-edit hand-editing update updating"
        ),
        (DraftVerb.Delete, "delete deleting remove removing"),
        (DraftVerb.Read, "read reading open opening"),
        (DraftVerb.Git, "commit committing push pushing amend amending rebase rebasing force-push force-pushing"),
    }
        .SelectMany(line => line.Words.Split(' '), (line, word) => KeyValuePair.Create(word, line.Verb))
        .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The verb of a word.</summary>
    public static DraftVerb Of(DraftWord word) => Known.GetValueOrDefault(word.Plain);

    /// <summary>The command that git's English name means.</summary>
    public static string Git(string word) =>
        word switch
        {
            "commit" or "committing" => "git commit",
            "push" or "pushing" => "git push",
            "amend" or "amending" => "git commit --amend",
            "rebase" or "rebasing" => "git rebase",
            _ => "git push --force",
        };
}
