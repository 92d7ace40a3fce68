using Brain.Domain.Text;

namespace Brain.Domain.Review;

/// <summary>The words in which a person asks, and those that are only said to be friendly.</summary>
internal static class QuestionCues
{
    /// <summary>The person wants to know something.</summary>
    public static bool Asks(string? text) => text is not null && (Question.IsMatch(TurnCues.Head(text)) || Ends(text));

    /// <summary>
    /// The person asks what, why, how or whether, and does not in the form of a question ask for something to be done.
    /// </summary>
    public static bool WantsToKnow(string? text) => text is not null && Knowing.IsMatch(TurnCues.Head(text));

    /// <summary>The person only says hello, thanks or well done.</summary>
    public static bool Chats(string? text) => text is not null && Chat.IsMatch(TurnCues.Head(text));

    /// <summary>The person speaks to the assistant about itself, or about how it talks.</summary>
    public static bool IsAboutTheAssistant(string? text) => text is not null && Self.IsMatch(TurnCues.Head(text));

    /// <summary>The assistant only answers a kindness.</summary>
    public static bool IsChattedWith(string? answer) => answer is not null && Kind.IsMatch(TurnCues.Head(answer));

    /// <summary>All that its words tell of is private life.</summary>
    public static bool IsOffWork(string text)
    {
        var fields = Tokenizer.Of(TurnCues.Head(text)).Select(TopicWords.Of).ToArray();
        return fields.Length > 0
            && Array.TrueForAll(fields, field => (field & ~TopicWords.Life) == 0)
            && 2 * fields.Count(field => field == TopicWords.Life) >= fields.Length;
    }

    private static bool Ends(string text) => TurnCues.Head(text).TrimEnd() is [.., '?' or '？'];

    private static readonly Phrases Question = new(
        """
        ^\s*(?:(?:and|but|so|ok|okay|hm+|please|hi|hey|btw)[\s,]+)*
        (?:what(?:'?s|s)?|why|how(?:'?s|s)?|where(?:s)?|which|who(?:s)?|when|any\ idea|is|are|was|were|does|do|did|can|could|should|would|will|explain|describe|summari[sz]e|show|list|compare|review|tell\ me|find\ out|check\ (?:if|whether|why)|look|
          was|wie|warum|wieso|weshalb|wo|welche[rsnm]?|wer|wann|ist|sind|hat|gibt|kann(?:st)?|erklär\w*|zeig\w*)\b
        |\bi\ (?:wonder|don'?t\ (?:get|understand)|want\ to\ (?:know|understand))|\btell\ me\b|\bexplain\b
        |^\W*(?:y\ |e\ |et\ |en\ |i\ |a\ |и\ |а\ )?(?:qué|por\ qué|cómo|cuál(?:es)?|dónde|cuándo|cuánt\w+|quién|explica\w*|muéstra\w*|o\ que|por\ que|porque|como|qual|quais|onde|quando|quant\w+|quem|perché|come|cosa|che\ cosa|quale|quali|dove|spiega\w*|mostra\w*|pourquoi|comment|qu'est-ce|quel\w*|où|quand|combien|est-ce|explique\w*|montre\w*|waarom|wat|hoe|welke?|waar|wanneer|hoeveel|wie|leg\ uit|dlaczego|czemu|co|jak|który|która|które|gdzie|kiedy|ile|kto|czy|wyjaśnij|pokaż|почему|зачем|что|как|какой|какая|какие|какое|где|когда|сколько|кто|чем|объясни\w*|покажи\w*|proč|co|jak|který|která|které|kde|kdy|kolik|kdo|vysvětli|ukaž|neden|niye|nasıl|ne\ |hangi|nerede|ne\ zaman|kaç|kim|açıkla\w*|varför|hur|vad|vilken|vilket|vilka|när|förklara|visa)\b
        |为什么|为何|什么|怎么|怎样|如何|哪(?:个|些|里|儿|一)|多少|是不是|有没有|能不能|是否|吗|呢\W*$|解释|说明一下
        |なぜ|どうして|どう(?:やって|すれば|なって|いう|し)|何(?:が|を|です|の|で)|どこ|どの|どちら|いつ|いくつ|ですか|ますか|でしょうか|教えて|説明して
        |왜|어떻게|무엇|뭐가|뭔가|어디|어느|언제|얼마|인가요|나요|까요|습니까|ㅂ니까|설명해|알려\ ?줘
        """
    );

