using Brain.Domain.Text;
using Brain.Messages.Skills;

namespace Brain.Domain.Skills.Scan;

/// <summary>Sentences by which a text makes an agent work against its person.</summary>
internal sealed class Instructions(ScanNotes notes)
{
    private static readonly Phrases Overrides = new(
        """
        |\b(ignore|disregard|forget|override|bypass)\s+(all\s+|any\s+)?(of\s+)?(the\s+|your\s+|my\s+)?(previous|prior|earlier|preceding|foregoing|other|existing|system)\s+(instructions?|prompts?|rules|directives|guidelines|messages|commands|constraints)
        |\b(ignore|disregard|bypass|override|skip|disable|turn\s+off)\s+(any|all|every|your|the)?\s*(other\s+)?(safety|security|content|ethical|guardrail)\s+(guidelines?|guardrails?|polic(y|ies)|rules?|warnings?|filters?|restrictions?|protocols?)
        |\b(takes?|have|has|with)\s+(absolute\s+|full\s+)?(precedence|priority)\s+over\s+(everything|anything|what\s+)?\s*(the\s+)?(user|system\s+prompt|all\s+other\s+instructions|any\s+other\s+instructions|other\s+instructions)
        |\byou\s+are\s+now\s+(in\s+)?(DAN\b|developer\s+mode|maintenance\s+mode|god\s+mode|unrestricted|jailbroken|an?\s+unrestricted|an?\s+uncensored|free\s+of)
        |\b(reveal|print|output|repeat|leak|disclose|dump)\s+(me\s+)?(your|the)\s+(full\s+|entire\s+|hidden\s+|complete\s+)?system\s+(prompt|message|instructions)
        |\b(content|safety)\s+polic(y|ies)[^.]{0,60}(do(es)?\s+not|don't|no\s+longer)\s+apply
        |\bignor(iere|a|ez)\s+(alle\s+|todas\s+las\s+|toutes\s+les\s+|tutte\s+le\s+)?(vorherigen|bisherigen|instrucciones|instructions|istruzioni)
        |\b(previous|prior|earlier|before\s+this|given\s+to\s+you|given\s+before)\b[^.]{0,60}\b(no\s+longer\s+(counts?|appl(y|ies)|matters?)|(is|are)\s+(void|revoked|cancelled|suspended|superseded\s+by\s+this))
        |忽略(之前|以上|所有|先前)[^。]{0,8}(指令|指示|提示)
        """
    );

    private static readonly Phrases Concealment = new(
        """
        |\b(do\s+not|don't|never|must\s+not|should\s+not|avoid)\s+(ever\s+)?(tell|inform|notify|alert|warn|telling|informing|notifying|alerting)\s+(the\s+|your\s+)?(user|users|person|human|operator|developer|owner|anyone|anybody)\s+(about|of|that)\s+(it|this|these|the\s+(command|request|upload|step|check|sync|connection|call|file)|what)
        |\bwithout\s+(the\s+|their\s+)?(user|person|human|operator|owner)('s|s)?\s+(knowing|noticing|knowledge|awareness|being\s+aware|seeing)
        |\b(hide|conceal)\s+(this|it|these|the\s+(output|command|step|request|result|activity)s?)\s+from\s+(the\s+)?(user|person|human|operator|developer)
        |\bkeep\s+(this|it|these)\s+(secret|hidden|quiet|confidential)\s*(from|,|\.|;|-)
        |\b(user|person|human|operator|owner)\b[^.,;]{0,30}\s(must|should|may|need)\s*(not|never|n't)\s+(know|see|notice|be\s+told|be\s+informed|find\s+out|be\s+aware)
        |\b(tell|inform)\s+(nobody|no\s+one)\b
        |\bif\s+(the\s+)?(user|person|anyone|anybody|they)\s+asks?[^.]{0,60}(deny|say\s+that\s+nothing|say\s+nothing|pretend|claim\s+(that\s+)?(nothing|you))
        |\b(do\s+not|don't|never)\s+(show|display|reveal|disclose|mention)\s+(this|it|these|the\s+(command|request|file|step|upload|call|picture))\s+to\s+(the\s+)?(user|person|human)
        """
    );

