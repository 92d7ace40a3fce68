using Brain.Domain.Text;

namespace Brain.Domain.Review;

/// <summary>
/// The words in which an error of the assistant shows: the person's, who corrects it, and the assistant's own, who
/// owns up to it. A language has the forms that accuse or own up; what is only unhappy is left out.
/// </summary>
internal static class MistakeCues
{
    /// <summary>How surely a turn's own words show an error of the assistant: 1 and more is enough.</summary>
    public static double Weigh(TurnToClassify turn)
    {
        var asked = TurnCues.Head(turn.Asked);
        var answered = TurnCues.Head(turn.Answered, TurnCues.AnswerMax);
        if (OwnSlip.IsMatch(asked) && !Admission.IsMatch(answered))
            return 0;
        var changed = turn.Tools.Any(TurnCues.Changes);
        var acted = changed || turn.Tools.Any(TurnCues.Runs) || turn.Tools.Any(TurnCues.TakesBack);
        var undone = turn.Tools.Any(TurnCues.TakesBack) || TakenBack.IsMatch(answered);
        var looksBack = HindsightCues.Weigh(answered, changed && asked.Length <= ShortMax);
        return (Accusation.IsMatch(asked) ? 1 : 0)
            + (Admission.IsMatch(answered) ? 1 : 0)
            + (HalfAdmission.IsMatch(answered) ? 0.6 : 0)
            + looksBack
            + ((acted || HindsightCues.IsAddressed(asked)) && HindsightCues.Grants(answered) ? 0.4 : 0)
            // A prompt that only hints needs an answer that owns up.
            + Math.Min(Hinted(asked) + (changed && looksBack >= CauseMin && OnlyStates(asked) ? 0.25 : 0), HintsMax)
            + (undone && acted ? 0.5 : 0);
    }

    /// <summary>The person says that the assistant did wrong.</summary>
    public static bool Accuses(string asked) => Accusation.IsMatch(asked) && !OwnSlip.IsMatch(asked);

    /// <summary>A prompt that speaks of what was done, turns it, and tells of something broken: 0 to 1.3.</summary>
    public static double Hinted(string asked) =>
        Recount.IsMatch(asked)
            ? 0
            : (Reference.IsMatch(asked) || HindsightCues.IsAddressed(asked) ? 0.5 : 0)
                + (Contrast.IsMatch(asked) ? 0.4 : 0)
                + (Trouble.IsMatch(asked) ? 0.4 : 0);

    // Who only says what is, and asks for nothing, complains.
    private static bool OnlyStates(string asked) =>
        asked.Length <= ShortMax && !QuestionCues.Asks(asked) && !Wanting.IsMatch(asked);

    private static readonly Phrases Wanting = new(
        """
        |\b(?:please|pls|can\ you|could\ you|would\ you|let's|want|need|would\ like|it\ would|my|i\ (?:changed|forgot)|go|continue|next|yes|ok|okay)\b|^\W*(?:ensure|don't|have|check|try|start|run|add|fix|make|change|update|remove|delete|rename|move|replace|use|write|create|put|set|show|drop|do|now|then|and|also|get|turn|convert|migrate|extract|split|implement|refactor|support|allow|let|translate|backfill|same|lower|raise|docs?|tests?)\b|\bbitte\b|\bmach\w*\b|\bkannst\ du\b|\bnimm\b|\btu\ peux\b|\bpuedes\b|\bpor\ favor\b|\bpodes?\b|\bpuoi\b|\bgraag\b|\bproszę\b|\bпожалуйста\b|\b(?:почини|исправь|сделай|добавь)\b|\blütfen\b|请|改成|改得|加|してください|해\ ?줘|해주세요
        """
    );

    // Only to be told what was done.
    private static readonly Phrases Recount = new(
        """
        |^\W*(?:\w+\W+){0,4}(?:explain|summari[sz]e|recap|describe|list|walk\ me\ through)\b.{0,60}\b(?:you|your|what\ we)\b|^\W*what\ (?:did|have)\ you\b|^\W*(?:erklär\w*|fass\w*)\b.{0,40}\bdu\b|^\W*(?:explique|résume)\b.{0,40}\btu\b|^\W*(?:explica\w*|resume)\b.{0,40}\bhas\b|^\W*что\ ты\b
        """
    );

    private const double HintsMax = 0.9;

    private const double CauseMin = 0.6;

    // In a long prompt hints are there by chance.
    private const int ShortMax = 240;

