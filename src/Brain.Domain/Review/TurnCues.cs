using System.Text.RegularExpressions;
using Brain.Domain.Tools;
using Brain.Messages.Sessions;

namespace Brain.Domain.Review;

/// <summary>
/// What the words and tools of a turn give away, in English and basic German. Linear in the text's length.
/// </summary>
internal static class TurnCues
{
    // What stands far down in a prompt is mostly pasted, and says nothing of what the person wants.
    private const int HeadMax = 600;

    /// <summary>The person takes back or corrects what was done before.</summary>
    public static bool Corrects(string? text) => Has(Correction, text);

    /// <summary>The person may be correcting: "no, …", "still …". Fewer of these are corrections.</summary>
    public static bool MayCorrect(string? text) => Has(WeakCorrection, text);

    /// <summary>The person settles something.</summary>
    public static bool Decides(string? text) => Has(Decision, text);

    /// <summary>The person takes one of several that were offered: "the second one", "b", "yes".</summary>
    public static bool Chooses(string? text) => Has(Choice, text);

    /// <summary>The assistant confirms that something is settled.</summary>
    public static bool Settles(string? text) => Has(Settled, text);

    /// <summary>The person wants to know something.</summary>
    public static bool Asks(string? text) => Has(Question, text) || Head(text).TrimEnd().EndsWith('?');

    /// <summary>The person only says hello, thanks or well done.</summary>
    public static bool Chats(string? text) => Has(Chat, text);

    /// <summary>The assistant says that it did something by mistake.</summary>
    public static bool Admits(string? text) => Has(Admission, text);

    /// <summary>The assistant says that it did not get there.</summary>
    public static bool GivesUp(string? text) => Has(Failure, text);

    /// <summary>The part of a text that says something was settled, or null.</summary>
    public static string? DecisionIn(string? text) =>
        text is null ? null : SentenceEnd.Split(text).FirstOrDefault(Decides)?.Trim();

    /// <summary>The call changed files.</summary>
    public static bool Changes(ToolToClassify tool) =>
        tool.Status == "ok" && (Edits(tool) || (tool.Kind == ToolKind.Shell && ChangesByShell(tool.Target)));

    /// <summary>The call wrote only notes: plans, rules for agents.</summary>
    public static bool OnlyNotes(ToolToClassify tool) => Edits(tool) && Has(Notes, tool.Target);

    /// <summary>The call ran something that does more than read.</summary>
    public static bool Runs(ToolToClassify tool) =>
        tool is { Kind: ToolKind.Shell, Status: "ok" or "errored" }
        && !ShellCommand.OnlyReads(tool.Target ?? "")
        && !Has(ShellReading, tool.Target);

    private static bool Edits(ToolToClassify tool) => tool.Kind is ToolKind.Write or ToolKind.Edit;

    private static bool ChangesByShell(string? line) =>
        Has(ShellChange, line) || (Has(ShellRemoval, line) && !Has(Generated, line));

    private static bool Has(Regex pattern, string? text) => text is not null && pattern.IsMatch(Head(text));

    private static string Head(string? text) =>
        text is null ? ""
        : text.Length <= HeadMax ? text
        : text[..HeadMax];

    private static Regex Of(string pattern) =>
        new(
            pattern,
            RegexOptions.IgnoreCase
                | RegexOptions.CultureInvariant
                | RegexOptions.NonBacktracking
                | RegexOptions.IgnorePatternWhitespace
        );

    // A full stop within a word ends nothing: ".NET 10", "1.4.1".
    private static readonly Regex SentenceEnd = Of(@"[.!?;]+(?:\s+|$)|\n");