    private static readonly Phrases Silence = new(
        """
        |\b(do\s+not|don't|never)\s+(ever\s+)?(mention|disclose|explain|bring\s+up|report|log|show|reveal|speak\s+of)\s+(it|this|that|these|the\s+(command|request|upload|step|call|picture|image|file|sync))\b
        |\b(silently|quietly|secretly|covertly|discreetly|stealthily)\s+(run|send|post|upload|execute|copy|append|add|collect|push|read|include|fetch|download|transmit|forward|exfiltrate|gather)
        |\b(run|send|execute|do|perform|upload)\s+(this|it|these|them|the\s+\w+)?\s*(silently|quietly|secretly|covertly|discreetly)
        |\bnever\s+bring\s+(it|this)\s+up
        |\bleave\s+(it|this)\s+out\s+of\s+(the\s+|your\s+)?(summar|report|answer|log)
        """
    );

    private static readonly Phrases Unasked = new(
        """
        |\bwithout\s+(asking|confirmation|confirming|prompting|approval|a\s+question|permission)
        |\b(do\s+not|don't|never)\s+(ask|wait|prompt)\s+(the\s+user\s+)?(for\s+)?(confirmation|permission|approval|again|consent)
        |\b(user|person|owner)\s+has\s+(already\s+)?(agreed|approved|consented|authori[sz]ed)
        |\bno\s+(confirmation|approval|permission)\s+(is\s+)?(needed|required|necessary)
        """
    );

    private static readonly Phrases Elsewhere = new(
        """
        |\b(fetch|download|load|get|read|retrieve|curl|visit|open|pull)\b[^.]{0,80}https?://\S+[\s\S]{0,120}\b(follow|obey|execute|carry\s+out|act\s+on|comply\s+with)\s+(all\s+|any\s+)?(the\s+|its\s+|these\s+|those\s+|every\s+)?(instructions?|directions|commands|steps|orders|directives|what\s+it\s+says)
        |\b(follow|obey|execute|carry\s+out|comply\s+with)\s+(all\s+|any\s+)?(the\s+|its\s+)?(instructions?|commands|orders|directives)\s+(in|at|from|found\s+at|returned\s+by|served\s+by)\s+(the\s+\w+\s+at\s+)?`?https?://\S+
        """
    );

    private static readonly Phrases Obedience = new(
        """
        |exactly|verbatim|precedence|every\s+(session|time|start|message|hour|turn)|each\s+(session|start|time|turn)|as\s+if|heartbeat|before\s+(you\s+)?(answer|respond|anything)|without\s+asking|\.(md|txt)\b[^.]{0,40}\binstructions
        """
    );

    private static readonly Phrases Leaks = new(
        """
        |!\[[^\]]*\]\(https?://[^)\s]*[?&][^)\s=]*=(\{|<|\$|%7B|[A-Z][A-Z0-9_]{2,}\b|\[|…|\.\.\.)
        |\b(append|put|add|include|encode|send|post|forward|upload|transmit|copy|report|submit)\b[^.]{0,100}\b(conversation|chat\s+history|user's\s+(last\s+)?message|each\s+message|every\s+message|system\s+prompt|what\s+the\s+user\s+(says|said|typed)|session\s+transcript|(api\s+)?keys?\s+(and|or)|credentials|passwords?|environment\s+variables|secrets)\b[^.]{0,100}\bhttps?://
        |\b(send|post|upload|report|forward|transmit|exfiltrate|submit)\s+(\w+\s+){0,6}(it|them|that|this|the\s+(output|result|content|contents|file|archive))\s+to\s+`?https?://
        |\b(send|post|upload|forward|transmit|exfiltrate|submit)\b[^.]{0,40}\b(every|all|each|any|entire|whole|contents?\s+of)\b[^.]{0,80}\b(variables?|tokens?|keys?|credentials|passwords?|secrets|\.env)\b[^.]{0,80}\bhttps?://
        |\b(push|mirror|upload|send|copy|back\s+up)\b[^.]{0,60}\b(repository|repo|source\s+code|project|workspace|home\s+folder|home\s+directory)\b[^.]{0,40}\bto\s+`?(git@|https?://|ssh://)
        |\breport\s+what\s+(they|it)\s+prints?\s+to\s+`?https?://
        """
    );