    // What went wrong was the person's.
    private static readonly Phrases OwnSlip = new(
        """
        ^\W*(?:oh\W+|oops\W+|ups\W+|sorry\W+|ah\W+)*(?:my\ (?:bad|mistake|fault|error)\b|sorry\W+(?:i|wrong|pasted|that\ was)|i\ (?:gave|sent|told|pasted|showed|pointed)\b.{0,40}\b(?:wrong|old|outdated)|i\ (?:forgot|misread|misspoke|mistyped|was\ wrong)|mein\ fehler|ich\ hatte\ (?:dir|euch)\b|mi\ error|culpa\ m[ií]a|my\ typo|mon\ erreur|c'est\ ma\ faute|colpa\ mia|erro\ meu|mijn\ fout|moja\ wina|моя\ ошибка|moje\ chyba)
        |\bmy\ own\ (?:mistake|fault|error|typo|slip|bug)\b|\bi\ (?:broke|messed)\b.{0,30}\bmyself\b|^\W*(?:我(?:写|打|发|贴)错)
        """
    );

    // The person says that the assistant did it, or that it is not what was asked for.
    private static readonly Phrases Accusation = new(
        """
        \b(?:that|this|it)(?:'?s|’s|\ is|\ was)\ (?:all\ |still\ |completely\ |just\ )?(?:wrong|incorrect|worse|the\ wrong|not\ (?:right|correct|true|it\b|what\ i|what\ we|how\ (?:i|we|the\ other)))
        |\b(?:that|this|it)\ (?:isn'?t|wasn'?t)\ (?:right|correct|true|it\b|what\b|how\b|where\b)|\byou\ (?:didn'?t|did\ not|haven'?t)\ (?:\w+)|\btu\ n'as\ (?:pas|rien)\b|\bvous\ n'avez\ pas\b|\bdu\ hast\b.{0,30}\bnicht\b|\bno\ has\b|\bnon\ hai\b|\bvocê\ não\b|\bje\ hebt\b.{0,30}\bniet\b|\bnie\ \w+(?:łeś|łaś)\b|\bты\ не\b|\bты\ (?:опять|снова)\b|\bdu\ hast\ (?:schon\ )?wieder\b|\byou\ \w+\ (?:it|that|this|them)\ (?:again|into|on|in|to)\b.{0,40}\binstead\ of\b|^\W*(?:wrong|falsch|nope\W|incorrect)\b
        |\bnot\ what\ i\ (?:asked|meant|wanted|said|had)|\bi\ (?:did\ not|didn'?t|never)\ (?:ask\ (?:you|for)|tell\ you|say|want\ you|mean)|^.{0,30}\bi\ meant\b|\bi\ (?:said|told\ you)\ (?:not|don'?t|only|no|to|never|leave)|\bi\ (?:already\ )?asked\ (?:you\ )?(?:for|to|not|only|whether|why|how|a)\b|\bi\ wanted\ (?:only|it|you|a|an|the|just)\b.{0,60}\b(?:not|and\ you|instead|but)\b|\blike\ i\ said\b|\bas\ i\ said\ before\b
        |\byou(?:'ve|’ve|\ have)?\ (?:also\ |just\ |only\ )?\ ?(?:broke|broken|deleted|removed|dropped|forgot|forgotten|ignored|missed|misunderstood|misread|overwrote|overwritten|lost|messed|confused|got\ (?:it|that)\ wrong|were\ (?:supposed|meant|wrong)|mixed\ up|invented|made\ (?:that|this|it)\ up|hallucinated|rewrote\ (?:the|my|everything))\b
        |\byou\ only\ (?:did|\w+ed)\b|\byou\ (?:weren'?t|were\ not)\b|\byou\ should(?:n'?t|\ not)\ have\b|\bwho\ (?:told|asked)\ (?:you|for)\b
        |\bwhy\ (?:did|have|would)\ you\ (?:\w+\ ){0,2}(?:delete|remove|touch|break|change|drop|skip|force|push|overwrite|rewrite|commit|merge|rename|revert|run|install|disable|ignore|deploy|edit)\w*\b|\bwhy\ (?:is|are)\b.{0,40}\b(?:gone|missing|broken)\b
        |\b(?:revert|undo|roll\ ?back)\ (?:it|that|this|those|these|them|everything|your|what\ you|the\ last\ (?:edit|change|one|thing))\b|^\W*(?:please\ )?(?:revert|undo)\W*$|\bwrong\W+(?:please\ )?(?:revert|undo)\b
        |\b(?:since|after|before|with|because\ of|due\ to)\ (?:you\ (?:changed|added|touched|edited|moved|renamed|rewrote|refactored)|your\ (?:last\ |latest\ |recent\ |previous\ )?(?:change|edit|fix|commit|rewrite|refactor\w*|patch|update|version|migration|cleanup|pr|merge|rename|upgrade))\b
        |\byour\ (?:last\ |latest\ |recent\ |previous\ )?(?:change|edit|fix|commit|rewrite|refactor\w*|patch|update|migration|script|test|query|answer|code|cleanup)s?\ (?:\w+\ ){0,2}(?:broke|breaks|fails?|failed|lost|dropped|removed|deleted|is\ wrong|was\ wrong|doesn'?t|does\ not|didn'?t|did\ not|isn'?t|crash\w*|made|causes?|ignores?|misses|missed|swallows)\b
        |\b(?:same|identical)\ (?:crash|error|problem|failure|bug|exception|stack\ ?trace|result|issue|symptom)\b.{0,30}\b(?:as\ before|again|after|still|before\ the\ fix)\b|\bnope\W.{0,20}\bsame\b|^\W*(?:and\ |but\ |hm+\W+|ok\W+)?now\b.{0,50}\b(?:blank|broken|gone|missing|fails|failing|crash\w*|segfaults?|throws|breaks|hangs|empty)\b|^\W*(?:it\ |that\ |this\ |nope\W+|no\W+)?still\ (?:fails|failing|crash\w*|broken|the\ same|not\ work\w*|doesn'?t|throws|hangs|red|wrong)\b
        |\b(?:das|es)\ (?:ist|war)\ (?:so\ )?(?:falsch|nicht\ (?:richtig|das|was)|schlechter)|\bstimmt\ (?:so\ |doch\ |aber\ )?nicht|\bdu\ hast\b.{0,80}\b(?:gelöscht|kaputt\w*|vergessen|falsch\w*|überschrieben|entfernt|zerschossen|verwechselt|übersehen|missverstanden|rausgeworfen)|\b(?:nicht|anders)\ (?:so\ )?gemeint\b|\bnicht\ was\ ich|\bso\ (?:war|hatte)\ (?:das|ich\ das)\ nicht|\bich\ (?:meinte|hatte\ (?:doch\ )?(?:gesagt|gebeten))\b|\bich\ wollte\b.{0,60}\bnicht\b|\bwarum\ hast\ du\b|\bmach\ das\ (?:wieder\ )?(?:rückgängig|weg)|\b(?:seit|nach|wegen)\ dein(?:er|em|en)\ (?:letzten\ )?(?:änderung|umbau|commit|fix|refactoring|anpassung)|\b(?:geht|läuft|funktioniert|klappt)\ (?:immer\ noch|jetzt|seitdem|nun)\ (?:gar\ )?nicht
        |\bc'est\ (?:faux|pas\ (?:ça|bon|ce\ qu|juste|le\ bon))|\bce\ n'est\ pas\ (?:ça|ce\ qu|le\ bon|bon|juste)|\btu\ (?:as|avais|m'as)\ (?:\w+\ ){0,2}(?:cassé|oublié|supprimé|effacé|écrasé|perdu|mal\b|raté|modifié|touché)|\bj'(?:ai|avais)\ (?:bien\ )?(?:dit|demandé)\b|\bje\ (?:voulais\ dire|parlais)\b|\bannule\ (?:ça|ta|ton|tes|cela)|\bpourquoi\ (?:tu\ as|as-tu)\b|\b(?:depuis|après|avec)\ (?:ta|ton|tes|votre)\ (?:dernière?\ )?(?:modif\w*|changement|commit|correction|refacto\w*)|\bvous\ avez\ (?:cassé|oublié|supprimé|effacé)
        |\beso\ (?:no\ es|está\ mal|es\ incorrecto)|\bno\ es\ (?:eso|lo\ que|así)|\bestá\ mal\b|\b(?:has|habías)\ (?:roto|borrado|olvidado|cambiado|eliminado|dejado|perdido)|\b(?:rompiste|borraste|olvidaste|eliminaste|cambiaste|te\ olvidaste|te\ equivocaste|te\ has\ \w+)\b|\b(?:te|ya)\ (?:pedí|dije|había\ (?:dicho|pedido))|\byo\ (?:dije|quería|pedí)|\bme\ refería\b|\bquería\ decir\b|\bdeshaz\b|\bpor\ qué\ (?:has|borraste|cambiaste)|\b(?:desde|tras|después\ de|con)\ tu\ (?:último\ )?(?:cambio|commit|arreglo|refactor\w*)
        |\bnão\ (?:é|era|foi)\ (?:isso|o\ que|assim)|\b(?:está|ficou)\ errad[oa]|\bvocê\ (?:quebrou|apagou|esqueceu|mudou|removeu|errou)|\b(?:quebraste|apagaste|esqueceste|mudaste|partiste)\b|\beu\ (?:disse|pedi|queria|quis\ dizer)|\bdesfaz\w*\b|\b(?:depois\ d[ao]|desde\ [ao]|com\ [ao])\ (?:tua|teu|sua|seu)\ (?:última?o?\ )?(?:alteração|mudança|commit|correção)
        |\bnon\ (?:è|era)\ (?:quello|ciò|così|quel\ che)|\b(?:è|era)\ sbagliat|\bhai\ (?:rotto|cancellato|dimenticato|cambiato|tolto|rimosso|sovrascritto|sbagliato|eliminato)|\b(?:ti\ )?avevo\ (?:chiesto|detto)|\bintendevo\b|\bannulla\ (?:la|tutto|quest|l')|\b(?:dopo|con|dalla)\ (?:la\ )?tua\ (?:ultima\ )?(?:modifica|correzione)
        |\b(?:dat|dit)\ (?:klopt\ niet|is\ (?:fout|verkeerd|niet\ (?:goed|wat|juist)))|\bje\ hebt\b.{0,60}\b(?:verwijderd|vergeten|kapot\w*|gewist|overschreven)|\bik\ (?:bedoelde|zei|vroeg)\b|\bniet\ wat\ ik\b|\bdraai\b.{0,20}\bterug\b|\bwaarom\ heb\ je\b|\b(?:sinds|na)\ je\ (?:laatste\ )?(?:wijziging|aanpassing|commit)
        |\bto\ (?:nie\ to|nie\ tak|jest\ źle|błąd|źle)|\bnie\ o\ to\b|\b(?:zepsułeś|zepsułaś|usunąłeś|usunęłaś|skasowałeś|zapomniałeś|zapomniałaś|zmieniłeś|pominąłeś|nadpisałeś)\b|\b(?:prosiłem|prosiłam|mówiłem|mówiłam)\b|\bmiał[ea]m\ na\ myśli|\bcofnij\b|\bpo\ twoj(?:ej|ich)\ (?:ostatni\w+\ )?(?:zmian|poprawk)
        |\bты\ (?:\w+\ )?(?:сломал|удалил|забыл|изменил|перепутал|стёр|стер|потерял|пропустил|переписал|поломал|убрал)|\bвы\ (?:сломали|удалили|забыли|изменили|перепутали|пропустили)|\bне\ то,?\ (?:что|о\ чём)|\bэто\ (?:неправильно|не\ то|неверно)|\bя\ (?:просил|просила|имел\ в\ виду|имела\ в\ виду|говорил|говорила|сказал|сказала)\b|\bоткати\b|\bверни\ (?:как|обратно|всё)|\b(?:после|из-за)\ (?:твоей|твоего|вашей|вашего|твоих)\b|\bзачем\ ты\b
        |\bto\ (?:není|je\ špatně)|\b(?:rozbil|smazal|zapomněl|změnil|přepsal|vynechal|ztratil)a?\ (?:jsi|jste)\b|\b(?:chtěl|myslel|říkal|žádal)a?\ jsem\b.{0,60}\b(?:ne|jen|aby)\b|\bvrať\ to\b|\bpo\ (?:tvé|tvojí|tvých|vaší)\ (?:poslední\ )?(?:změn|úprav|oprav)|\bproč\ jsi\b
        |\byanlış\ (?:dosya|olmuş|yaptın|anladın|bu)|\böyle\ değil\b|\b(?:bozdun|sildin|unuttun|kırdın|değiştirdin)\b|\b(?:demiştim|istemiştim|demek\ istemiştim)\b|\bgeri\ al\b|\bdet\ (?:är|är\ ju|var)\ fel\b|\bdu\ (?:har\ )?(?:tog\ bort|glömde|glömt|förstörde|raderade)\b|\bjag\ (?:menade|bad|sa)\b
        |不对|错了|不是(?:这|我|让你|叫你)|我(?:说|要|指)的(?:是|不是)|你(?:刚才|刚刚|之前|上次|昨天)?(?:把|删|改坏|改错|弄|漏|忘|搞)|改回(?:去|来)|撤销|撤回|搞错|弄坏|你的(?:改动|修改|提交)(?:之?后|导致|把)|谁让你
        |違います|違うよ|そうじゃな|間違って|間違え|戻して|壊れ(?:た|て|ま)|消え(?:た|て|ま)|頼んでいな|頼んでな|と言った|って言った|という意味|あなたの(?:変更|修正)|先ほどの(?:変更|修正)(?:で|の後|以降)
        |그게\ 아니|아니라고|틀렸|잘못(?:됐|했|고|된|\ )|되돌려|망가|지웠|말한\ (?:건|게|것)|제가\ (?:말한|원한|부탁)|네가\ (?:바꾼|고친|수정)
        """
    );

