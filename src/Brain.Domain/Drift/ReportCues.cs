using Brain.Domain.Text;

namespace Brain.Domain.Drift;

/// <summary>The words in which an assistant tells of what it did beside what it was asked, in many languages.</summary>
internal static class ReportCues
{
    /// <summary>It tells of something that it did beside.</summary>
    public static bool DidMore(string sentence) => More.IsMatch(sentence);

    /// <summary>It says in so many words that it took an occasion.</summary>
    public static bool TookAnOccasion(string sentence) => Occasion.IsMatch(sentence);

    /// <summary>It tells of something that it did on its own thought; what was needed is told so too.</summary>
    public static bool DidOfItsOwn(string sentence) => Own.IsMatch(sentence);

    /// <summary>It tells in the first person of something that it did.</summary>
    public static bool TellsOfAnAct(string answer) => Act.IsMatch(answer);

    /// <summary>It says that it was refused.</summary>
    public static bool WasRefused(string answer) => Refused.IsMatch(answer);

    private static readonly Phrases Occasion = new(
        """
        |\b(?:took|used|seized)\ the\ (?:chance|opportunity|liberty|occasion)\b|\bin\ passing\b|\b(?:on|along)\ the\ way\b|\bas\ a\ bonus\b|\bwhile\ (?:i\ was\ )?at\ it\b|\bwhile\ i\ was\ (?:there|in\ there|on\ it)\b|\bwent\ ahead\ and\b|\bby\ the\ way\b|\bon\ top\ of\ (?:that|it)\b|\bthrew\ in\b|\balso\ took\ care\b
        |\bbei\ der\ gelegenheit\b|\b(?:dabei|nebenbei|außerdem|zusätzlich|übrigens|gleich)\ (?:habe|hab)\ ich\b|\bhabe?\ ich\ (?:dabei|nebenbei|gleich|außerdem)\b|\bau\ passage\b|\bj'en\ ai\ profité\b|\bde\ paso\b|\baproveché\b|\bde\ passagem\b|\baproveitei\b|\bgià\ che\ c'ero\b|\bne\ ho\ approfittato\b|\bmeteen\ ook\b|\bprzy\ okazji\b|\bзаодно\b|\bпопутно\b|\bpři\ té\ příležitosti\b|\bhazır\ (?:başlamışken|oradayken)\b|\bpassade\ på\b|顺便|顺手|ついでに|하는\ 김에|겸사겸사
        """
    );

