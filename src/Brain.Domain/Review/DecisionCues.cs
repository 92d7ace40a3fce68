using Brain.Domain.Text;

namespace Brain.Domain.Review;

/// <summary>The words in which something is settled: the person's, and the assistant's who takes it as such.</summary>
internal static class DecisionCues
{
    /// <summary>The person settles something.</summary>
    public static bool Decides(string? text) => text is not null && Settling.IsMatch(TurnCues.Head(text));

    /// <summary>The person settles it so plainly that a question beside it takes nothing back.</summary>
    public static bool DecidesPlainly(string? text) => text is not null && Plain.IsMatch(TurnCues.Head(text));

    /// <summary>The person takes one of several that were offered: "the second one", "b", "yes".</summary>
    public static bool Chooses(string? text) => text is not null && Choice.IsMatch(TurnCues.Head(text));

    /// <summary>The assistant confirms that something is settled.</summary>
    public static bool Settles(string? text) => text is not null && Settled.IsMatch(TurnCues.Head(text));

    /// <summary>The assistant says what holds from now on, or that it does as was just settled.</summary>
    public static bool SettlesPlainly(string? text) => text is not null && Taken.IsMatch(TurnCues.Head(text));

    private static readonly Phrases Settling = new(
        """
        \blet(?:'s|’s|\ us)\ (?:go\ (?:with|for)|use|keep|take|stick|drop|do|settle|skip|leave|start|ship|postpone|not|make|call|stay|move|switch|wait|say|agree|never|always|have|target|aim|support)\b
        |\b(?:we|i)(?:'ll|’ll|\ will|\ are\ going\ to|'re\ going\ to)\ (?:use|go|keep|take|stick|drop|stay|ship|skip|support|move|switch|do|need\ no|never|always|not|have|live|host|store)\b
        |\b(?:decided|decision|settled|agreed|agree|approved)\b|\bmy\ (?:call|take)\b|\bgo\ with\ (?:the|your|option|variant|a|b|c|\d)\b|\bgo\ for\ it\b|\bplan\ is\ (?:fine|good|ok)|\bfrom\ now\ on\b|\bfinal\b\W|\blet\ me\ end\ it\b|\bi\ want\b.{0,80}\bbecause\b|\bfeature\ freeze\b|\bas\ won'?t\ (?:do|fix)\b
        |\bi(?:'d|’d|\ would)?\ (?:much\ )?(?:rather|prefer)\b|\bwill\ do(?:\.|$)|\b(?:is|are|would\ be)\ (?:overkill|too\ risky|enough)\b|\bforget\ (?:the|about|that)\b
        |\bwe(?:\ only|\ always|\ never|\ just)?\ (?:keep|use|drop|stay|stick|take|live\ with|don'?t|won'?t|do\ not|(?:'re|are)\ (?:not\ )?going|support|ship|skip|go|start|leave|postpone|switch|move|stop|call\ it|name|agree|accept|denormalise|host)\b
        |\b(?:we(?:'re|’re)\ )?not\ (?:going\ to|gonna)\b|\bout\ of\ scope\b|^\s*(?:never|always|every|all|each|nobody|everything|nothing)\b.{0,80}\b(?:must|gets?|has\ to|have\ to|shall|goes|stores?)\b|^\s*(?:always\b|never\ (?:[a-ln-z]|m[a-hj-z]))
        |\bthe\ (?:rule|convention)\ is\b|^\s*(?:new\ )?rule\b|\bstays?\ as\ (?:it|they)\b|\boption\ (?:\d|[a-d])\b|^\s*make\ it\ \d|\b(?:not|can\ wait|can\ come)\ (?:in|for|until)\ (?:this|the\ next|v?\d)
        |^\s*(?:then\ |so\ )?no\ (?:\w+\ ){0,2}\w+\s*[.,;].+|\binstead\ of\b.{0,60}\bwe\b|\bdo\ it\ that\ way\b|\b(?:is|are)\ (?:out|off\ the\ table|not\ worth\ it)\b|\bnot\ worth\ it\b|\b(?:record|write|note)\ (?:this|that|it)\ (?:down|as)\b|\bremember\ (?:this|that)\b|\bis\ always\b|\bmust\ not\ add\b|\band\ nowhere\ else\b
        |\b[\w.#+-]+\ it\ is\b|\bno\ more\ (?:discussions?|debates?)\b|\bend\ of\ (?:story|discussion)\b|[,.]\ period\b|\bfull\ stop\b|\b(?:any|no)\ objections?\b|\b(?:park|scrap|scratch|shelve|ditch|postpone|defer)\ (?:the|that|this|it|our)\b|^\W*so\b[^?]{0,80},\ (?:and\ )?not\b|\bi(?:'d|\ would)?\ (?:say\ we|take|go\ (?:with|for)|pick|choose|vote)\b|\bmy\ vote\b|\bconvinced\ me\b|\bafter\ sleeping\b|\b(?:we|i)\ (?:won't|will\ not|never|always|no\ longer|don't\ want)\b|\bno\ [\w-]+(?:\ [\w-]+)?\ (?:for|in|on)\ (?:this|v?\d|now|the\ first)\b|\bfor\ the\ future\b|^\W*(?:yes|no)\ to\b|\bhard\ no\b|\bneither\b|\buntil\ (?:after|we|there)\b|\bnot\ (?:now|yet|this\ (?:year|quarter|release)|worth)\b|\b[\w-]+\ only(?:[,.;]|$)|\bonly\ \w+\b.{0,60}\bnot\b|\bas\ the\ (?:default|standard|single|only)\b|\b(?:no|nobody|never)\b.{0,60}\b(?:ever|anymore|any\ more)\b|\bis\ (?:fine|ok|good)\ (?:for|with)\ (?:us|me|now|v?\d)
        |\bwir\ \w+en\b|\bmachen\ wir\b|\bwird\ (?:nicht|gestrichen|verschoben)\b|\bkein(?:e|en)?\ \w+\ (?:für|in|bei)\b|\bnous\ (?:ne\ )?\w+ons\b|\bpas\ de\b|\b\w{3,}(?:amos|emos|imos)\b|\bsin\ \w+\b|\bfica\ assim\b|\b\w{2,}iamo\b|\bsenza\b|\bgeen\b|\b\w{3,}(?:emy|imy|ymy|amy)\b|\bbez\ \w+\b|\b\w{2,}(?:ем|ём|им)\b|\bникак\w+\b|\b\w{2,}(?:íme|áme|ujeme|neme)\b|\b\w+(?:alım|elim|ıyoruz|iyoruz|uyoruz|üyoruz|acağız|eceğiz)\b
        |我们?(?:用|选|先|就|不|保留|放弃|坚持)|不(?:支持|考虑|需要)|(?:ましょう|しません|とします|ことにする|でお願いします|方針で|のみ)|(?:기로|합시다|하자|않겠|말자|갑니다|할게요)
        |\bwir\ (?:nehmen|bleiben|verwenden|benutzen|machen|lassen|verzichten|behalten|unterstützen|liefern|setzen|gehen|nutzen|speichern|streichen|verschieben|einigen)\b|\bentschieden\b|\bab\ (?:jetzt|sofort)\b|\bentscheidung\b|\blieber\b|\bso\ machen\ wir\b|\bdabei\ bleiben\b|\b(?:dann|also)\ (?:nehmen|bleiben|machen|lassen)\ wir\b|\bbleibt\ es\ (?:bei|dabei)\b|\bkommt\ nicht\ in\ frage\b|\bwird\ nicht\ unterstützt\b
        |\bon\ (?:garde|part\ sur|prend|reste|utilise|abandonne|laisse|fait|va\ (?:utiliser|garder|prendre|rester)|supprime|oublie|choisit|ne\ (?:fait|garde|prend))\b|\bc'est\ décidé\b|\bdécision\b|\bfinalement\b|\bd'accord\ pour\b|\bva\ pour\b|\bdorénavant\b|\bje\ préfère\b
        |\bnos\ quedamos\b|\bvamos\ (?:a\ (?:usar|dejar|mantener)|con)\b|\bdecidid[oa]\b|\bdecisión\b|\busamos\b|\bmantenemos\b|\bentonces\ (?:usamos|vamos|nada|sin)\b|\ba\ partir\ de\ ahora\b|\bprefiero\b|\bdejamos\b|\bno\ vamos\ a\b|\bdescartamos\b|\belegimos\b
        |\bvamos\ (?:usar|com|de|manter|ficar|deixar)\b|\bficamos\ com\b|\bfica\ decidido\b|\bdecidimos\b|\bdecisão\b|\ba\ partir\ de\ agora\b|\bprefiro\b|\bmantemos\b|\bnão\ vamos\b|\bdeixamos\b|\bfechado\b
        |\bva\ bene,?\ (?:niente|allora|usiamo|teniamo|facciamo|un)\b|\b(?:usiamo|teniamo|restiamo|rimaniamo|scegliamo|prendiamo|lasciamo|andiamo\ (?:con|su|di)|decidiamo|facciamo)\b|\bdeciso\b|\bdecisione\b|\bd'ora\ in\ poi\b|\bpreferisco\b|^\W*(?:ok|allora)?\W*niente\b
        |\bwe\ (?:houden|gaan\ voor|nemen|kiezen|blijven|gebruiken|laten|doen\ het|stoppen|schrappen)\b|\blaten\ we\b|\bbesloten\b|\bbesluit\b|\bvanaf\ nu\b|\bliever\b
        |\b(?:zostajemy|bierzemy|używamy|wybieramy|rezygnujemy|robimy|decydujemy|idziemy\ w|zostawiamy|trzymamy)\b|\bdecyzja\b|\bod\ teraz\b|\bustalone\b|\bwolę\b|\bpostanowione\b
        |\b(?:решили|решено|берём|берем|остаёмся|остаемся|выбираем|используем|оставляем|делаем|отказываемся|храним|договорились)\b|\bрешение\b|\bс\ этого\ момента\b|\bотныне\b|\bтогда\ (?:берём|так|без|используем|делаем)|\bпусть\ будет\b
        |\b(?:zůstaneme|zůstáváme|necháme|bereme|použijeme|vybíráme|nebudeme|budeme|uděláme)\b|\brozhodnuto\b|\brozhodnutí\b|\bod\ teď\b|\bradši\b|\btakže\b
        |\bkarar\w*\b|\b(?:kullanalım|kullanacağız|kalalım|gidelim|yapalım|seçelim|bırakalım|olsun|yapmıyoruz|kalıyoruz)\b|\bbundan\ sonra\b|\bvi\ (?:tar|kör|behåller|använder|väljer|stannar|skippar)\b|\bbestämt\b|\bbeslut\w*
        |就用|就按|就这么|采用|(?:先|暂时)不(?:做|加|用|支持|考虑)|决定|定了|不用了|统一(?:用|为|使用)|选(?:择)?方案|用方案|以后(?:都|统一)|一律|保持不变
        |にします|にしよう|に決め|決定|でいきましょう|で行きましょう|でいこう|を採用|は使わない|は使いません|やめましょう|やめて、|今後は|これからは|のままに|対応しない|見送り
        |(?:으)?로\ (?:하자|합시다|갑시다|가자|결정|할게요|하겠습니다|정했)|결정|쓰기로|하기로|안\ 하기로|앞으로는|유지하자|사용하자
        """
    );