    // The assistant owns up, in the first person.
    private static readonly Phrases Admission = new(
        """
        \bi\ (?:accidentally|mistakenly|wrongly|incorrectly|carelessly|inadvertently)\b|\bby\ (?:mistake|accident)\b|\b(?:my|a)\ (?:mistake|error|fault|bad|oversight|slip)\b|\b(?:mistake|error|oversight)\ (?:of|on)\ my\b|\bon\ me\b|\bwas\ wrong\ of\ me\b|\bi\ should(?:n'?t|\ not|\ never)?\ have\b|\bi\ was\ wrong\b|\bi\ got\ (?:it|that|this)\ wrong\b
        |\bi(?:'d|’d|'ve|\ had|\ have)?\ (?:also\ |simply\ |just\ )?(?:missed|misread|misunderstood|overlooked|forgot|forgotten|mixed\ up|confused|overwrote|overwritten|wrongly|misjudged|mislabell?ed|misreported|misinterpreted|overstated)\b|\bi(?:'d|’d|\ had)\ (?:only\ |just\ )?(?:assumed|guessed|taken|run|moved|changed|removed|dropped|deleted|renamed|put|read|looked|used|added|set|checked|tested|left|swapped|copied|hard-?coded)\b|\bi\ (?:only|just)\ (?:guessed|assumed)\b|\bi\ assumed\b
        |\bmy\ \w+\ (?:\w+\ )?(?:left\ out|missed|lost|dropped|broke|overlooked|ignored|forgot|skipped|swallowed|overwrote)\b
        |\b(?:of\ mine|my\ (?:first|earlier|previous|original|old|initial|former|own|last|new|quick)\ \w+|my\ (?:version|rewrite|report|table|guess|fix|change|edit|patch|summary|answer|claim|measurement|estimate|script|refactor\w*|migration|commit|assumption|attempt|test|tests|regex|query|code|reading|conclusion|explanation|cleanup|rename|mock))\b.{0,60}\b(?:was|were|only|lost|mixed|missed|broke|dropped|didn'?t|did\ not|had|left|returns?|returned|checked|used|wrong|skipped|ignored|forgot|removed|changed|overwrote|compared|counted|caused|swallowed|took|put|matched|assumed|read|made)\b
        |\bi\ (?:ran|checked|tested|verified|read|compared|measured|looked\ at|counted|covered|updated|changed|fixed|renamed)\ only\b|\bi(?:'d|\ had)?\ only\ (?:ran|run|checked|tested|verified|read|compared|measured|looked|counted|updated|changed|fixed|renamed)\b|\bi\ (?:hadn'?t|had\ not)\ \w+|\bi\ (?:did\ not|didn'?t)\ (?:actually\ |really\ )?(?:check|verify|notice|compare|look|test|account|consider|realise|realize|follow|see\ that)\b|\bwithout\ (?:fetching|asking|checking|verifying|being\ asked|looking)\b
        |\b(?:although|though|even\ though)\ you\ (?:had\ )?(?:asked|said|told)|\bi\ won'?t\b.{0,60}\b(?:again|without\ asking)\b|\byou\ (?:had\ )?asked\ (?:why|for|only|whether|me)\b.{0,80}\b(?:and\ )?i\b|\bi\ shouldn'?t\b|\bi\ (?:took|read|understood)\ (?:it|that|you|the\ \w+)\ (?:as|for|to\ mean)\b|\bi\ claimed\b|\bi\ wrote\ ["“'‘]
        |\bmein\ fehler\b|\bversehentlich\b|\baus\ versehen\b|\b(?:hatte|habe)\ ich\b.{0,40}\b(?:angenommen|übersehen|vergessen|verwechselt|missverstanden|falsch|nicht\ (?:geprüft|getestet|beachtet|mit)|nur)\b|\bich\ (?:hatte|habe)\b.{0,60}\b(?:angenommen|übersehen|vergessen|verwechselt|missverstanden|falsch|nicht\ geprüft|nicht\ getestet|ohne\ zu)\b|\bdas\ war\ (?:mein|von\ mir)|\bmein(?:e|em|er)?\ (?:erste[rns]?|letzte[rns]?|vorherige[rns]?|änderung|umbau|fix|annahme|bericht|aussage|test|migration|skript)\b.{0,50}\b(?:war|hatte|hat|fehlte|nur|falsch|verlor|übersah)\b
        |\b(?:c'est|c'était)\ (?:ma\ faute|mon\ erreur)|\bpar\ erreur\b|\bj'(?:avais|ai)\ (?:\w+\ ){0,2}(?:oublié|supposé|confondu|raté|cassé|mal\b|négligé)|\bje\ n'avais\ pas\b|\bmon\ erreur\b|\bmea\ culpa\b|\bj'aurais\ dû\b|\bma\ (?:modification|correction|première)\b.{0,40}\b(?:était|avait|a)\b
        |\b(?:mi|un)\ error\ mío\b|\b(?:fue|es)\ (?:mi|un)\ (?:error|fallo|culpa)|\berror\ mío\b|\bpor\ error\b|\bme\ (?:equivoqué|olvidé|confundí|salté)|\b(?:había|he)\ (?:olvidado|supuesto|asumido|confundido|roto|dado\ por)|\bolvidé\b|\bsupuse\b|\basumí\b|\bno\ (?:había|comprobé|revisé|verifiqué)\b|\bmi\ (?:cambio|primera|anterior|arreglo)\b.{0,40}\b(?:era|había|quitó|rompió|perdió)
        |\b(?:foi|é)\ (?:um\ )?(?:erro|falha|engano)\ meu|\bmeu\ (?:erro|engano)\b|\bpor\ engano\b|\besqueci\b|\b(?:tinha|havia)\ (?:esquecido|assumido|suposto|confundido)|\bassumi\b|\berrei\b|\bnão\ (?:verifiquei|tinha)\b|\ba\ minha\ (?:alteração|mudança|correção)\b
        |\b(?:è\ stato\ un\ )?(?:mio\ errore|errore\ mio)\b|\bper\ errore\b|\bho\ sbagliato\b|\bavevo\ (?:dimenticato|supposto|dato\ per|confuso|tolto|solo|assunto|cambiato)|\bho\ (?:dimenticato|confuso|frainteso)\b|\bnon\ avevo\b|\bcolpa\ mia\b|\bla\ mia\ (?:modifica|prima|correzione)\b
        |\bmijn\ (?:fout|vergissing)\b|\bper\ ongeluk\b|\bik\ (?:had|heb)\b.{0,50}\b(?:vergeten|aangenomen|gemist|verkeerd|over\ het\ hoofd|verward)|\bik\ had\ (?:niet|alleen)\b
        |\bmój\ błąd\b|\bprzez\ pomyłkę\b|\b(?:zapomniałem|zapomniałam|przeoczyłem|założyłem|pomyliłem|pominąłem|źle\ zrozumiałem|nie\ sprawdziłem)\b|\bmoja\ (?:zmiana|poprawka)\b
        |\bмоя\ (?:ошибка|правка|вина)|\bмой\ (?:косяк|недосмотр)|\bпо\ ошибке\b|\bя\ (?:\w+\ )?(?:забыл|пропустил|перепутал|ошибся|недосмотрел|не\ проверил|не\ учёл|сломал|случайно|неправильно|предположил|упустил)|\bбез\ проверки\b|\bя\ (?:проверил|запускал|запустил)\ только
        |\bmoje\ chyba\b|\bomylem\b|\b(?:zapomněl|přehlédl|předpokládal|spletl|neověřil|nezkontroloval|vynechal)\ jsem\b|\bjsem\ (?:\w+\ ){0,2}(?:zapomněl|přehlédl|předpokládal|spletl|neověřil|nezkontroloval|vynechal|jen)\b
        |\bbenim\ hatam\b|\bhata\ bende\b|\byanlışlıkla\b|\b(?:unutmuşum|unuttum|atlamışım|varsaymıştım|yanlış\ anladım|gözden\ kaçırdım)\b|\bmitt\ fel\b|\bav\ misstag\b|\bjag\ (?:glömde|missade|antog|hade\ (?:glömt|missat|antagit))\b
        |是我(?:的|没|漏|误|弄|搞|把|不)|我的(?:错|失误|疏忽|改动|修改)|我(?:漏|忘|误|弄错|搞错|没有?(?:检查|注意|考虑|验证|核对|确认|测试)|只(?:检查|测试|跑|运行|看|改|验证)|当时|理解错|想当然|以为|假设)|误删|误以为|误解了
        |私の(?:ミス|誤り|間違い|不注意|確認不足|変更|修正)|見落と|勘違い|誤って|間違えて|確認(?:して|せず|不足)|思い込|誤解し|し忘れ|忘れて
        |제\ (?:실수|잘못|착각)|제가\ (?:\w+\ )?(?:잘못|놓쳤|놓친|빠뜨|실수|착각|확인하지)|실수로|착각|확인하지\ (?:않|못)
        """
    );

