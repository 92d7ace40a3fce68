using Brain.Domain.Text;

namespace Brain.Domain.Drift;

/// <summary>What the form of a prompt tells, in many languages: what it is about is for the terms to say.</summary>
internal static class PromptCues
{
    private const int ShortMax = 40;

    /// <summary>It asks for something to be changed, written or run; what it then forbids is no such thing.</summary>
    public static bool AsksForChange(string asked) => Request.IsMatch(Refusal.Before(asked));

    /// <summary>The same, or that cannot be told: its language is another and it asks for no look.</summary>
    public static bool MayAskForChange(string asked) =>
        AsksForChange(asked) || (Accented.IsMatch(asked) && !asked.Contains('?') && !Look.IsMatch(asked));

    /// <summary>It asks for a change that is no text.</summary>
    public static bool AsksForCode(string asked) => AsksForChange(Writing.Without(asked));

    /// <summary>It asks to be shown or told something, and for nothing to be done.</summary>
    public static bool AsksToLook(string asked) => Look.IsMatch(asked) && !Change.IsMatch(asked);

    /// <summary>It says no more than go on.</summary>
    public static bool Assents(string asked) =>
        asked.Length <= ShortMax && (asked.Length == 0 || Assent.IsMatch(asked));

    /// <summary>It takes up what was said: "and …", "also …", "what about …".</summary>
    public static bool Continues(string asked) => Continuation.IsMatch(asked);

    /// <summary>It is only friendly, or says that somebody is away or back.</summary>
    public static bool IsPleasantry(string asked) => asked.Length <= ShortMax && Pleasantry.IsMatch(asked);

    /// <summary>The words with which it begins another matter, or null.</summary>
    public static string? Turn(string asked) => Turns.Find(asked);

    /// <summary>The words with which it wishes for something new, or null.</summary>
    public static string? Wish(string asked) => Wishes.Find(asked);

    /// <summary>The word by which it is a matter of private or office life and not of code, or null.</summary>
    public static string? OffWork(string asked) => Life.Find(asked);