    private static readonly Phrases Plain = new(
        """
        ->|→|\bright\?\s*$|\b(?:you|ok|okay|agreed|objections|deal)\?\s*$|\blet(?:'s|’s|\ us)\ (?:go\ with|use|keep|stick|settle|not|drop|say)\b|\b(?:my\ (?:call|take)|we\ agree|it'?s\ (?:settled|decided)|i(?:'ve|\ have)?\ decided|we(?:'ve|\ have)?\ decided|final)\b|\bwe\ call\ it\b|\bcan\ you\ live\ with\b|\blet\ me\ end\ it\b|\brather\ settle\ it\b|\bgets\ closed\ as\b|\bas\ won'?t\ (?:do|fix)\b|\bentschieden\b|\bc'est\ décidé\b|\bdecidido\b|\bdeciso\b|\bbesloten\b|\bрешили\b|\bрешено\b|\brozhodnuto\b|决定|就用|にします|결정
        """
    );

    private static readonly Phrases Choice = new(
        """
        ^\s*(?:yes|yep|ok|okay|ja|sure|agreed)?[\s,:]*(?:(?:take|use|do)\s+)?(?:(?:the|your)\s+)?
        (?:first|second|third|last|former|latter|[a-d]|[1-5]|both|recommendation|yes|ja|do\ it\ that\ way)(?:\s+(?:one|option|variant|way))?(?:\s+please)?\s*(?:[.,:!].*)?$
        """
    );