    // Words that also stand where nothing was wrong.
    private static readonly Phrases HalfAdmission = new(
        """
        \bsorry\b|\bapologi[sz]e\b|\bapologies\b|\byou(?:'re|’re|\ are)\ (?:absolutely\ |completely\ |quite\ )?right\b|\bgood\ catch\b|\bguilty\b|\bthat\ was\ me\b|\bthen\ my\b|\bentschuldig\w*|\btut\ mir\ leid\b|\bdu\ hast\ recht\b|\bdesolé\b|\bdésolée?\b|\btu\ as\ raison\b|\bvous\ avez\ raison\b|\bperdón\b|\blo\ siento\b|\btienes\ razón\b|\bdesculp\w+|\b(?:tens|tem)\ razão\b|\bscusa\w*|\bmi\ dispiace\b|\bhai\ ragione\b|\bje\ hebt\ gelijk\b|\bprzepraszam\b|\bmasz\ rację\b|\bизвин\w+|\bпрости\w*|\bты\ прав\w*|\bвы\ правы\b|\bomlouvám\b|\bpromiň\w*|\bmáš\ pravdu\b|\bözür\b|\bhaklısın\w*|\bursäkta\b|\bförlåt\b|抱歉|对不起|不好意思|你说得对|您说得对|申し訳|すみません|ごめん|失礼しました|おっしゃる通り|ご指摘|죄송|미안
        |\b(?:hadn'?t|had\ not)\ (?:touched|checked|looked|seen|run|exported|covered)\b|\bonly\ half\b|\bwhich\ is\ why\ it\ looked\b|\binstead\ of\ what\ you\b|\bis\ back\b|\bare\ back\b|\bno\ longer\ (?:says|claims)\b|\bmy\ new\b
        """
    );