    private static readonly Regex Correction = Of(
        """
        \b(?:that|this|it)(?:'s|’s|\ is|\ was)\ (?:all\ |still\ |completely\ |just\ )?(?:wrong|incorrect|worse|broken|not\ (?:right|correct|true|how|it\b|what\ i|what\ we))
        |\b(?:that|this|it)\ (?:isn'?t|wasn'?t)\ (?:right|correct|true|how|it\b|what\ i|what\ we)
        |\bnot\ what\ i\ (?:asked|meant|wanted|said)|\bi\ (?:did\ not|didn'?t|never)\ (?:ask|tell|say|want|mean)|\bi\ (?:asked|said|meant|told\ you|wanted)\b
        |\byou(?:'ve|’ve|\ have)?\ (?:only|also\ |just\ )?\ ?(?:broke|deleted|removed|dropped|forgot|ignored|missed|misunderstood|misread|overwrote|lost|messed|confused|got\ (?:it|that)\ wrong|were\ (?:supposed|meant))\b
        |\byou\ only\b|\bwrong\ (?:file|section|branch|place|column|table|direction|order|version|test|one|line|folder|name|repo|class|way|unit|number)
        |\brevert\b|\bundo\b|\broll\ ?(?:it\ |that\ |this\ )?back\b|\b(?:put|bring|change|switch|set|turn)\ (?:it|that|them|this|the\ \w+)\b.{0,30}\bback\b|\bgo\ back\ to\b|\bbring\ back\b
        |\brestore\ the\b|\btake\ (?:that|it|this|those)\ out\b
        |\bwho\ (?:told|asked)\ you|\bwhy\ did\ you\ (?:delete|remove|touch|break|change|drop|skip)|\bwhy\ (?:is|are)\b.{0,40}\b(?:gone|missing|empty|broken)\b
        |\bshould(?:n'?t)?\ have\b|\b(?:is|are)\ not\ an\ option\b|\bdon'?t\ do\ that\b|\bare\ you\ sure\b|\byou\ (?:shouldn'?t|were\ not)
        |\bnow\b.{0,60}\b(?:blank|broken|gone|missing|fails?|failing|crash\w*|empty|slower|throws|breaks|hangs|wrong)\b|\b(?:broken|fails|failing|crashes|gone|slower)\ now\b|\bit\ (?:broke|breaks)\b
        |\b(?:das|es)\ (?:ist|war)\ (?:so\ )?(?:falsch|nicht\ richtig|schlechter)|\bstimmt\ (?:so\ )?nicht|\brückgängig\b|\bdu\ hast\b.{0,60}\b(?:gelöscht|kaputt|vergessen|falsch|nur)
        |\bnicht\ was\ ich|\bso\ (?:war|hatte)\ (?:das|ich\ das)\ nicht|\b(?:jetzt|nun)\b.{0,60}\b(?:kaputt|fehl\w+|weg|leer|falsch|nicht\ mehr)\b|\bwarum\ hast\ du\b|\bwieder\ zurück\b
        """
    );

    private static readonly Regex WeakCorrection = Of(
        """
        ^\s*(?:no|nope|nein|wrong|falsch|hm+,?\ no)\s*[,.:!;–-]|^\s*(?:no|nein)\ (?:not|that|it|you|i|the|don'?t|das|du|nicht)\b|^\s*(?:wrong|falsch)\b
        |\bstill\ (?:fails?|failing|crash|broken|the\ same|not|doesn|get|see|wrong|there|shows)|\b(?:does\ not|doesn'?t|do\ not|isn'?t|not)\ (?:work|compile|build|match|look\ right|start)
        |\b(?:geht|funktioniert|klappt|startet)\ (?:immer\ )?(?:noch\ )?(?:nicht|auch\ nicht)|\bsame\ (?:error|problem|result)\b|\bimmer\ noch\b|\bactually\ (?:it|that|the)\b.{0,40}\b(?:not|should|must|wrong)\b
        |\b(?:\w*(?:error|exception):|traceback\b|segfault|segmentation\ fault|core\ dump|stack\ ?trace|error\ (?:CS|TS)\d|panic:|FAILED\b)
        |\b(?:that|this|it)\ can(?:'?t|not)\ be\b|\b(?:must|should|has\ to|have\ to)\ (?:not|stay|remain)\b|\bthough\W*$|\bredo\b|\bstart\ over\b|\btry\ again\b
        |\b(?:way|far|much)\ too\b|\btoo\ (?:long|short|much|many|complicated|big|small|verbose|slow)\b|\bbad\ idea\b|\bsupposed\ to\b|\bmakes\ no\ sense\b|\bnothing\ happens\b|\bno\ longer\b
        |,\ (?:and\ )?not\ (?:the|a|an|in|on|for|to|by|with|just)\b|,\ nicht\ (?:die|der|das|den|im|in|auf|nur)\b|\bich\ (?:wollte|meinte|hatte)\b
        |\byou\ (?:changed|touched|added|used|put|made|wrote|skipped|renamed|moved|mixed|left)\b|\bdu\ hast\b
        |\b(?:it|that|this|they|which|the\ \w+(?:\ \w+)?)\ (?:doesn'?t|isn'?t|aren'?t|won'?t|didn'?t|does\ not|is\ not|are\ not)\b[^?]*$
        """
    );

