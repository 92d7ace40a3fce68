using Brain.Domain.Text;

namespace Brain.Domain.Review;

/// <summary>
/// How a language tells of what lies before what was just done: who reports does it in the past or the perfect, who
/// explains an error of their own goes one step further back. It is grammar, so it needs no word for what went wrong.
/// </summary>
internal static class HindsightCues
{
    /// <summary>
    /// How surely the answer looks back: 1 in the form that only does that, 0.6 in one that a report may have too, less
    /// where it speaks of itself at all or says what is so again, in a turn that changed something.
    /// </summary>
    public static double Weigh(string answer, bool changed) =>
        Further.IsMatch(answer) ? 1
        : (Past.IsMatch(answer) || (changed && Cause.IsMatch(answer)) ? 0.6 : changed && Self.IsMatch(answer) ? 0.4 : 0)
            + (changed && Again.IsMatch(answer) ? 0.15 : 0);

    /// <summary>The answer begins by granting what the person said.</summary>
    public static bool Grants(string answer) => Granted.IsMatch(answer);

    /// <summary>The person says what the assistant did.</summary>
    public static bool IsAddressed(string asked) => Second.IsMatch(asked);

    // The pluperfect of the first person, or what stands for it where a language has none.
    private static readonly Phrases Further = new(
        """
        |\bi(?:'d|’d|\ had)\ (?:only\ |just\ |also\ |never\ |not\ |already\ |simply\ |then\ |both\ )?(?:[a-z]+[^e\W\d]ed|left|lost|taken|kept|written|rewritten|gone|made|done|been|built|thought|sent|found|forgotten|broken|given|seen|known|chosen|begun|meant|brought|got|gotten|told|held|mistaken|overlooked)\b
        |^\W*(?:i\ )?(?:missed|forgot|overlooked|misread|skipped|confused)\b|\bi\ \w+\ the\ (?:wrong|other)\b|\bthe\ wrong\ way\ (?:round|around)\b|\b(?:ohne|sans|sin|sem|senza)\ (?:zu\ |y\ |a\ )?(?:\w+\ ){0,2}(?:denken|bedenken|prüfen|penser|vérifier|pensar|comprobar|revisar|verificar|pensare|controllare)\b|\bthe\ wrong\ one\b|\bi\ had\ (?:only\ |just\ |also\ |never\ |not\ )?(?:put|set|cut|read|run|let|come|hit)\b|\bi\ had(?:n'?t|\ not)\b|\bi\ never\ \w+ed\b|\bhad\ (?:only\ |just\ )?been\ mine\b
        |\b(?:hatte\ ich|ich\ hatte)\b(?:\ [\w'’äöüß-]+){1,9}
        |\bj'avais\b|\bje\ n'avais\b|\bj'étais\ parti
        |\bhabía\ (?:dejado|puesto|tomado|usado|leído|escrito|copiado|cambiado|quitado|contado|mirado|entendido|supuesto|olvidado|asumido|confundido|roto)\b|\bme\ había\b
        |\b(?:tinha|havia)\ (?:deixado|posto|usado|lido|escrito|copiado|mudado|tirado|contado|olhado|entendido|suposto|esquecido|assumido|confundido)\b
        |\bavevo\ (?:\w+\ )?\w+[oaie]\b|\bero\ partit
        |\b(?:ik\ had|had\ ik)\b
        |\bjag\ hade\b|\bjeg\ (?:havde|hadde)\b
        |\w+m[ıiuü]ş[tT][ıiuü]m\b|\w+m[ıiuü]ş[ıiuü]m\b
        |我(?:之前|先前|当时|原来|一开始|原本)|(?:之前|先前|当时|原来|一开始|原本)(?:是)?我|我只(?:看|改|测|跑|写|处理|加|取)|之前.{0,8}(?:按|写成|当成|用错|漏)
        |てしま(?:い|っ)|(?:書い|見|使っ|入れ|考え|思っ|渡し|数え|取っ|読ん|削っ|消し|写し|解釈し|計算し|判断し|処理し|設定し|指定し|比較し|参照し|実装し|変更し|確認し)て(?:い)?(?:ました|ませんでした|た)
        |버렸|(?:했|썼|넣었|봤|읽었|뺐|바꿨|생각했|처리했|계산했)었|제가\ (?:\S+\ ){0,4}(?:썼|넣었|뺐|봤|읽었|빠뜨렸|놓쳤)|고\ 있었습니다
        """
    );