    // At the start of a clause, where a verb commands.
    private static readonly Phrases Request = new(
        """
        |(?:^|[.,;:!?\n–-]\s*|\b(?:please|now|ok|okay|then|and|also|just|so|yes|you\ may|you\ can|can\ you|could\ you|would\ you|go\ ahead\ and|let's|let\ us|to|pls|i'd\ like\ you\ to|want\ you\ to)\s+)(?:please\s+)?(?:add|fix|implement|write|create|edit|apply|change|update|remove|delete|rename|move|replace|refactor|do\ (?:it|that|this|so|the|both|all|them|a|an|step|these|those|config|only|what|whatever)|make|put|save|patch|insert|set|convert|migrate|port|install|commit|revert|restore|bring|undo|switch|drop|clean|extract|split|merge|format|generate|wire|bump|upgrade|raise|lower|increase|reduce|enable|disable|turn|swap|adapt|adjust|correct|rewrite|stop|kill|start|deploy|publish|release|grow|ship|push|tag|tidy|take\ (?:it|that|this|them|those)\ out|use|try|mend|keep|cut|bundle|cache|let|unlock|rotate|resize|prepare|draft|design|document|translate)\b
        |\b(?:i'd\ like|i\ want|we\ need|needs?\ (?:a|an|the|to)|should\ (?:be|have|show|take|use|go|return|begin|end|jump|shrink|stay)|must\ (?:not|be|have|begin|end)|you\ may\ (?:edit|write|change|fix))\b
        |(?:^|[.,;:!?\n]\s*|\b(?:bitte|dann|jetzt|nun|und|noch|mal|kannst\ du|könntest\ du)\s+)(?:\w+\s+){0,3}(?:füge|mach\w*|änder\w*|bau\w*|schreib\w*|lösch\w*|entfern\w*|setz\w*|stell\w*|beheb\w*|korrigier\w*|benenn\w*|nimm|räum\w*|ergänz\w*|ersetz\w*|verschieb\w*|leg\w*|reparier\w*|fix\w*|committe\w*|erhöh\w*|verlänger\w*|ausliefern|umbenennen|anpassen|hinzufügen|ändern|löschen)\b
        |(?:^|[.,;:!?\n]\s*|\b(?:puis|et|maintenant|peux-tu|tu\ peux|alors)\s+)(?:ajoute|corrige|fais|change|écris|supprime|mets|crée|remplace|renomme|déplace|enlève|modifie|applique|migre)\w*\b
        |(?:^|[.,;:!?\n]\s*|\b(?:y|ahora|puedes|por\ favor|luego)\s+)(?:a[ñn][aá]d\w*|agr[eé]g\w*|arr[eé]gl\w*|c[aá]mbi\w*|haz\w*|escr[ií]b\w*|b[oó]rr\w*|el[ií]min\w*|pon\w*|cr[eé]a\w*|qu[ií]t\w*|corr[ií]g\w*|mu[eé]ve\w*|renombra|apl[ií]ca\w*|[uú]sa\w*|pr[uú]eba\w*|intenta)\b
        |(?:^|[.,;:!?\n]\s*|\b(?:e|agora|podes|pode|por\ favor|depois)\s+)(?:adicion\w*|corrig\w*|mud[ae]\w*|faz|faça|escrev\w*|apag\w*|remov\w*|cri[ae]\w*|põe|coloc\w*|troc\w*|us[ae])\b
        |(?:^|[.,;:!?\n]\s*|\b(?:e|ora|puoi|poi|per\ favore)\s+)(?:aggiung\w*|correggi\w*|cambia\w*|fai|scriv\w*|elimina\w*|togli\w*|crea\w*|metti\w*|sposta\w*|rinomina\w*|sostituisc\w*|usa)\b
        |(?:^|[.,;:!?\n]\s*|\b(?:en|nu|kun\ je|dan|graag)\s+)(?:voeg|maak|verander|schrijf|verwijder|zet|los|pas|vervang|hernoem|verplaats|haal|gebruik)\b
        |(?:^|[.,;:!?\n]\s*|\b(?:i|teraz|proszę|możesz)\s+)(?:dodaj|napraw|zmień|zrób|napisz|usuń|stwórz|utwórz|popraw|przenieś|zastąp|użyj)\b
        |(?:^|[.,;:!?\n]\s*|\b(?:и|теперь|пожалуйста|можешь)\s+)(?:добавь|исправь|сделай|поменяй|напиши|удали|создай|убери|почини|замени|перенеси|измени|поправь|используй)\w*\b
        |(?:^|[.,;:!?\n]\s*|\b(?:a|teď|prosím|můžeš)\s+)(?:přidej|oprav|změň|udělej|napiš|smaž|vytvoř|nahraď|přesuň|odstraň|použij)\w*\b
        |添加|加上|加个|修复|修改|改成|改为|删除|删掉|写一|创建|实现|替换|追加して|修正して|変更して|削除して|直して|作って|書いて|入れて|してください|してくれ|추가해|수정해|고쳐|바꿔|삭제해|만들어|해\ ?줘|ekle\b|düzelt\b|değiştir\b|sil\b|yaz\b|oluştur\b|yap\b
        """
    );

    private static readonly Phrases Look = new(
        """
        |^\W*(?:(?:ok|okay|now|and|please|first|can\ you|could\ you)\W+)*(?:find|show|list|explain|count|measure|profile|trace|reproduce|bisect|describe|summari[sz]e|analy[sz]e|compare|tell\ me|look\ (?:at|into|for|through)|which|why|where|how\ (?:many|much|long|often)|what)\b(?:\W+[\w'-]+){0,14}\W*$
        |^\W*(?:zeig\w*|such\w*|erklär\w*|liste|welche\w*|warum|wieso|wo|wie\ viele|schau|montre|cherche|explique|liste|quel\w*|pourquoi|où|combien|muestra\w*|busca|explica\w*|cuál\w*|por\ qué|dónde|mostra\w*|procura|qual|quais|onde|cerca|spiega|perché|dove|zoek|toon|waarom|welke|pokaż|znajdź|dlaczego|покажи|найди|объясни|почему|где|сколько|ukaž|najdi|proč|göster|bul|neden)\b
        |为什么|哪|找出|列出|看看|なぜ|どこ|見せて|教えて|왜|어디|보여
        """
    );