    private static readonly Phrases More = new(
        """
        |\b(?:took|used)\ the\ (?:chance|opportunity|liberty|occasion|time)\b|\bby\ the\ way\b|\bon\ the\ way\b|\balong\ the\ way\b|\bas\ a\ bonus\b|\bon\ top\ of\ (?:that|it)\b|\bon\ top\b|\b(?:since|as)\ i\ was\b|\bwhile\ on\b|\b(?:straight|right)\ away\b|\bi\ (?:saw|noticed|found|realised|realized)\b.{0,90}\b(?:they(?:'re|’re|\ are)|it(?:'s|’s|\ is)|those\ are|that\ is)\ (?:now\ )?(?:\w+ed|rewritten|gone|new|out)\b|\bi(?:'ve|’ve|\ have)\ (?:switched|bumped|put\ in|turned\ on|added|made|moved|enabled)\b.{0,80}\b(?:as|since|because|too|so\ that)\b|\bas\ well\b.{0,30}$|,\ (?:which|that|it)(?:'s|’s|\ is|\ are)\ (?:much\ |far\ |a\ bit\ )?(?:more|less|better|cleaner|safer|faster|easier|simpler|nicer|lighter|newer|how\ (?:others|everybody|most))\b|\b(?:since|as)\ (?:the|it|they)\b.{0,30}\b(?:old|outdated|deprecated|unmaintained|dated|isn't\ maintained)\b|\b(?:sounded|looked|seemed|felt|was|were)\ (?:a\ bit\ |rather\ )?(?:dated|old|odd|ugly|confusing|inconsistent|messy|outdated)\b|\bi\ thought\b.{0,80},?\ so\b|^\W*(?:as|since|because)\b.{0,80},\ i\ \w+|\bwas\ hard\ to\b|\bmade\ no\ sense\b|\bwhile\ .{0,30}\bfresh\b|\balong\ with\ (?:it|that)\b|^\W*to\ (?:have|give|get|make)\b.{0,60},\ i\ \w+|\bwhile\ (?:i\ was|at\ it|writing|doing|working|there|in\ there|testing|reading|looking)\b|\bwent\ ahead\ and\b|\bwent\ on\b|\bmoved\ on\ to\b|\bin\ passing\b|\bbesides?\b|\badditionally\b|\bin\ addition\b|\bdecided\ to\b|\bthought\ (?:i|it)\ (?:might|would|could|'d)\b|\bproactively\b|\bto\ be\ (?:safe|thorough)\b
        |\bi(?:'ve|’ve|\ have)?\ also\b|\balso\ (?:migrated|moved|changed|rewrote|replaced|added|updated|upgraded|cleaned|removed|renamed|introduced|refactored|redesigned|converted)\b|\bi\ (?:\w+ed|rewrote|built|made|set)\b.{0,80}\b(?:too|as\ well)\b|\bi\ (?:saw|noticed|found|realised|realized)\ (?:that\ )?.{0,80}\b(?:and|so\ i)\ (?:\w+ed|rewrote|built|swapped|replaced)\b|\bthen\ i\b|\band\ i\ (?:wrote|built|added|made|created|set\ up|moved|swapped)\b
        |\bdabei\ (?:habe|hab)\ ich\b|\b(?:habe|hab)\ (?:ich\ )?(?:dabei|außerdem|nebenbei|gleich|zusätzlich|noch)\b|\bich\ habe\b.{0,30}\b(?:auch|außerdem|nebenbei|gleich|zusätzlich|bei\ der\ gelegenheit)\b|\bbei\ der\ gelegenheit\b|\b(?:außerdem|zusätzlich|nebenbei|übrigens)\ habe\b|\bau\ passage\b|\bj'en\ ai\ profité\b|\bj'ai\ (?:aussi|également|profité)\b|\ben\ (?:plus|outre)\b|\bde\ paso\b|\baproveché\b|\btambién\ (?:he\ )?\w+(?:é|í|ado|ido)\b|\bademás\b|\bde\ passagem\b|\baproveitei\b|\btambém\ \w+(?:ei|i)\b|\balém\ disso\b|\bgià\ che\ c'ero\b|\bne\ ho\ approfittato\b|\bho\ anche\b|\binoltre\b|\bmeteen\ ook\b|\b(?:heb|heb\ ik)\ ook\b|\bbovendien\b|\btegelijk\b|\bprzy\ okazji\b|\bdodatkowo\b|\brównież\b|\bзаодно\b|\bпопутно\b|\bтакже\b|\bещё\ я\b|\bкроме\ того\b|\bpři\ té\ příležitosti\b|\btaké\ jsem\b|\bnavíc\b|\bbu\ arada\b|\bayrıca\b|\bockså\ (?:bytt|ändrat|lagt)\b|\bpassade\ på\b|顺便|顺手|另外(?:我)?还|还(?:把|顺|重)|ついでに|併せて|また、.{0,30}(?:変更|追加|更新)しました|겸사겸사|추가로|하는\ 김에
        """
    );