    private static readonly Phrases Past = new(
        """
        |\b(?:when|while|by|in)\ (?:i\ )?(?:rewriting|rewrote|moving|moved|renaming|renamed|refactoring|refactored|changing|changed|editing|edited|cleaning|cleaned|copying|copied|merging|merged|splitting|split|extracting|extracted|replacing|replaced|writing|wrote|adding|added)\b.{0,60}\bi\ (?:only\ )?\w+
        |\bwhen\ i\ \w+ed\b|\bi\ had\ (?:the|it|them|that)\b|\bi\ \w+ed\ with\b|\bi\ (?:introduced|caused|claimed|assumed|stopped|took|keyed|counted|mixed|swapped|dropped|skipped|lost|kept|misplaced|mistook|confused|invented|hard-?coded|broke|left)\ (?:it|that|this|them|the|a|only|both|out|in|at|too|over|one|two|half|some|you|your)\b|\bi\ \w+ed\ (?:that|it|them|this)\ (?:with|in|by)\ (?:the|my)\b|\bwhat\ i\ (?:wrote|did|gave|sent|said|made|showed|built|put)\b|\bi\ (?:only|just)\ \w+(?:ed|pt|ok|ote|aw|ook|ead|an)\b
        |\bmy\ (?:\w+\ )?(?:change|edit|call|run|script|fix|commit|rewrite|refactor\w*|patch|update|migration|version|test|tests|query|code|cleanup|rename|mock|move|merge|regex|attempt|loop|check|filter|reading|command|import|default)\b\ (?:\w+\ ){0,2}(?:\w+ed|read|took|made|put|left|lost|broke|was|were|did|didn't|had|wrote|used|only|ran|kept|cut|went|gave|sent|set|hid|threw)\b
        |^\W*then\ (?:it\ (?:was|is\ not|isn)|it's\ not|that\ (?:was|wasn)|this\ was|my\b|i\ (?:\w+ed|was|took|had|must|read|got|mis\w+)\b)|\bwasn't\ (?:the|my|it|that)\b|\bi\ (?:didn't|did\ not)\b|\bwithout\ (?:saying|asking|checking|looking|telling|reading|a\ check|mentioning|noticing)\b|\bas\ \w+ing,\ which\b|\bwhich\ (?:it|they)\ (?:wasn't|weren't|isn't|aren't)\b|\bbecause\ of\ (?:me|my)\b|\bcame\ (?:from|with)\ my\b|\bsince\ my\b|\bafter\ my\b
        |\b(?:ich\ habe|habe\ ich|hab\ ich)\b.{0,40}\b(?:nicht|nur|falsch|zu\ früh|zu\ weit|stattdessen|versehentlich)\b|\b(?:von\ mir|bei\ mir|durch\ mich)\b|\bmein(?:e|em|er|en)?\ (?:\w+\ )?(?:änderung|umbau|lauf|editorlauf|fassung|version|fix|commit|aufruf|skript|regel|filter|abfrage|test|refactoring|anpassung)\b|\bbeim\ \w+(?:en|n)\b.{0,50}\b(?:verloren|weg|vergessen|liegen|übersehen|rausgefallen)
        |\bje\ n'ai\ pas\b|\b(?:ma|mon)\ (?:\w+\ )?(?:modification|changement|script|commit|refonte|correctif|correction|version|requête|test)\b|\baprès\ ma\b|\ben\ (?:déplaçant|modifiant|réécrivant|renommant|changeant|copiant)\b|\bje\ l'ai\ (?:perdu|oublié|cassé|mal)|\bde\ ma\ (?:part|faute)\b|\bj'ai\ (?:\w+\ )?(?:pris|lu|compris|confondu|perdu|cassé|sauté)\b.{0,40}\b(?:mauvais\w*|mal|à\ la\ place|au\ lieu)
        |\bdejé\ de\b|\bal\ \w+(?:ar|er|ir)(?:lo|la|los|las)?\b.{0,60}\b\w+(?:é|í)\b|\bno\ (?:lo\ |la\ |me\ )?(?:\w+é|\w+í|vi|di|hice|tuve|puse)\b|\bsolo\ \w+(?:é|í)\b|\b(?:mi|meu|minha|mio|mia)\ (?:\w+\ )?(?:cambio|arreglo|versión|consulta|script|commit|prueba|mudança|alteração|correção|versão|modifica|correzione|versione|refactoring)\b|\bpor\ mi\ (?:culpa|parte|cambio)\b
        |\bdeixei\ de\b|\bquando\ \w+(?:ei|i)\b|\bao\ \w+(?:ar|er|ir)\b.{0,60}\b\w+ei\b|\bnão\ (?:\w+ei|\w+i|vi|fiz|pus)\b|\bsó\ \w+(?:ei|i)\b|\bpor\ minha\b
        |\bnon\ ho\b|\bho\ (?:preso|letto|usato|messo|tolto|contato|guardato)\b.{0,30}\b(?:solo|sbagliat\w+|male|invece)\b|\bspostando\b|\bmodificando\b|\briscrivendo\b
        |\bmijn\ (?:\w+\ )?(?:wijziging|aanpassing|versie|script|commit|fix)\b|\bmo(?:ja|je|jej|im)\ (?:\w+\ )?(?:zmian\w+|poprawk\w+|skrypt\w*|commit\w*)\b|\bмо(?:я|й|ей|его|ём)\ (?:\w+\ )?(?:правк\w+|изменени\w+|скрипт\w*|коммит\w*|верси\w+)\b|\bik\ heb\b.{0,30}\b(?:niet|alleen|verkeerd|te\ vroeg)\b|\bbij\ het\ (?:verplaatsen|hernoemen|herschrijven|aanpassen)\b
        |\b(?:nie\ |tylko\ |źle\ |wcześniej\ )\w+(?:łem|łam)\b|\b\w+(?:łem|łam)\ (?:tylko|źle|je\ jako|go\ jako|nie|zamiast)\b|\bprzy\ (?:przenoszeniu|zmianie|refaktoryzacji|poprawce)\b|\bpo\ mojej\b
        |\bя\ (?:\w+\ )?(?:не|только|лишь|раньше|изначально|зря)\b|\bя\ \w+(?:л|ла)\ (?:не|только|лишь|по)\b|\bпри\ (?:переносе|правке|рефакторинге|замене|слиянии|копировании|переименовании|изменении)\b|\bпосле\ моей\b|\bиз-за\ мо
        |\bjsem\ (?:\w+\ )?(?:jen|špatně|původně)\b|\bpři\ (?:přesunu|úpravě|přejmenování|přepisu)\b|\bne\w+l\ jsem\b|\bjsem\ ne\w+l\b
        |\b(?:sadece|yalnızca)\b.{0,30}\w+[dt][ıiuü]m\b|\b\w+m[ae]d[ıi]m\b|\b\w+(?:rken|ırken|erken)\b
        |没有?(?:注意|考虑|看到|处理|改到|加上|同步|带上|检查)|忘(?:了|记)|漏(?:了|掉)|写反|弄反|搞反|看错|读错|改错|用错|多算|少算
        |(?:逆|間違|誤|古い|別の|片方|一部)(?:に|って|えて|り|の|を|だけ)?.{0,16}(?:ました|いました)|だけ(?:しか)?.{0,10}(?:ていました|ませんでした)|抜けて|漏れて|忘れ|していなかった|していませんでした
        |(?:잘못|빠뜨|놓|누락|반대로|하나만|일부만).{0,12}(?:습니다|었)|안\ (?:했|봤|바꿨)|하지\ (?:않았|못했)
        """
    );

