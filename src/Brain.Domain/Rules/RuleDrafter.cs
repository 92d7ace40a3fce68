using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Brain.Domain.Text;

namespace Brain.Domain.Rules;

/// <summary>
/// Drafts rules from what people wrote in English: what is never to be run, edited or read, what is to be asked before,
/// what is to be done before a commit. What a pattern could not say rightly it does not draft.
/// </summary>
public static partial class RuleDrafter
{
    private const int TextMax = 20_000;

    /// <summary>The rules that a text says, in its order; empty when it says none.</summary>
    public static ImmutableArray<RuleDraft> All(string text) =>
        [
            .. DraftWords
                .Sentences(text.Length > TextMax ? text[..TextMax] : text)
                .Select(Of)
                .Where(draft => draft is not null)
                .Select(draft => draft!),
        ];

    /// <summary>The rule of one sentence; null when it is none, or none that a pattern can say.</summary>
    public static RuleDraft? Of(string sentence)
    {
        var plain = Leads().Replace(sentence.Trim(), "");
        var words = DraftWords.Of(plain);
        var text = OneLine.Of(sentence.Trim(), Rule.SentenceMax);
        return Prohibited(words, text) ?? AskedBefore(words, text) ?? Instead(words, text) ?? Reminded(words, text);
    }

    private static RuleDraft? Prohibited(DraftWord[] words, string text)
    {
        if (DraftClause.Prohibition(words) is not { } at)
            return null;
        var isAutomatic = false;
        for (; at < words.Length && Between(words[at].Plain); at++)
            isAutomatic |= words[at].Plain is "automatically" or "proactively";
        if (DraftClause.Object(words, at) is not { } found)
            return null;
        ReadOnlySpan<DraftWord> tail = words.AsSpan(found.End);
        var force = DraftTail.Of(tail);
        if (force == DraftForce.Sometimes)
            return null;
        var draft = found.Draft(isAutomatic || force == DraftForce.UntilAsked ? RuleAction.Ask : RuleAction.Deny, text);
        return draft is null || DraftTail.ForbidsItself(draft, tail) ? null : draft;
    }

    // Ask before pushing; always get my approval before you run `x`.
    private static RuleDraft? AskedBefore(DraftWord[] words, string message)
    {
        var text = string.Join(' ', words.Select(word => word.Plain));
        if (!Asking().IsMatch(text))
            return null;
        var at = Array.FindIndex(words, word => word.Plain is "before");
        if (at < 0)
            return null;
        at++;
        while (
            at < words.Length && (words[at].Plain is "you" or "any" or "every" or "each" || Between(words[at].Plain))
        )
            at++;
        if (DraftClause.Object(words, at, mayBeBare: true) is not { } found)
            return null;
        return DraftTail.Of(words.AsSpan(found.End)) == DraftForce.Always ? found.Draft(RuleAction.Ask, message) : null;
    }

    // Use pnpm, not npm; use `x` instead of `y`; prefer rg over grep.
    private static RuleDraft? Instead(DraftWord[] words, string text)
    {
        var first = words.Length > 0 && words[0].Plain == "always" ? 1 : 0;
        if (words.Length < first + 4 || words[first].Plain is not ("use" or "prefer"))
            return null;
        if (DraftClause.Command(words, first + 1, isRun: false) is not { } better)
            return null;
        var at = better.End;
        if (at < words.Length && words[at].Plain is ",")
            at++;
        string?[] next =
        [
            at < words.Length ? words[at].Plain : null,
            at + 1 < words.Length ? words[at + 1].Plain : null,
        ];
        int? behind = next switch
        {
            ["instead" or "rather", "of" or "than"] => at + 2,
            ["not" or "never", _] => at + 1,
            ["over", _] => at + 1,
            _ => null,
        };
        if (behind is not { } start || DraftClause.Commands(words, start, isRun: false) is not { } worse)
            return null;
        if (DraftTail.Of(words.AsSpan(worse.End)) != DraftForce.Always)
            return null;
        var action = words[first].Plain == "prefer" ? RuleAction.Remind : RuleAction.Deny;
        return
            worse.Draft(action, text) is not { } draft
            || DraftTail.ForbidsItself(draft, [new(better.Pattern, IsCode: true)])
            ? null
            : draft;
    }

    // Run `npm test` before committing; before `git push`, run the linter.
    private static RuleDraft? Reminded(DraftWord[] words, string text)
    {
        var at = Array.FindIndex(words, word => word.Plain == "before");
        if (at < 0)
            return null;
        var isFirst = at == 0;
        if (!isFirst && !(words[0].Plain is "run" or "always" or "make" or "ensure" or "check"))
            return null;
        var start = at + 1;
        while (start < words.Length && words[start].Plain is "you" or "every" or "each" or "any" or "a" or "making")
            start++;
        if (DraftClause.Object(words, start, mayBeBare: true) is not { Tool: RuleTool.Shell } found)
            return null;
        var rest = words.AsSpan(found.End);
        var goesOn = isFirst ? rest is [{ Plain: "," or ":" }, _, ..] : DraftTail.Of(rest) == DraftForce.Always;
        return goesOn && found.IsOfGit ? found.Draft(RuleAction.Remind, text) : null;
    }

    private static bool Between(string word) =>
        word
            is "ever"
                or "directly"
                or "automatically"
                or "manually"
                or "proactively"
                or "just"
                or "simply"
                or "try"
                or "to"
                or "attempt"
                or "blindly";

    // What people say before they come to it.
    [GeneratedRegex(
        @"^((no|nope|stop|wait|hey|ok|okay|please|again|and|but|also|remember|important|critical|warning|note|rule"
            + @"|caution"
            + @"|i (already )?(told|said)( you)?|you|claude|agents?|in this (repo|repository|project|codebase)"
            + @"|for this (repo|project))"
            + @"\s*[,:!.—–-]*\s+)+",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
        1000
    )]
    private static partial Regex Leads();

    [GeneratedRegex(
        @"^(always |please |you must |must )*(ask|check with|confirm with|get|request|obtain|wait for|seek)( (me|us"
            + @"|the user|for|explicit|my|user|permission|approval|confirmation|first|the user's|prior|and|or"
            + @"|human))* before\b",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Asking();
}