    private static readonly Phrases Change = new(
        """
        |\b(?:and|then|,)\s+(?:please\s+)?(?:fix|remove|delete|change|replace|add|update|drop|do|make|clean|rename|move|write|apply|commit|push|mark|skip|note)\b|\bif\b.{0,30}\b(?:do|fix|add|change)\b|\b(?:should|must|needs?)\b
        """
    );

    // Letters that English does not have.
    private static readonly Phrases Accented = new(
        """
        |[à-öø-ÿąćęłńśźżčďěňřšťůžğışőű¿¡\u0400-\u04FF\u3040-\u30FF\u4E00-\u9FFF\uAC00-\uD7AF]
        """
    );

    private static readonly Phrases Writing = new(@"\b(?:write|document|describe|draft|note|outline)\b");

    private static readonly Phrases Refusal = new(
        """
        |\b(?:set\ nothing\ up|change\ nothing|touch\ nothing|write\ nothing|no\ (?:changes|edits|code|writes)|(?:don'?t|do\ not|without)\ (?:\w+\ ){0,2}(?:change|changing|edit|editing|write|writing|touch|touching|fix|fixing|apply|applying|set|build|install|implement)\w*)\b
        |\b(?:nichts\ (?:ändern|schreiben|anfassen)|ohne\ (?:etwas\ )?zu\ ändern|ne\ (?:change|modifie|touche)\ rien|sin\ (?:cambiar|tocar)|no\ (?:cambies|toques)|não\ (?:mudes|mexas|altere)|non\ (?:cambiare|toccare)|niets\ (?:wijzigen|aanpassen)|nic\ nie\ zmieniaj|ничего\ не\ (?:меняй|трогай)|nic\ neměň)\b|不要(?:改|动|写)|別改|変更しないで|바꾸지\ 마
        """
    );

    private static readonly Phrases Assent = new(
        """
        |^\W*(?:(?:ok|okay|yes|yep|yeah|sure|fine|good|great|cool|thanks|thx|please|and|now|then|ja|gut|oui|d'accord|sí|si|vale|sim|va\ bene|tak|да|ano|tamam|好|はい|네)\W*)*(?:go(?:\ (?:on|ahead|for\ it))?|next(?:\ (?:one|step|please))?|continue|proceed|do\ (?:it|that)|all\ of\ (?:them|it)|keep\ going|weiter(?:\ so)?|mach(?:\ (?:weiter|das))?|nächste\w*|los|continue[zr]?|vas-y|suivante?|sigue|adelante|siguiente|continua|segue|próximo|avanti|prosegui|ga\ (?:door|verder)|volgende|dalej|następn\w+|dawaj|дальше|давай|продолжай|следующ\w+|dál|pokračuj|další|devam|继续|下一个|続け\w*|次|계속|다음)?(?:\W*(?:please|bitte|thanks))?\W*$
        """
    );

    private static readonly Phrases Continuation = new(
        """
        |^\W*(?:and|also|or|but|so|then|ok|okay|what\ about|how\ about|same|does\ (?:it|that|this|the\ same)|is\ (?:it|that|this)|in\ that\ case|oh|aha|hm+|right|good|great|nice|thx|thanks|back|now|next|still|yes|no|well|why|und|auch|oder|aber|dann|also|gut|et|aussi|ou|mais|donc|y|también|o|pero|entonces|e|também|ou|mas|então|anche|ma|allora|en|ook|of|maar|dus|i|też|albo|ale|więc|и|также|или|но|тогда|a|také|nebo|ale|takže|ve|ama|还有|那|那么|而且|また|では|じゃあ|それ|그리고|그럼)\b
        """
    );

    private static readonly Phrases Pleasantry = new(
        """
        |^\W*(?:brb|afk|lunch|coffee|back\W*$|back\ again|moment|one\ (?:sec|second|moment)|hold\ on|wait|thanks?|thx|thank\ you|good\ (?:morning|night|evening|job)|morning|hi|hello|hey\W*$|bye|see\ you|nice\W*$|lol|haha\W*$|gleich\ (?:wieder\ )?da|bin\ (?:gleich|wieder|kurz)|mahlzeit|mittag|pause|danke|moin|guten\s|merci|bonjour|à\ tout|gracias|hola|ahora\ vuelvo|obrigad|já\ volto|grazie|ciao|torno\ subito|dank|ben\ zo|dzięk|zaraz|спасибо|привет|сейчас\ вернусь|díky|ahoj|hned|teşekkür|谢谢|等一下|稍等|ありがとう|ちょっと待|고마|잠깐)
        """
    );