    // What is done for a reason that it now tells, and not what mends it.
    private static readonly Phrases Cause = new(
        """
        |\bi\ (?:only\ |just\ )?(?:copied|passed|used|took|counted|summed|mixed|read|thought|expected|meant|started|began|stopped|looked|searched|compared|kept|mapped|treated|parsed|rounded|sorted|joined|filtered|picked|chose|based|derived|inferred|interpreted|went\ by|relied|trusted|pasted|typed|confused|forgot)\b|\b(?:twice|zweimal|doppelt|deux\ fois|dos\ veces|duas\ vezes|due\ volte|dwa\ razy|iki\ kez)\b|\bдважды\b|两次|二重|두\ 번
        """
    );

    // The assistant speaks of what it did, in any past.
    private static readonly Phrases Self = new(
        """
        |\bi\ (?:only\ |just\ |also\ )?(?:[a-z]+[^e\W\d]ed|took|made|had|put|left|wrote|read|thought|kept|went|did|set|cut|used|ran|meant|was)\b|\bmy\ \w+\ \w+\b
        |\bich\b|\bj'(?:ai|avais|étais)\b|\b[a-zñ]{3,}(?:é|í)\b|\b[a-zç]{3,}ei\b|\bho\b|\bik\b|\b\w+(?:łem|łam)\b|\bя\b|\bjsem\b|\b\w+[dt][ıiuü]m\b|\bjag\b|我|제가
        """
    );