    private static readonly Phrases Knowing = new(
        """
        ^\s*(?:(?:and|but|so|ok|okay|hm+|hi|hey|btw|one\ question|quick\ question)[\s,:]+)*(?:what(?:'?s|’s|\ is)?|why|how(?:'?s|’s)|any\ idea|do\ you\ know|could\ it\ be|can\ it\ be|is\ there|how\ (?:many|much|long|big|does|do|is|are|come|would|often)|where|which|who|when|is|are|was|were|does|do|did)\b
        |\bwhich\ (?:of|one)\b|\bis\ that\b.{0,40}\bor\b|\bor\ (?:not|are\ you\ guessing)\?|\bi\ (?:wonder|want\ to\ (?:know|understand))|^\W*(?:warum|wieso|weshalb|wie\ (?:viele?|lange|groß|oft)|welche\w*|was|wo|wer|wann|gibt\ es|ist|sind|pourquoi|combien|quel\w*|qu'est-ce|est-ce|où|por\ qué|cuánt\w+|cuál(?:es)?|qué|dónde|quant\w+|qual|quais|o\ que|onde|perché|quale|quali|dove|cosa|waarom|hoeveel|welke?|waar|dlaczego|ile|który\w*|gdzie|czy|почему|сколько|какой|какая|какие|где|proč|kolik|který|kde|neden|kaç|hangi|varför|hur\ många)\b|为什么|多少|哪(?:个|些|里)|是不是|有没有|吗|なぜ|いくつ|どこ|どちら|ですか|ますか|왜|얼마|어디|나요
        """
    );

    private static readonly Phrases Chat = new(
        """
        ^\s*(?:(?:ok|okay|great|super|nice|cool|perfect|perfekt|good|gut)[\s,!.]+)*
        (?:thanks?|thank\ you|thx|danke|hi|hello|hallo|hey|good\ (?:morning|evening|night|job|work)|guten\ \w+|nice|great|perfect|perfekt|super|cool|wow|ok|okay|hmm*|bye|wait|never\ mind|forget\ it|haha)\b[^?]{0,40}$
        |^\W*(?:brb|afk|back|moin|servus|tschüss|tschau|feierabend|merci|bonjour|salut|bonsoir|gracias|hola|buen[oa]s\ \w+|obrigad[oa]|olá|bom\ dia|boa\ (?:tarde|noite)|valeu|grazie|ciao|buon\w+|bedankt|dank\ je|hoi|goede\w*|dzięki|dziękuję|cześć|спасибо|привет|добр\w+\ \w+|пока|díky|děkuj\w+|ahoj|dobr\w+\ (?:den|ráno)|teşekkür\w*|sağ\ ?ol|merhaba|günaydın|eline\ sağlık|kolay\ gelsin|tack|hej|kiitos|happy\ new\ year|merry\ christmas|see\ you|cheers|lol)\b[^?？]{0,60}$
        |^\W*(?:谢谢|多谢|辛苦|你好|您好|早上好|晚安|再见|ありがとう|お疲れ|おはよう|こんにちは|おやすみ|고마|감사|수고|안녕)
        """
    );