    private static readonly Phrases Turns = new(
        """
        |\bwhile\ (?:we|you|i|it|that|this)\ (?:wait\w*|(?:is\ |are\ )?runn?\w*|is\ (?:going|building|busy)|build\w*|compil\w*)\b|\bin\ the\ mean\ ?time\b|\bmeanwhile\b|\bone\ (?:more|other)\ thing\b|\bjust\ (?:curious|wondering)\b|\bcompletely\ (?:different|off)\b|\bquick\ question\b|\bout\ of\ curiosity\b|\bwhile\ you(?:'re|’re|\ are)\ (?:here|there|at\ it)\b|\bon\ a\ different\b|\bnot\ (?:related|about\ this)\b|\bpersonal\ question\b|\bsolange\b|\bwährend(?:dessen|\ das|\ wir)\b|\bin\ der\ zwischenzeit\b|\ben\ attendant\b|\bpendant\ que\b|\bmientras\ (?:tanto|esperamos)\b|\benquanto\ (?:isso|esperamos)\b|\bnel\ frattempo\b|\bmentre\ (?:aspettiamo|gira)\b|\bondertussen\b|\btymczasem\b|\bпока\ (?:ждём|ждем|идёт|идет)\b|\bmezitím\b|\bbu\ sırada\b|趁|その間|기다리는\ 동안
        |\bby\ the\ way\b|\bbtw\b|\bunrelated\b|\b(?:different|another|other|new|off|change\ of)\W(?:topic|subject|thing|question|matter)\b|\bsomething\ (?:else|different)\b|\bforget\ (?:that|it|about)\b|\bon\ another\ note\b|^\W*(?:but\ )?first\s*[:,]|\b(?:sales|customer|client|investor|board)\b.{0,20}\b(?:demo|meeting|call|visit|presentation)\b|\bseparately\b|\bswitch(?:ing)?\ (?:over\ )?to\ (?:another|something)|\bbefore\ (?:that|this|we\ (?:go|start|begin|continue)|i\ forget)\b|\bquick\ (?:one|detour|side)\b|\brandom\ question\b|\bwhile\ i\ have\ you\b|\bside\ (?:note|question|quest)\b|\bin\ between\b|^\W*(?:hey|hm+,?\ do\ you\ think|oh\ and|say)\b\W|\b(?:cool|ok|okay|nice|thanks|great)\W+(?:other|another|one\ more|different)\b|\bfor\ (?:v?\d+\.\d+|next\ (?:year|quarter))\ we\b|\bdo\ you\ know\ a\ good\b|\b(?:sales|marketing|support|my\ boss|the\ ceo|somebody|someone)\b.{0,30}\b(?:asks|asking|asked|waits|waiting|needs|wants)\b
        |\bübrigens\b|\bnebenbei\b|\bsag\ mal\b|\b(?:andere|andre|neue|ganz\ andere)\ (?:frage|sache|baustelle|thema)|\b(?:was|etwas)\ (?:ganz\ )?ander(?:e|es)\b|\banderes\ thema\b|\bvorher\ noch\b|\bkurz\ was\b|\bmal\ was\ anderes\b|\bau\ fait\b|\bautre\ (?:chose|question|sujet)\b|\brien\ à\ voir\b|\bavant\ (?:ça|cela)\b|\bchangeons\ de\ sujet\b|\bpor\ cierto\b|\botra\ (?:cosa|pregunta)\b|\bcambiando\ de\ tema\b|\bantes\ de\ (?:eso|nada)\b|\baparte\b|\bno\ tiene\ nada\ que\ ver\b|\ba\ propósito\b|\boutra\ (?:coisa|pergunta|questão)\b|\bmudando\ de\ assunto\b|\bjá\ agora\b|\ba\ proposito\b|\b(?:un')?altra\ (?:cosa|domanda)\b|\bcambiando\ (?:argomento|discorso)\b|\bprima\ di\ (?:questo|ciò)\b|\btrouwens\b|\biets\ (?:heel\ )?anders\b|\bandere\ vraag\b|\bvoordat\b|\bprzy\ okazji\b|\bz\ innej\ beczki\b|\binna\ (?:sprawa|rzecz)\b|\binne\ pytanie\b|\bкстати\b|\bдругой\ вопрос\b|\bдруг(?:ое|ая)\ (?:дело|тема)\b|\bмежду\ прочим\b|\bmimochodem\b|\bjiná\ (?:věc|otázka)\b|\bněco\ jiného\b|\bbu\ arada\b|\bbaşka\ bir\b|\bförresten\b|\ben\ annan\ sak\b|顺便(?:问|说|帮)|对了[，,]|另外(?:一件|一个)|换个话题|ところで|話は変わ|別件|ちなみに|그런데\ 말|다른\ 얘기|참고로
        """
    );