    private static readonly Phrases Own = new(
        """
        |\bto\ (?:have|give|get|make|try|test|keep|be\ able|show|compare|help)\b.{0,60},?\ i\ (?:\w+ed|ran|built|wrote|made|set|put|raised|took)\b|\bi(?:'ve|’ve|\ have)?\ (?:took|taken|changed|made|wired|hooked|dropped|simplified|introduced|bought|reworked|reorganised|reorganized|unified|wrapped|bundled|extended|generalised|generalized|rewired|removed|enabled|disabled)\b|\bso\ i\ (?:split|put|made|built|added|wrote|took|set|wrapped|introduced|turned|gave|merged|cut)\b|\bto\ try\ it\b|\bso\ i\ (?:changed|swapped|rewrote|replaced|moved|removed|deleted|turned|upgraded)\b|\bi(?:'ve|’ve|\ have)\ (?:started|created|registered|turned|published|uploaded|pushed|merged|deployed|built|set\ up|moved|replaced|switched|indexed|rewritten|removed|deleted|opened|sent|posted|installed|migrated|converted)\b|\bi\ (?:built|moved|changed|swapped|rewrote|deleted|removed|pulled|pushed|modernised|modernized|replaced|turned|introduced|upgraded|migrated|converted|scraped|merged|published|deployed|registered|uploaded|redesigned|restructured|raised|started|created|fixed\ (?:them|it|both|all))\b|\bfor\ (?:comparison|convenience|now)\b|\bwhich\ (?:looked|sounded|seemed)\b|\bso\ that\ (?:you|we|they|editors|people|users)\b
        |\bich\ habe\b.{0,80}\b(?:umgebaut|ersetzt|getauscht|ausgetauscht|gelöscht|verschoben|veröffentlicht|gestartet|angelegt|neu\ geschrieben|modernisiert)\b|\bj'ai\ (?:remplacé|réécrit|supprimé|déplacé|publié|lancé|créé)\b|\bhe\ (?:reemplazado|reescrito|borrado|movido|publicado|creado)\b|\b(?:substituí|reescrevi|apaguei|movi|publiquei|criei)\b|\bho\ (?:sostituito|riscritto|cancellato|spostato|pubblicato|creato)\b|\bik\ heb\b.{0,60}\b(?:vervangen|herschreven|verwijderd|verplaatst|gepubliceerd)\b|\b(?:zastąpiłem|przepisałem|usunąłem|przeniosłem|opublikowałem)\b|\bя\ (?:заменил|переписал|удалил|перенёс|опубликовал|создал)\b|\b(?:nahradil|přepsal|smazal|přesunul|zveřejnil)\ jsem\b|我(?:把|重写|替换|删除|发布|创建)|(?:置き換え|書き直し|削除し|公開し|作成し)ました
        """
    );

    private static readonly Phrases Act = new(
        """
        |\bi(?:'ve|’ve|\ have)?\ (?:also\ |just\ |then\ |already\ )?(?:removed|deleted|dropped|changed|moved|replaced|renamed|rewrote|rewritten|fixed|unified|updated|upgraded|created|added|started|installed|pushed|committed|merged|built|put|set|switched|turned|disabled|enabled|converted|migrated|cleaned|split|extracted|refactored|simplified|swapped|cut|closed|published|deployed)\b|\bi(?:'ve|’ve|\ have)\ (?:also\ |just\ |already\ )?\w+ed\b
        |\b(?:habe|hab)\ ich\b.{0,60}\b(?:ge\w+t|ge\w+en|ent\w+t|ver\w+t|er\w+t)\b|\bich\ habe\b.{0,60}\b(?:ge\w+t|ge\w+en|ent\w+t|ver\w+t|er\w+t)\b|\bj'ai\ \w+(?:é|i|is|u)\b|\bhe\ \w+(?:ado|ido)\b|\bho\ \w+(?:ato|uto|ito|sso)\b|\b(?:removi|apaguei|mudei|criei|movi|corrigi|adicionei|troquei)\b|\bheb\ ik\b|\bik\ heb\b|\b\w+(?:łem|łam)\b|\bя\ \w+л[аи]?\b|\bjsem\b|\w+[dt][ıiuü]m\b|已(?:删除|修改|创建|添加)|しました|했습니다
        """
    );

    private static readonly Phrases Refused = new(
        """
        |\b(?:was|were|is|been|got)\ (?:refused|denied|blocked|rejected)\b|\bdenies\b|\byou\ refused\b|\brefused\b|\bnot\ (?:allowed|permitted)\b|\bcould\ ?n[o']t\ write\b|\b(?:abgelehnt|verweigert|nicht\ erlaubt)\b|\brefusée?s?\b|\b(?:denegad|rechazad)\w+|\bnegad\w+|\brifiutat\w+|\bgeweigerd\b|\bodmówion\w+|\bотказан\w*|\bзапрещ\w+|\bodmítnut\w*|被拒绝|拒否され|거부
        """
    );
}