    // The turn puts something back as it was.
    private static readonly Phrases TakenBack = new(
        """
        \b(?:is|are|put|puts|goes|went|was|were|it's|they're)\ back\b|\bback\ (?:to|in|as|on)\b|\brestored\b|\breverted\b|\bundone\b|\brolled\ back\b|\bagain\ (?:as|and\ only)\b|\bformer\ \w+\ again\b|\bout\ of\ the\ diff\b|\bas\ (?:it\ was|in\ head|before)\b
        |\bwieder\ (?:wie|da|drin|hergestellt|zurück|auf)|\bwiederhergestellt\b|\brückgängig\b|\bzurückgesetzt\b|\brestauré\w*|\brétabli\w*|\bannulé\w*|\brestaurad\w+|\brevertid\w+|\bdeshech\w+|\bdesfeit\w+|\bripristinat\w+|\bannullat\w+|\bhersteld\b|\bteruggezet\b|\bteruggedraaid\b|\bprzywrócon\w+|\bcofnięt\w+|\bвосстанов\w+|\bвозвращ\w+|\bвернул\w*|\bобратно\b|\bvrácen\w*|\bobnoven\w*|\bgeri\ (?:aldım|yükle\w*|getir\w*)|\båterställ\w+|已(?:恢复|还原|撤销|改回)|恢复(?:了|原)|元に戻|戻しました|復元|되돌렸|복원
        """
    );