    private static readonly Phrases Wishes = new(
        """
        |\bcan\ (?:we|you)\ (?:also\ )?(?:have|get|offer|export|support)\b|\b(?:our|the)\ (?:ceo|cto|boss(?:es)?|sales|marketing|customers?|users?|management)\b.{0,25}\b(?:wants?|asks?|asked|asking|needs?|wishe?s?|would\ (?:like|love))\b|\bour\ (?:\w+\ ){1,2}(?:asks?|asked|wants?|needs?|would\ like)\b|\bkeeps?\ asking\b|\b(?:wouldn't\ it|it\ would)\ be\ (?:nice|cool|great|good)\b|\bhow\ hard\ would\b|\bwhat\ about\ (?:a|an|adding|building)\b|^\W*(?:\w+\W+){0,3}(?:draft|compose|design|brainstorm|invent|imagine|come\ up\ with|redo|rebuild)\ (?:a|an|me|us|our|the|some)\b|\b(?:nice|better|new|fancy|cooler)r?\ (?:one|name|logo|look|design|icon\w*|page)\b
        |\bi(?:'d|’d|\ would)\ (?:like|love)\b|\bi\ want\b|\bwe\ (?:need|want|should)\b|\blet(?:'s|’s|\ us)\ (?:build|make|add|create|start|redo|redesign|plan|write)\b|\bcould\ we\ also\b|\bcan\ (?:you|we)\ (?:also|help\ me|please\ )?\ ?(?:build|write|draft|design|set\ up|plan|translate|make\ (?:me|us|a|an)|create|scrape|generate)\b|\bhelp\ me\b|\b(?:write|draft|build|make|find)\ me\ (?:a|an|some)\b|\btell\ me\ (?:a|an)\b|\bwrite\ a\b|\bset\ up\ (?:a|an|the)\ new\b|\bthink\ about\ (?:a|an|another|plugins|whether|adding|moving|switching)\b|\bswitch\ to\b|\bredesign\b|\bsketch\b|\binvent\b|\bhow\ about\ (?:a|an|adding)\b|\btake\ (?:care\ of|over)\b|\bprepare\b|\blooks?\ (?:dated|old|ugly|boring)\b|\bi\ need\ (?:a|an|some|help)\b|\bplease\ (?:draft|prepare|write|translate)\b
        |\bich\ (?:hätte\ gern\w*|möchte|will|brauche)\b|\bwir\ (?:brauchen|sollten|wollen)\b|\bhilf\ mir\b|\bschreib\w*\ (?:mir|bitte)\b|\bje\ (?:voudrais|veux|souhaite)\b|\baide-moi\b|\bécris-moi\b|\bil\ (?:me|nous)\ faut\b|\bquiero\b|\bquisiera\b|\bme\ gustaría\b|\bnecesit\w+\b|\bayúdame\b|\bescríbeme\b|\bquero\b|\bgostaria\b|\bpreciso\b|\bajuda-me\b|\bme\ ajuda\b|\bvorrei\b|\bvoglio\b|\bmi\ serve\b|\baiutami\b|\bscrivimi\b|\bik\ wil\b|\bhelp\ me\b|\bschrijf\ (?:me|een)\b|\bchc(?:ę|iał\w*)\b|\bpotrzebuj\w+\b|\bpomóż\b|\bнапиши\ мне\b|\bхочу\b|\bхотел\w*\ бы\b|\bпомоги\b|\bнужн[оаы]\b|\bchci\b|\bchtěl\w*\ bych\b|\bpotřebuj\w+\b|\bpomoz\b|\bistiyorum\b|我想(?:要)?|帮我|需要一个|が欲しい|したい(?:です|ので|。)|手伝って|하고\ 싶|도와\ ?줘|필요해
        """
    );