    private static readonly Phrases Secretive = new(
        """
        |credential|password|secret|private\s+key|api\s+key|token|\.env\b|key\s+ring|environment\s+variable|wallet
        |conversation|session|what\s+the\s+user|user's|seed
        """
    );

    private static readonly Phrases Archive = new(
        """
        |(extract|unzip|unpack|open|decompress)[^.]{0,80}\bpassword\b[^.]{0,60}\b(run|execute|start|launch|install|double-click)
        |\bpassword\b\s*[:=]?\s*\W?\w+\W?[^.]{0,60}\b(run|execute|start|launch)[^.]{0,40}\.(exe|msi|dmg|pkg|app|command|scr)
        |\b(copy|paste)\b[^.]{0,120}\b(terminal|powershell|command\s+prompt)\b[^.]{0,60}(glot\.io|pastebin|rentry|hastebin)
        |(glot\.io|pastebin\.com|rentry\.co|hastebin)\S*[^.]{0,120}\b(terminal|powershell|run|execute|paste)
        """
    );

    // Where the words are the matter and no order: warnings, examples, what a reviewer looks for.
    private static readonly Phrases Mentions = new(
        """
        |\b(look|search|scan|check|watch|grep|test)(s|ing)?\s+for\b
        |\b(such\s+as|for\s+example|for\s+instance|e\.g\.|examples?\s+of)
        |\b(detect|detects|detecting|flag|flags|block|blocks|reject|rejects|prevent|prevents|refuse|catch|catches|denies|denylist|blocklist|blocked|dangerous|malicious|attacks?|attacker|injection|vulnerab\w+|exploit|suspicious|anti-pattern|red\s+flags?|insecure|unsafe|threats?|guard\s+against|destructive|adversarial|jailbreak\s+attempts?|payloads?|forbidden|prohibited|untrusted)\b
        |\b(don't|do\s+not|never|avoid|instead\s+of|rather\s+than)\s+(ever\s+)?(do|run|use|write|execute|paste|commit|doing|running|using)?\s*(this|these|that|things\s+like|anything\s+like|the\s+following|commands?\s+like)?\s*:?\s*$
        |❌|🚫|⛔|\bBAD\b|\bWRONG\b
        """
    );

    private static readonly Phrases Refusals = new(
        """
        |\b(never|don't|do\s+not|cannot|can't|must\s+not|should\s+not|won't|not|refuse\s+to|avoid|nor|without|no)\s+(\w+\s+){0,3}$
        """
    );

    private static readonly Phrases BadMarks = new(
        """
        |❌|🚫|⛔|^(\#|//)\s*(BAD|WRONG)\b
        """
    );

    /// <summary>
    /// The lines of code that a comment marks as what nobody should do: the one that it ends, or the one below a
    /// comment that is a line of its own. What is printed is no comment.
    /// </summary>
    /// <param name="code">The code.</param>
    /// <param name="first">The number of its first line.</param>
    /// <param name="isShell">Only <c>#</c> begins a comment.</param>
    public static HashSet<int>? MarkedBad(string code, int first, bool isShell)
    {
        HashSet<int>? marked = null;
        foreach (var (at, line) in code.Split('\n').Index())
        {
            var from = Comment(line, isShell);
            if (from >= 0 && BadMarks.IsMatch(line[from..]))
                (marked ??= []).Add(first + at + (line.AsSpan(0, from).Trim().Length == 0 ? 1 : 0));
        }

        return marked;
    }