    // The person speaks of what the assistant did or said before.
    private static readonly Phrases Reference = new(
        """
        \byou\ (?:reported|said|claimed|told\ me|wrote|promised|changed|touched|added|used|put|made|did|skipped|renamed|moved|mixed|left|merged|pushed|ran|fixed|verified|assured|marked|called)\b|\byour\ (?:last|latest|recent|previous|first|earlier)?\ ?(?:change|edit|fix|commit|rewrite|refactor\w*|patch|report|summary|migration|numbers|version|claim|update|table|measurement|benchmark|answer)\b|\bthe\ summary\ (?:had|said)\b|\b(?:that|this|your|the)\ (?:answer|explanation|number|figure|diagram)\b|\bit(?:'s|’s|\ is|\ says\ so)\ in\ (?:the\ )?(?:claude\.md|agents\.md|readme|docs?|spec|ticket|guide\w*|conventions)|\bdid\ you\ (?:even|really|actually|run|check|test|verify|read|look)\b|\b(?:as|like)\ (?:it\ was\ )?before\b|\bbefore\ the\ (?:fix|change|rewrite|refactor\w*)\b|\bsince\ (?:this\ morning|yesterday|the\ last|your|today|monday|tuesday|wednesday|thursday|friday|lunch)\b|\bi\ just\ found\ (?:another|one|two|a|that)\b|\bthe\ (?:migration|change|fix|edit|script|test|function|query)\ (?:from\ (?:before|earlier|this\ morning|yesterday)|of\ (?:yesterday|this\ morning))
        |\bvon\ (?:vorhin|eben|gerade|gestern|dir)\b|\bdu\ (?:hast|hattest|meintest|sagtest)\b|\bdein(?:e|er|em|en)?\ (?:änderung|fix|commit|bericht|migration|letzte\w*|zusammenfassung)|\bwie\ (?:vorher|zuvor)\b|\bde\ (?:tout\ à\ l'heure|tantôt)\b|\btu\ (?:as|avais)\ (?:dit|mis|changé|ajouté|modifié|écrit)|\bde\ antes\b|\b(?:has|habías)\ (?:dicho|puesto|cambiado|añadido)|\b(?:dijiste|pusiste|cambiaste|hiciste)\b|\bvocê\ (?:disse|colocou|mudou|fez|usou)|\b(?:disseste|puseste|fizeste)\b|\bdi\ prima\b|\bhai\ (?:detto|messo|cambiato|scritto|usato|fatto)|\bvan\ (?:net|daarnet|zojuist)\b|\bje\ (?:zei|schreef|hebt)\b|\bты\ (?:сказал|написал|сделал|поменял|добавил)|\bтво[йяею]\w*\ (?:правк|измен|фикс|отчёт|коммит)|\b(?:napsal|řekl|udělal|změnil|přidal)a?\ jsi\b|\bpředtím\b|\b(?:napisałeś|powiedziałeś|zrobiłeś|dodałeś)\b|\bdemiştin\b|\byaptığın\b|刚才|刚刚|之前你|你(?:说|写|做|改|加|报告)的?|さっき|先ほど|前回|아까|방금
        """
    );

