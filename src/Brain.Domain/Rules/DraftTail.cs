using System.Text.RegularExpressions;

namespace Brain.Domain.Rules;

/// <summary>What the rest of a prohibition makes of it.</summary>
internal enum DraftForce
{
    /// <summary>It holds always.</summary>
    Always,

    /// <summary>It holds until the person says otherwise.</summary>
    UntilAsked,

    /// <summary>It holds under conditions that no pattern can look at.</summary>
    Sometimes,
}

/// <summary>
/// Reads what follows the thing that is not to be done: nothing, a reason, another way, a leave that the person can
/// give, or a condition. What is not known to be one of the first is a condition: then no rule is drafted.
/// </summary>
internal static partial class DraftTail
{
    /// <summary>What it makes of the prohibition.</summary>
    /// <param name="words">The rest of the sentence.</param>
    public static DraftForce Of(ReadOnlySpan<DraftWord> words)
    {
        var text = string.Join(' ', words.ToArray().Select(word => word.IsCode ? "\u0001" : word.Plain))
            .Trim(' ', '.', '!');
        text = Asides().Replace(Harmless().Replace(text, "").Trim(), "").Trim();
        var asks = Asks().Match(text);
        if (asks.Success)
        {
            // Only the leave, and a part of its own behind it.
            var before = text[..asks.Index].Trim(' ', ',', '(', '—', '–', '-', ';', ':');
            var behind = Harmless().Replace(text[(asks.Index + asks.Length)..], "");
            return before.Length == 0 && !Limits(behind) ? DraftForce.UntilAsked : DraftForce.Sometimes;
        }

        if (text.Length == 0)
            return DraftForce.Always;
        if (!Begins().IsMatch(text))
            return DraftForce.Sometimes;
        return Limits(text) ? DraftForce.Sometimes : DraftForce.Always;
    }

    /// <summary>Whether the other way that it names would be stopped by the rule itself.</summary>
    public static bool ForbidsItself(RuleDraft draft, ReadOnlySpan<DraftWord> words)
    {
        var rule = draft.ToRule(Guid.Empty);
        foreach (var word in words)
        {
            if (!word.IsCode)
                continue;
            var call = new RuleCall(new("", Messages.Sessions.ToolKind.Shell, null, null), word.Text, word.Text, null);
            if (draft.Tool == RuleTool.Shell && rule.IsMet(call))
                return true;
            if (
                draft.Tool != RuleTool.Shell
                && rule.IsMet(new(new("", Messages.Sessions.ToolKind.Edit, null, word.Text), null, null, null))
            )
                return true;
        }

        return false;
    }

    // What stands behind a full stop or its like is another sentence: only an exception there takes something back.
    private static bool Limits(string text) =>
        text is ['.' or ';' or '—' or '–' or '-', ' ', ..]
            ? Exceptions().IsMatch(text)
            : Conditions().IsMatch(text);

    private const string Who =
        "(the user|the developer|the human|the maintainer|the owner|i|me|we|user|a human|someone|[a-z]+)";

    private const string Adverb = "(explicitly|specifically|directly|clearly|expressly|first|also)";

    // Where, by whom and how, which change nothing.
    [GeneratedRegex(
        @"^((,?\s*(directly|manually|by hand|by yourself|yourself|on your own|ever|again|anywhere|here|at all"
            + @"|itself|in place"
            + @"|in this (repo|repository|project|codebase|workspace)|in the (repo|repository|project|codebase)"
            + @"|under any circumstances?|for any reason|in any case|no matter what|commands?|files?"
            + @"|directly in place|in (the|a|your) (terminal|shell)))+)(?=$|[\s,.;:()!—–-])",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Harmless();

    [GeneratedRegex(
        @"\b(unless|except when|except if|until|if not|when not)\s+("
            + Who
            + @"\s+)?((have|has|had|is|are|was|were|been|you|you're|you’re|it|this|that|am)\s+)*("
            + Adverb
            + @"\s+)*(ask(ed|s)?|tell|told|tells|request(ed|s)?|instruct(ed|s)?|say|says|approve[sd]?|permit(ted"
            + @"|s)?|authori[sz]e[sd]?|confirm(ed|s)?|want(s|ed)?|direct(ed|s)?|give[sn]?|allow(ed|s)?)\b[^.;]*"
            + @"|\bwithout\s+((first|prior|my|the|user|user's|users|explicit|express|clear|direct|human|being"
            + @"|getting|having|any|an|specific|written|your|i)\s+)*"
            + @"(ask(ing|ed)?|permission|approval|validation|confirmation|consent|confirming|authori[sz]ation"
            + @"|checking with|instruction|told|request(ed)?|go-ahead|say-so|review)\b[^.;]*"
            + @"|\bautomatically\b|\bon your own( initiative)?\b|\bproactively\b|\bby default unless asked\b",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Asks();

    // A part of its own: another way, or why.
    [GeneratedRegex(
        @"^(instead\b|because\b|since\b|as (it|they|this|these|we)\b|which\b)"
            + @"|^[,;:(—–-]+\s*(instead|use|prefer|run|always|because|since|rather|let|see|regenerate|edit|change"
            + @"|update|modify"
            + @"|they|it'?s?|this|these|those|that'?s|it’s|we|generated|auto-generated|autogenerated|managed|which"
            + @"|your|leave|write"
            + @"|create|add|make|go|treat|stage|do|ask|just|as (it|they|this|these|we))\b"
            + @"|^[.;—–-]\s",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Begins();

    [GeneratedRegex(@"\b(unless|except|other than|apart from|but only)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Exceptions();

    // Brackets that say why or what; those that say when are none.
    [GeneratedRegex(
        @"^\((?![^)]*\b(unless|except|if|when|without|only|while|until|but|before|after|other)\b)[^)]*\)",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Asides();

    [GeneratedRegex(
        @"\b(unless|except|if|when|whenever|without|while|until|only|outside|inside|but|other than|before|after"
            + @"|during|yet)\b",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Conditions();
}