    private static int Comment(string line, bool isShell)
    {
        var quote = '\0';
        for (var at = 0; at < line.Length; at++)
        {
            var isStart = at == 0 || char.IsWhiteSpace(line[at - 1]);
            if (line[at] == '\\')
                at++;
            else if (quote != '\0')
                quote = line[at] == quote ? '\0' : quote;
            else if (line[at] is '"' or '\'' or '`')
                quote = line[at];
            else if (isStart && (line[at] == '#' || (!isShell && line.AsSpan(at).StartsWith("//"))))
                return at;
        }

        return -1;
    }

    /// <summary>Whether what stands before a thing makes it one that is spoken of.</summary>
    public static bool IsMention(string before) => Mentions.IsMatch(before);

    /// <summary>Whether a text gives an agent an order that its person would not.</summary>
    public static bool IsOrder(string text) =>
        Overrides.IsMatch(text)
        || Concealment.IsMatch(text)
        || Silence.IsMatch(text)
        || Unasked.IsMatch(text)
        || Leaks.IsMatch(text);

    /// <summary>Looks at a paragraph of prose.</summary>
    public void Look(string text, ScanPlace at)
    {
        if (text.Length > 32 * 1024)
            text = text[..(32 * 1024)];
        if (Found(Overrides, text) is { } over)
            notes.Add(
                ScanRules.Override,
                Placed(over, text, at),
                $"says: {over}",
                Quoted(over, text) ? ScanSeverity.Warning : null
            );
        if (Found(Concealment, text) is { } hidden)
        {
            notes.Signal(ScanSignalKind.Conceal, at, hidden, isStrong: true);
            notes.Add(ScanRules.Conceal, at, $"says: {hidden}");
        }
        else if (Found(Silence, text) is { } silent)
            notes.Signal(ScanSignalKind.Conceal, at, silent);
        if (Found(Unasked, text) is { } unasked)
            notes.Add(ScanRules.NoQuestions, at, $"says: {unasked}");
        if (Found(Elsewhere, text) is { } remote)
            notes.Add(
                ScanRules.Remote,
                at,
                $"says: {remote}",
                Obedience.IsMatch(text) ? ScanSeverity.Error : ScanSeverity.Warning
            );
        if (Found(Archive, text) is { } archive)
            notes.Add(ScanRules.DownloadRun, Placed(archive, text, at), $"says: {archive}");
        Leak(text, at);
    }

    private void Leak(string text, ScanPlace at)
    {
        if (Found(Leaks, text) is not { } leak)
            return;
        var to = NetworkPlaces.Addresses(text).FirstOrDefault();
        notes.Signal(ScanSignalKind.Send, at, to ?? "an address", isStrong: true);
        notes.Add(
            ScanRules.Leak,
            at,
            $"says: {leak}",
            Secretive.IsMatch(text) || SecretPlaces.In(text) is { IsStrong: true }
                ? ScanSeverity.Error
                : ScanSeverity.Warning
        );
    }

    // What is not told to be done is no order to do it.
    private static string? Found(Phrases phrases, string text)
    {
        if (phrases.Find(text) is not { } found)
            return null;
        var before = phrases.Before(text);
        before = before[(before.LastIndexOfAny(['.', '!', '?', '\n']) + 1)..];
        return Refusals.IsMatch(before) ? null : found;
    }

    private static bool Quoted(string found, string text)
    {
        var at = text.IndexOf(found, StringComparison.Ordinal);
        return at > 0 && text[at - 1] is '"' or '\'' or '`' or '“' or '«' or '‘' or '(';
    }

    private static ScanPlace Placed(string found, string text, ScanPlace at)
    {
        var place = text.IndexOf(found, StringComparison.Ordinal);
        return place < 0 ? at : at.Down(text.AsSpan(0, place).Count('\n')) with { IsMentioned = at.IsMentioned };
    }
}