    private static readonly Regex Decision = Of(
        """
        \blet(?:'s|’s|\ us)\ (?:go\ (?:with|for)|use|keep|take|stick|drop|do|settle|skip|leave|start|ship|postpone|not|make|call|stay|move|switch|wait)\b
        |\b(?:we|i)(?:'ll|’ll|\ will|\ are\ going\ to|'re\ going\ to)\ (?:use|go|keep|take|stick|drop|stay|ship|skip|support|move|switch|do|need\ no)\b
        |\b(?:decided|decision|settled|agreed|approved)\b|\bmy\ call\b|\bgo\ with\ (?:the|your|option|variant|a|b|c|\d)\b|\bgo\ for\ it\b|\bplan\ is\ (?:fine|good|ok)|\bfrom\ now\ on\b
        |\bi(?:'d|’d|\ would)?\ (?:much\ )?(?:rather|prefer)\b|\bwill\ do(?:\.|$)|\b(?:is|are|would\ be)\ (?:overkill|too\ risky|enough)\b|\bforget\ (?:the|about|that)\b
        |\bwe(?:\ only|\ always|\ never|\ just)?\ (?:keep|use|drop|stay|stick|take|live\ with|don'?t|won'?t|do\ not|(?:'re|are)\ (?:not\ )?going|support|ship|skip|go|start|leave|postpone|switch|move|stop|call\ it|name)\b
        |\bwe(?:'re|’re)\ not\ going\ to\b|\bout\ of\ scope\b|^\s*(?:never|always|every|all|each)\b.{0,80}\b(?:must|gets?|has\ to|have\ to|shall)\b|^\s*(?:always\b|never\ (?:[a-ln-z]|m[a-hj-z]))
        |\bthe\ (?:rule|convention)\ is\b|^\s*(?:new\ )?rule\b|\bstays?\ as\ (?:it|they)\b|\boption\ (?:\d|[a-d])\b|^\s*make\ it\ \d|\b(?:not|can\ wait|can\ come)\ (?:in|for|until)\ (?:this|the\ next|v?\d)
        |^\s*(?:then\ |so\ )?no\ (?:\w+\ ){0,2}\w+\s*[.,;].+|\binstead\ of\b.{0,60}\bwe\b|\bdo\ it\ that\ way\b|\b(?:is|are)\ (?:out|off\ the\ table|not\ worth\ it)\b|\bnot\ worth\ it\b|\b(?:record|write|note)\ (?:this|that|it)\ (?:down|as)\b|\bremember\ (?:this|that)\b|\bis\ always\b
        |\bwir\ (?:nehmen|bleiben|verwenden|benutzen|machen|lassen|verzichten|behalten|unterstützen|liefern)\b|\bentschieden\b|\bab\ (?:jetzt|sofort)\b|\bentscheidung\b|\blieber\b|\bso\ machen\ wir\b|\bdabei\ bleiben\b
        """
    );

    private static readonly Regex Choice = Of(
        """
        ^\s*(?:yes|yep|ok|okay|ja|sure|agreed)?[\s,:]*(?:(?:take|use|do)\s+)?(?:(?:the|your)\s+)?
        (?:first|second|third|last|former|latter|[a-d]|[1-5]|both|recommendation|yes|ja|do\ it\ that\ way)(?:\s+(?:one|option|variant|way))?(?:\s+please)?\s*(?:[.,:!].*)?$
        """
    );

    private static readonly Regex Settled = Of(
        """
        \bsettled\b|\bagreed\b|\b\w+\ it\ is\b|^\s*(?:then|understood|noted|all\ right|right|fine|good|gut|in\ ordnung|verstanden|alles\ klar|okay|ok)[,.:]?\s+(?:[a-z]+,?\s+)?(?:\w+\ ){0,4}(?:it\ is|then|dann|stays?|stay|out|i'?ll|i\ (?:will|leave|plan)|we)\b
        |^\s*(?:then|dann)\b|^\s*(?:understood|noted|verstanden|notiert)\b|,\s*then\.|\bi(?:'ll|\ will)\ (?:remember|follow|hold|plan|stick|leave|always|never|keep\ to)\b|\bmoves?\ to\b|\bit'?s\ (?:variant|option)\b|\bstays?\b
        """
    );