    // Not this, that: the person narrows or turns what was done.
    private static readonly Phrases Contrast = new(
        """
        ^\W*(?:no|nope|nein|non|não|nie|нет|ne|nee|hayır|不|いや|いいえ|아니)\W|\bnot\ (?:the\ )?[`\w./-]+\W*$|,\ (?:and\ )?not\ |\bonly\b|\bjust\ the\b|\bleave\ the\ rest\b|\bnothing\ else\b|\binstead\ of\b|\brather\ than\b|\bshould\ (?:be|have|stay|only|not)\b|\bshouldn'?t\b|\bsupposed\ to\b|\bmust\ (?:stay|remain|not)\b|\bright\ now\b|\bthe\ (?:ticket|spec|issue|task|brief|mockup|design)\ (?:asked|said|says|asks|wants)\b|\bi\ (?:asked|wanted|needed|meant)\b|\bis\ not\ an\ option\b|\bthe\ other\ (?:one|way|file)\b
        |\bnicht\b|\bnur\b|\bsondern\b|\bsollte\b|\bkein\w*\b|\bpas\b|\bseulement\b|\bno\s+\w+\b.{0,30}\bsino\b|\bsolo\b|\bsólo\b|\bnão\b|\bsó\b|\bapenas\b|\bnon\b|\bsoltanto\b|\bniet\b|\balleen\b|\bnie\b|\btylko\b|\bне\b|\bтолько\b|\bne\b|\bjen\b|\bmá\ být\b|\bsadece\b|\bdeğil\b|不是|只|应该|ではなく|じゃなく|だけ|のはず|아니라|만\ 
        """
    );