    private static readonly Phrases Settled = new(
        """
        \bsettled\b|\bagreed\b|\b\w+\ it\ is\b|^\s*(?:then|understood|noted|all\ right|right|fine|good|gut|in\ ordnung|verstanden|alles\ klar|okay|ok)[,.:]?\s+(?:[a-z]+,?\s+)?(?:\w+\ ){0,4}(?:it\ is|then|dann|stays?|stay|out|i'?ll|i\ (?:will|leave|plan)|we)\b
        |^\s*(?:then|dann)\b|^\s*(?:understood|noted|verstanden|notiert)\b|,\s*then\.|\bi(?:'ll|\ will|\ won't)\ (?:not\ )?(?:remember|follow|hold|plan|stick|leave|always|never|base|treat|use|design|go|take|build|work|write|drop|skip|note|avoid|respect|assume|start|make|put|keep\ (?:to|the|its|everything|them))\b|\b(?:recorded|written\ down|in\ the\ adr)\b|\bmoves?\ to\b|\bit'?s\ (?:variant|option)\b|\bstays?\b
        """
    );

    private static readonly Phrases Taken = new(
        """
        ^\s*(?:right|agreed|understood|noted|settled|good,|so:|ok,|okay,|no\ issue|i'd\ make\ the\ same|that\ closes|we\ are:|deal\b|fine,|clear:|parked\b|none[,.]|both\b|no\ \w+\ then\b|\w+(?:\ \w+){0,3}\ then[,.:]|recorded\b|closed\b|(?:variant|option|plan|approach|variante)\ (?:\w|\d+)\b|then\b|\S+(?:\ \S+){0,4}\ it\ is\b|clear[,.]|makes\ sense)|\bthat\ closes\ it\b|\bis\ the\ single\b|\btake\ that\ as\ the\ rule\b|\bis\ (?:off\ the\ table|accepted)\b|\bnothing\ written\ yet\b|\bfrom\ now\ on\b|\bonly\ for\ v\d|\bwon'?t\ spend\ time\b
        |^\s*(?:verstanden|notiert|einverstanden|abgemacht|alles\ klar|gut[,.:]|dann\b|in\ ordnung|entendu|noté|d'accord|c'est\ noté|compris|parfait[,.:]|entendido|de\ acuerdo|anotado|apuntado|hecho[,.:]|perfecto[,.:]|hecho,\ queda|vale[,.:]|combinado|fechado|entendido|certo[,.:]|perfeito[,.:]|perfetto[,.:]|d'accordo|inteso|capito|va\ bene|akkoord|begrepen|genoteerd|prima[,.:]|duidelijk|jasne|rozumiem|zgoda|ustalone|понял|понятно|принято|решено|так\ и\ |договорились|хорошо[,.:]|ясно|rozumím|dobra[,.:]|dobrze[,.:]|dobře[,.:]|jasně|domluveno|platí|anlaşıldı|tamam|peki|not\ edildi|uppfattat|okej|noterat|överens)
        |^\s*(?:好的?[，,。]|明白|了解|收到|没问题|可以[，,。])|^\s*(?:了解|承知|わかりました|分かりました|かしこまりました|では[、,])|^\s*(?:알겠|네[,.]|좋습니다|확인했)
        """
    );
}