    private static readonly Regex Question = Of(
        """
        ^\s*(?:(?:and|but|so|ok|okay|hm+|please|hi|hey|btw)[\s,]+)*
        (?:what|why|how|where|which|who|when|is|are|was|were|does|do|did|can|could|should|would|will|explain|describe|summari[sz]e|show|list|compare|review|tell\ me|find\ out|check\ (?:if|whether|why)|look|
          was|wie|warum|wieso|weshalb|wo|welche[rsnm]?|wer|wann|ist|sind|hat|gibt|kann(?:st)?|erklär\w*|zeig\w*)\b
        |\bi\ (?:wonder|don'?t\ (?:get|understand)|want\ to\ (?:know|understand))|\btell\ me\b|\bexplain\b
        """
    );

    private static readonly Regex Chat = Of(
        """
        ^\s*(?:(?:ok|okay|great|super|nice|cool|perfect|perfekt|good|gut)[\s,!.]+)*
        (?:thanks?|thank\ you|thx|danke|hi|hello|hallo|hey|good\ (?:morning|evening|night|job|work)|guten\ \w+|nice|great|perfect|perfekt|super|cool|wow|ok|okay|hmm*|bye|wait|never\ mind|forget\ it|haha)\b[^?]{0,40}$
        """
    );

    private static readonly Regex Admission = Of(
        """
        \bi\ (?:accidentally|mistakenly|wrongly)|\bby\ (?:mistake|accident)\b|\b(?:my|a)\ (?:mistake|error|fault)\b|\bwas\ wrong\ of\ me\b|\bi\ should(?:\ not|n'?t)\ have\b|\bversehentlich\b|\baus\ versehen\b|\bmein\ fehler\b
        """
    );

    private static readonly Regex Failure = Of(
        """
        \bi\ (?:could\ not|couldn'?t|was\ (?:not|un)\ ?able|wasn'?t\ able|can'?t|cannot|failed)\b|\bstill\ (?:fails?|failing|doesn'?t|does\ not|broken|red)|\bremains?\ (?:red|broken|failing)|\b(?:build|test|tests)\ (?:breaks?|fails?)\b
        |\bkonnte\b.{0,80}\bnicht\b|\bschlägt\ (?:noch\ )?fehl|\bohne\ erfolg\b|\bno\ luck\b|\bgave\ up\b
        """
    );

    private static readonly Regex Notes = Of(
        """
        (?:^|/)(?:plan|notes?|claude|agents|decisions?|handoff|adr[^/]*|\d+-[^/]*)\.md$|(?:^|/)(?:adr|decisions)/
        """
    );

    private static readonly Regex ShellChange = Of(
        """
        (?:^|[;&|]\s*|\bsudo\s+)(?:mv|cp|mkdir|touch|ln|patch|git\s+(?:mv|rm|apply|revert|restore))\b|\bgit\s+checkout\s+--\s|\bsed\s+-i|\bperl\s+-\w*i|\btee\b|\bcat\s*>
        |\b(?:npm|pnpm|yarn|bun)\s+(?:i|install|add|remove|uninstall)\s+[^-\s]|\b(?:dotnet|cargo|poetry|uv)\s+(?:add|remove)\b|\bgo\s+get\b|\s(?:-o|--out\w*)[\s=]+(?:src|lib|app)/|>\s*(?:src|lib|app|docs)/
        """
    );

    // What a build makes anew is no part of the project.
    private static readonly Regex ShellRemoval = Of(@"(?:^|[;&|]\s*|\bsudo\s+)(?:rm|rmdir|unlink)\b");

    private static readonly Regex Generated = Of(
        @"\brm\s+(?:-\w+\s+)*(?:\./)?(?:node_modules|dist|build|out|target|bin|obj|\.cache|coverage|/tmp/\S*|TestResults)\b"
    );

    private static readonly Regex ShellReading = Of(
        """
        ^\s*(?:psql\b.*\bselect\b|ps|top|df|du|free|journalctl|curl\s+-s|jq|awk|git\s+(?:branch|reflog|remote)|kubectl\s+(?:get|logs|describe)|docker\s+(?:ps|logs|inspect)|gh\s+\w+\s+(?:list|view|status|diff))\b
        """
    );
}