    // Something is broken or short of what it should be.
    private static readonly Phrases Trouble = new(
        """
        \b\w*(?:error|exception)\b|\btraceback\b|\bsegfault\w*|\bcrash\w*|\bfail(?:s|ed|ing|ure)?\b|\bbroken\b|\bbroke\b|\bmissing\b|\bgone\b|\bred\ (?:ones?|tests?)\b|\b\d+\ red\b|\bwrong\b|\bstill\b|\beveryone\ sees\b|\b(?:doesn'?t|does\ not|isn'?t|is\ not|aren'?t|didn'?t|did\ not|won'?t|can'?t)\b|\bredo\b|\bagain\b|\btoo\ (?:long|short|much|many|late|early|wide|big|small|slow)\b|\bi\ (?:get|see|found|only\ get)\b|\bnobody\b|\bwas\ never\b|\bno\ longer\b|\b(?:half|rest)\ of\b
        |\breject\w*\b|\bnot\ (?:shown|sent|saved|found|sorted|there)\b|\bcut\ off\b|\boverlap\w*|\bnow\b.{0,40}\b(?:too|as\ well|everyone|anyone|everybody|twice)\b|\bbut\ (?:not|the|there|it|i)\b|\bdo(?:n'?t|es\ n[o']t)\ (?:add\ up|match|work|show|appear|sort|load)\b|\bundefined\b|\bNaN\b|\bblank\b|\bempty\b|\bup\ ?side\ down\b|\breversed\b|\btwice\b|\bwhere(?:'s|’s|\ is|\ are|\ did)\b|\bno\ no\b|\banymore\b|\bfehl\w+|\bkaputt\b|\bnicht\ mehr\b|\bist\ (?:weg|leer|leer)\b|\bne\b.{0,30}\bplus\b|\bil\ manque\b|\bya\ no\b|\bno\ hace\ nada\b|\bno\ (?:funciona|aparece|sale)\b|\bsumiu\b|\bnão\ (?:funciona|aparece)\b|\bnon\ (?:funziona|appare)\b|\bniet\ meer\b|\bontbre\w+|\bjuż\ nie\b|\bzniknę\w+|\bbrakuje\b|\bпропал\w*|\bисчез\w*|\bне\ хватает\b|\bбольше\ не\b|\bchybí\b|\byok\b|\beksik\b|\bartık\b|不见了|没了|少了|反了|不对|消え|逆|ない(?:です|。|$)|사라|없어|거꾸로|\bfalsch\w*|\bimmer\ noch\b|\bheißt\b|\bcass\w+|\bmanque\w*|\btoujours\b|\brot[oa]\b|\bfall[ao]\w*|\bfalta\w*|\bsigue\b|\bquebr\w+|\berro\w*|\bcontinua\b|\brott[oa]\b|\bmanca\w*|\bancora\b|\bkapot\b|\bfout\w*|\bnog\ steeds\b|\bbłąd\w*|\bnie\ działa\b|\bnadal\b|\bошибк\w+|\bне\ (?:работает|компилируется|запускается|открывается|собирается|показывает|видно)|\bпадает\b|\bсломал\w+|\bchyb\w+|\bnefunguje\b|\bpořád\b|\bhata\w*|\bçalışmıyor\b|\bhâlâ\b|报错|错误|失败|不见|没有|还是|坏了|エラー|失敗|動か|まだ|おかし|오류|실패|아직|안\ (?:돼|되|나)
        """
    );
}