    // What it says is so now and was not.
    private static readonly Phrases Again = new(
        """
        |\bnow\b|\bagain\b|\bno\ longer\b|\bback\b|\bany\ ?more\b|\bas\ well\b|\bgone\b|\bboth\b
        |\bwieder\b|\bjetzt\b|\bnun\b|\bde\ nouveau\b|\bmaintenant\b|\botra\ vez\b|\bde\ nuevo\b|\bahora\b|\bya\b|\bde\ novo\b|\bagora\b|\bdi\ nuovo\b|\badesso\b|\bora\b|\bweer\b|\bnu\b|\bznowu\b|\bteraz\b|\bjuż\b|\bснова\b|\bтеперь\b|\bопять\b|\bzase\b|\bteď\b|\btekrar\b|\bartık\b|\bşimdi\b|现在|已经|重新|また|今は|다시|이제
        """
    );

    private static readonly Phrases Granted = new(
        """
        |^\W*(?:you(?:'re|’re|\ are)\ (?:\w+\ )?right|right[,.:]|true[,.:]|correct[,.:]|indeed\b|fair\b|agreed,\ (?:that|my)|i\ see\b|sorry\b|oh\b|ah\b|oops|whoops|yes,\ (?:that|my|i|it|sorry)|good\ (?:catch|point|eye)|well\ spotted|it\ (?:should|has\ to|did|was|does)\b|they\ (?:do|did|are|were)\b|that\ was\b|so\ it\ (?:does|is|was)|undone|restored|reverted|back\b|removed\ again|apologies|the\ \w+\ (?:has|had)\ to\b)
        |^\W*(?:stimmt|richtig|du\ hast\ recht|sie\ haben\ recht|tatsächlich|entschuldig\w+|sorry|oh\b|verzeihung|in\ der\ tat|en\ effet|exact|tu\ as\ raison|vous\ avez\ raison|pardon|désolé|c'est\ vrai|cierto|es\ verdad|tienes\ razón|perdón|perdona|efectivamente|exacto|tens\ razão|tem\ razão|é\ verdade|desculp\w+|de\ facto|de\ fato|hai\ ragione|è\ vero|scusa\w*|in\ effetti|giusto|klopt|je\ hebt\ gelijk|inderdaad|faktycznie|racja|masz\ rację|rzeczywiście|przepraszam|действительно|верно|да,\ |ты\ прав\w*|вы\ правы|извин\w+|máš\ pravdu|opravdu|pravda|omlouvám|promiň|haklısın\w*|doğru|evet,|kusura|pardon|stämmer|du\ har\ rätt|förlåt)
        |^\W*(?:是的|对[，,。]|确实|没错|您?说得对|你说得对|抱歉|对不起|すみません|申し訳|失礼|おっしゃる|確かに|ご指摘|その通り|맞습니다|네,|죄송|그렇네요|말씀)
        """
    );

    private static readonly Phrases Second = new(
        """
        |\byou\ (?:also\ |only\ |just\ |already\ |never\ )?(?:[a-z]+[^e\W\d]ed|left|lost|took|kept|wrote|rewrote|went|made|did|built|thought|sent|found|forgot|broke|gave|put|set|cut|ran|said|told|chose|began|got|held|mixed)\b|\byou(?:'ve|’ve|\ have)\ (?:\w+\ )?(?:[a-z]+[^e\W\d]ed|left|lost|taken|written|gone|made|done|built|put|set|broken)\b|\byou\ did(?:n'?t|\ not)\b|\bdid\ you\b|\bthe\ (?:\w+\ ){1,3}you\ (?:just\ )?\w+ed\b|\byour\ (?:last|first|latest|new|previous|earlier)\b
        |\bdu\ hast\b|\bhast\ du\b|\bsie\ haben\b|\btu\ (?:as|n'as|avais|es)\b|\bvous\ (?:avez|n'avez)\b|\bhas\ \w+(?:ado|ido|to|cho)\b|\b\w{3,}(?:aste|iste)\b|\bvocê\ \w+(?:ou|eu|iu|ez)\b|\bhai\ \w+(?:to|so|sso)\b|\bje\ hebt\b|\bheb\ je\b|\b\w+(?:łeś|łaś)\b|\bjsi\ (?:\w+\ )?\w+l[ai]?\b|\b\w+l[ai]?\ jsi\b|\bты\ (?:\w+\ ){0,2}\w+л[аи]?\b|\bвы\ (?:\w+\ ){0,2}\w+ли\b|\bdu\ har\b|\b\w+(?:madın|medin|ttın|ttin|dın|din|dun|dün|tun|tün|mışsın|mişsin)\b
        |你.{0,14}(?:了|过|的)|(?:ましたよね|したのに|してますよ|しませんでしたか|たはず)|(?:하셨|했는데|했잖|놓으셨|하신|했네)
        """
    );
}