    private static readonly Phrases Life = new(
        """
        |\b(?:pay|pays|paying|paid|earn|earns|hire|hired|fire|fired|promote|onboard|manage|mentor|motivate)\b.{0,24}\b(?:guys?|dev|devs|developers?|engineers?|admins?|him|her|people|person|someone|juniors?|seniors?|freelancers?|contractors?|employees?|interns?|students?)\b|\b(?:wage|wages|salaries|bonus|bonuses|raise\ (?:from|at|this)|promotion|permanent\ (?:job|position|contract)|job\ offer|job\ market|days?\ off|sick\ (?:leave|note|day)|parental\ leave|vacation\ days|overtime|burnout|time\ ?sheets?|meet-?ups?|(?:give|hold|giving)\ a\ (?:talk|speech|presentation|lecture|workshop)|conferences?|consult(?:ing|ancy)|charge\ for\ (?:a|an|one|my)|vpn\b.{0,30}\b(?:in|for|to\ watch)|my\ (?:talk|slides|thesis|studies|exam|visa|passport|therapist|gym|team\ lead|girlfriend|boyfriend|parents|family|flat|house|garden)|visa|passport|tourist|(?:best|good|cheap|cheapest|which|what)\ (?:\w+\ )?(?:phone|laptop|camera|tablet|car|bike|tv|headset|watch|mattress|vacuum|restaurant|book|film|series)\ (?:has|is|should|to|for|do|would|this)|who\ (?:do\ you\ think\ )?w(?:ins|on|ill\ win)|elections?|capital\ of|world\ cup|olympic\w*|girl|boy|baby|surgery|landlady|tenant|expense\ (?:report|claim)s?|certif(?:ied|ication\ (?:as|for|cost))|in\ (?:five|ten|twenty|\d+)\ years|worth\ learning|future\ of\ (?:programming|ai|software|development|our\ jobs?)|layoffs?|candidates?|applicants?|freelanc\w+|hourly\ rate|day\ rate|co-?founder|investors?|pitch\ deck|business\ plan|press\ release|slogan|tagline|trademark|lawsuit|notary|offsite|off-site|team\ lunch|christmas\ (?:party|gift)|farewell|good\ laptop|new\ laptop|standing\ desk|headphones|commute|parking|bakery|pizza|sushi|barbecue|vegan|hangover|marathon|chess|lego|concert|festival|museum|netflix|spotify|playlist|podcast|novel|dating|girlfriend|boyfriend|roommate|neighbou?rhood|pregnan\w+|daycare|kindergarten|dentist|headache|lottery|astrology|tattoo)\b|\b(?:draft|write|compose|prepare|word)\b.{0,24}\b(?:mail|e-mail|email|letter|announcement|post|message|apology|reply|thread|blurb|ad|advert)\b.{0,24}\b(?:to|for|that|about|announcing)\b
        |\b(?:recipe|joke|poem|lyrics|shanty|horoscope|birthday|wedding|anniversary|holiday|vacation|hotel|flight|restaurant|weather|football|soccer|movie|netflix|salary|payrise|pay\ rise|earn\ more|cover\ letter|resume|curriculum|linkedin|instagram|tiktok|tweet|intern|reorg|cto|ceo|my\ (?:boss|manager|wife|husband|son|daughter|kid|kids|landlord|doctor|dog|cat|mother|father|car|neighbou?r)|colleague|coworker|landlord|mortgage|rent|doctor|dentist|kids|toddler|homework|school|diet|workout|gym|yoga|election|president|stocks?|crypto|bitcoin|invest|tax\ return|insurance|hiring|recruit\w*|job\ (?:ad|advert|offer|interview|post\w*)|self[- ]assessment|(?:yearly|annual|performance)\ review|appraisal|notice\ period|lease|contract|lawyer|trip|travel|weekend|party|gift|present\ for|poker|guitar|cooking|lasagne|dinner|breakfast|coconut|soup|cake|wine|beer|coffee\ machine|plants?\ (?:keep|die)|office\ plants?|team\ (?:event|building|outing)|retirement|pension|speech|toast|quarterly|board\ meeting|slide\ deck|powerpoint|okrs?|org\ chart|department)\b
        |\b(?:verdien\w+|gehälter|einstell(?:en|ung)\b.{0,20}\b(?:entwickl\w+|leute|jemand\w*)|feierabend|betriebsrat|elternzeit|überstunden|krankschreib\w+|kolleg\w+|schenk\w*|geschenke?|umzug\w*|wohnung\w*|auto|zahnarzt|kita|grill\w*|pizza|konzert|museum|stellenanzeige|kuendig\w+|zwiebel\w*|kochen|backen|embauch\w+|gagne\w*|cadeaux?|appartement|déménag\w+|restaurant|concert|voiture|collègue|contrat|contratar|gana[rn]?\b.{0,12}\bprogramad\w+|regalar|piso|mudanza|restaurante|concierto|coche|compañer[oa]|assunzion\w+|guadagn\w+|regalare|appartamento|trasloco|ristorante|concerto|collega|contratação|ganha\w*|presente|apartamento|mudança|colega|verdien\w*|cadeau|verhuiz\w+|zarob\w+|zarabia\w*|prezenty?|mieszkani\w+|przeprowadzk\w+|koleg\w+)\b
        |\b(?:rezept\w*|witz|gedicht\w*|geburtstag\w*|hochzeit\w*|urlaub\w*|reise\w*|wetter|fußball|gehalt\w*|bewerbung\w*|lebenslauf|zeugnis|arbeitsvertrag|kündigungsfrist|praktikant\w*|chef\w*|vermieter\w*|arzt|hausaufgabe\w*|suppe\w*|\w+suppe|kuchen|abendessen|mittagessen|geschenk\w*|oma|opa|kinder|versicherung|steuererklärung|weihnachtsfeier|hund|katze)\b
        |\b(?:recette|blague|poème|anniversaire|mariage|vacances|voyage|météo|salaire|stagiaire|patron|loyer|médecin|dîner|gâteau|cadeau|enfants|receta|chiste|poema|cumpleaños|boda|vacaciones|viaje|clima|fútbol|sueldo|salario|becario|jefe|alquiler|médico|cena|pastel|regalo|niños|receita|piada|aniversário|casamento|férias|viagem|futebol|salário|estagiário|chefe|aluguel|médico|jantar|bolo|presente\ para|crianças|ricetta|barzelletta|poesia|compleanno|matrimonio|vacanz\w+|viaggio|calcio|stipendio|stagista|capo|affitto|cena|torta|regalo|bambini|recept|mop|gedicht|verjaardag|bruiloft|vakantie|reis|salaris|stagiair|baas|huur|przepis|żart|wiersz|urodziny|wesele|wakacje|urlop|podróż|pensja|stażyst\w+|szef|czynsz|lekarz|obiad|ciasto|prezent|dzieci)\b
        |\b(?:рецепт\w*|шутк\w*|анекдот\w*|стих\w*|день\ рождения|свадьб\w*|отпуск\w*|поездк\w*|отел\w*|погод\w*|футбол\w*|зарплат\w*|стажёр\w*|начальник\w*|аренд\w*|врач\w*|ужин\w*|торт\w*|подар\w*|дет(?:и|ей|ям)|vtip\w*|báseň|narozenin\w*|svatb\w*|dovolen\w*|počasí|fotbal\w*|plat\w*|šéf\w*|nájem\w*|lékař\w*|večeř\w*|dort\w*|dár\w*|tarif\w*i|şaka|şiir|doğum\ günü|düğün|tatil|seyahat|hava\ durumu|maaş|stajyer|patron|kira|doktor|yemek)\b
        |菜谱|食谱|笑话|生日|婚礼|度假|旅行|旅游|酒店|天气|足球|工资|薪水|简历|实习生|老板|房租|医生|晚饭|蛋糕|礼物|孩子|レシピ|冗談|ジョーク|誕生日|結婚式|休暇|旅行|ホテル|天気|サッカー|給料|履歴書|インターン|上司|家賃|医者|夕食|ケーキ|プレゼント|子供|레시피|농담|생일|결혼식|휴가|여행|호텔|날씨|축구|월급|이력서|인턴|상사|월세|의사|저녁\ 식사|선물|아이들
        """
    );
}