    private static readonly Phrases Kind = new(
        """
        |^\W*(?:thank\ you|thanks\b|glad\b|happy\ to\ hear|(?:that's|that’s|that\ is|how)\ (?:lovely|kind|nice|great\ to\ hear|good\ to\ hear)|good\ to\ hear|you(?:'re|\ are)\ welcome|welcome\b|enjoy\b|bye\b|see\ you|good\ (?:morning|night|evening|luck)|hello\b|hi\b|no\ (?:problem|worries)|merry|happy\ (?:new|holidays|birthday|easter)|bitte\b|gern\b|gerne[.,!]|de\ rien|avec\ plaisir|de\ nada|prego\b|graag\ gedaan|proszę|nie\ ma\ za\ co|пожалуйста|не\ за\ что|rica\ ederim|teşekkürler|není\ zač|varsågod)
        |^\W*(?:不客气|谢谢|どういたしまして|お疲れ|천만에)
        """
    );

    private static readonly Phrases Self = new(
        """
        \bdo\ you\ (?:ever|like|enjoy|feel|dream|sleep|remember\ me|get\ (?:bored|tired)|have\ (?:feelings|a\ name|fun))\b|\bare\ you\ (?:a\ human|human|real|an?\ ai|a\ (?:bot|robot|person)|tired|bored|ok|okay|there|alive|happy|new|awake|still\ there|conscious)\b|^\W*(?:are\ )?you\ (?:still\ )?(?:there|here|alive|awake|back|with\ me)\W*$|\bare\ you\ (?:the|a)\ (?:new|old|same|different|better)\b|\bwhich\ version\ are\ you\b|\bi\ (?:like|love|enjoy)\ (?:how|that|when|the\ way)\ you\b|\b(?:talk|write|answer|speak)\ (?:to\ me\ )?in\ \w+\ from\ now\b|\bhow\ are\ you\b|\bhow(?:'s|\ is)\ it\ going\b|\bhow\ (?:was|is)\ your\ (?:day|weekend|morning|night|week)\b|\bhow\ does\ it\ feel\b|\bwho\ (?:made|built|trained)\ you\b|\bwhat(?:'s|\ is)\ your\ (?:name|favou?rite)|\bwhich\ model\ are\ you\b|\bwhat\ model\ are\ you\b|\byou(?:'re|\ are|\ feel|\ seem|\ sound|\ look)\ (?:so\ |really\ |much\ |a\ bit\ |being\ )?(?:fast\w*|slow\w*|quick\w*|funny|smart\w*|clever|great|the\ best|awesome|amazing|polite|chatty|weird|grumpy|nice|good\ at)\b
        |^\W*(?:please\ )?(?:answer|reply|respond|talk|write|speak|be|keep\ (?:it|your|answers))\b.{0,30}\b(?:short\w*|brief\w*|concise\w*|less\ (?:chatty|verbose)|in\ (?:german|french|spanish|english|italian|portuguese|polish|dutch)|formal\w*|polite\w*|bullet\ points)\b|\b(?:no|fewer|less|without|stop\ using|skip\ the)\ (?:emojis?|bullet\ points|walls\ of\ text|small\ talk|pleasantries)\b|\bwalls\ of\ text\b|\bcall\ me\b
        |\bantworte\b.{0,30}\b(?:kürzer|knapper|kurz|auf\ \w+)|\bwie\ geht(?:'s|\ es)\b|\bbist\ du\ (?:ein|müde|noch\ da|echt)|\bréponds\b.{0,30}\b(?:court|bref|en\ \w+)|\bça\ va\b|\bresponde\b.{0,30}\b(?:corto|breve|en\ \w+)|\bcómo\ estás\b|\bcome\ stai\b|\bcomo\ (?:vai|estás)\b|\bhoe\ gaat\ het\b|\bjak\ się\ masz\b|\bкак\ дела\b|\bты\ (?:робот|человек)\b|\bjak\ se\ máš\b|\bnasılsın\b|你是(?:人|机器|真)|你好吗|你叫什么|元気(?:です|で|\?|？)|잘\ 지내
        """
    );
}
