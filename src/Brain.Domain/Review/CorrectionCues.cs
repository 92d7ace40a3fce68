using Brain.Domain.Text;

namespace Brain.Domain.Review;

/// <summary>What in a prompt tells that the turn right before it went wrong.</summary>
internal static class CorrectionCues
{
    private const int SharedMin = 2;
    private const int ContentMin = 4;
    private const double HintsMin = 0.8;

    /// <summary>The person takes back or corrects what was done before.</summary>
    public static bool Corrects(string? text) =>
        text is not null
        && (Correction.IsMatch(TurnCues.Head(text)) || MistakeCues.Accuses(TurnCues.Head(text)));

    /// <summary>The person may be correcting: "no, …", "still …". Fewer of these are corrections.</summary>
    public static bool MayCorrect(string? text) =>
        text is not null
        && (WeakCorrection.IsMatch(TurnCues.Head(text)) || MistakeCues.Hinted(TurnCues.Head(text)) >= HintsMin);

    /// <summary>
    /// Whether the next turn speaks of this one: they share a file or words. What says nothing of its own ("undo it")
    /// speaks of what was just done.
    /// </summary>
    public static bool IsFollowedUpBy(this TurnToClassify turn, TurnToClassify next)
    {
        var (here, there) = (Files(turn), Files(next));
        if (here.Overlaps(there))
            return true;
        var words = Words(next);
        return words.Length < ContentMin
            || words.Intersect(Words(turn), StringComparer.Ordinal).Take(SharedMin).Count() == SharedMin;
    }

    private static HashSet<string> Files(TurnToClassify turn) =>
        turn
            .Tools.Where(tool => TurnCues.Edits(tool) && tool.Target is not null)
            .Select(tool => tool.Target!)
            .ToHashSet(StringComparer.Ordinal);

    private static string[] Words(TurnToClassify turn) =>
        [
            .. Tokenizer
                .Of(
                    $"{TurnCues.Head(turn.Asked)} {TurnCues.Head(turn.Answered)} "
                        + string.Join(' ', turn.Tools.Take(ToolsMax).Select(tool => TurnCues.Head(tool.Target)))
                )
                .Where(term => Tokenizer.Weight(term) == 1),
        ];

    private const int ToolsMax = 20;

    private static readonly Phrases Correction = new(
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

    private static readonly Phrases WeakCorrection = new(
        """
        ^\W*(?:only|just|nur|solo|seulement|só|tylko|только|alleen|sadece)\b.{0,40}(?:please|bitte|por\ favor|per\ favore|s'il|пожалуйста|proszę|graag|lütfen)?\W*$|^\W*(?:the\ )?other\ (?:one|way|side|file|left|right)|^\W*(?:that|this|it)(?:'s|’s|\ is)\ (?:the\ (?:old|wrong|other|previous|test|staging|dev)|only\ (?:half|part)|not\b|still\b)|\bi\ mean(?:t)?\b|\bwhy\ (?:a\ new|another|two|so\ many)\b|\bmust\ never\b|\bsince\ (?:your|the)\ (?:change|fix|last|update|commit)|\baber\ nicht|\bmacht\ (?:aber\ )?nichts|\bwe\ already\ have\b|\bwhat\ about\ the\ (?:other|rest)
        |^\s*(?:no|nope|nein|wrong|falsch|hm+,?\ no)\s*[,.:!;–-]|^\s*(?:no|nein)\ (?:not|that|it|you|i|the|don'?t|das|du|nicht)\b|^\s*(?:wrong|falsch)\b
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
}
