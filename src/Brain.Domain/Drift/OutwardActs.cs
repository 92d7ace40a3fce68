using System.Collections.Immutable;
using Brain.Domain.Text;

namespace Brain.Domain.Drift;

/// <summary>
/// Commands whose effect leaves the working copy or cannot be taken back, with the words by which a person asks for
/// them.
/// </summary>
internal static class OutwardActs
{
    private sealed record Act(string Name, Phrases Command, Phrases Asked);

    private static readonly ImmutableArray<Act> Acts =
    [
        new(
            "publishes",
            new(
                @"\b(?:(?:npm|pnpm|yarn|cargo|poetry|vsce|flit|hatch|dart|mvn)\s+(?:\S+\s+)?publish|yarn\s+npm\s+publish|twine\s+upload|gem\s+push|dotnet\s+nuget\s+push|docker\s+push|gh\s+release\s+create|gh\s+repo\s+create|glab\s+repo\s+create|git\s+push\s+public|helm\s+push)\b"
            ),
            new(
                """
                |publi|releas|upload|\bship|registry|\bpypi\b|\bnpm\b|\bnuget\b|veröffentlich|hochlad|\bpublica|pubblica|publicer|opublik|опублик|выложи|zveřejn|发布|公開|배포|\bpush|create\ the\ repo|new\ repo
                """
            )
        ),
        new(
            "merges what others made",
            new(@"\b(?:gh\s+pr\s+merge|glab\s+mr\s+merge|hub\s+merge)\b"),
            new(
                """
                |\bmerg|\bland\b|\bzusammenf|\bfusionn|\bfusiona|\bunir\b|\bsamenvoeg|\bscal|смерж|слей|\bslouč|合并|マージ|병합
                """
            )
        ),
        new(
            "changes what runs elsewhere",
            new(
                @"(?:^|[;&|]\s*|\bsudo\s+)(?:kubectl\s+(?:apply|delete|scale|rollout|set|patch|edit)|helm\s+(?:upgrade|install|uninstall)|terraform\s+(?:-\S+\s+)*(?:apply|destroy)|tofu\s+apply|pulumi\s+up|cdk\s+deploy|ssh\s+\S+\s+\S+|ansible-playbook\s+(?:[^-]|-[^-]|--[^c])*$|fly(?:ctl)?\s+deploy|vercel\b.*--prod|netlify\s+deploy|heroku\s+\S+|serverless\s+deploy|eb\s+deploy|gcloud\s+(?:app|run|functions)\s+deploy|aws\s+\S+\s+(?:delete|put|update|create|terminate|modify)-\S+|\S*deploy\S*\.sh\b|make\s+deploy|npm\s+run\s+deploy|cap\s+production)"
            ),
            new(
                """
                |deploy|roll\ ?(?:it\ |that\ |this\ )?(?:out|back)|rollback|\brevert|\bundo\b|\blive\b|\bprod|staging|\bserver|\bssh\b|\bhost|cluster|\bapply\b|provision|scale|\bgrow|\brestart|infra|terraform|kubern|ansible|certificate|ausroll|déploi|desplieg|despliegue|implant|distribui|uitrol|wdró|wdroż|выкат|разверн|задепло|nasaď|部署|上线|デプロイ|배포
                """
            )
        ),
        new(
            "changes data that is stored",
            new(
                @"\b(?:psql|mysql|mariadb|sqlite3|clickhouse-client|bq\s+query|mongosh?|cqlsh)\b.{0,120}\b(?:update|delete|insert|drop|truncate|alter|create|reindex|grant|deleteMany|updateMany)\b|\bredis-cli\b.{0,60}\b(?:flush\w*|del|set)\b"
            ),
            new(
                """
                |\bdata\b|database|\bdb\b|\brows?\b|\brecords?\b|\bsql\b|\btable|migrat|backfill|\bdelete|\bremove|truncate|\bdrop\b|\bseed|\bpast\b|existing|stored|\bpatch|\breset|\bdaten|\bzeile|tabell|tabla|tabel|datos|dados|dati\b|gegevens|dane\b|данн|таблиц|数据|表|データ|テーブル|데이터
                """
            )
        ),
        new(
            "pushes",
            new(@"\bgit\s+push\b|\bgh\s+(?:pr|mr)\s+create\b|\bglab\s+mr\s+create\b"),
            new(
                """
                |\bpush|\bcommit|\bpr\b|\bmr\b|pull\ request|merge|releas|\bship|deploy|publi|\bbranch|\btag\b|remote|upstream|origin|github|gitlab|\bci\b|\bcherry|backport|\bopen\ sourc|hochlad|\bpousse|envo[yi]|\bempuj|sube\b|\bsub[ae]\b|\bmanda|\binvia|duw|wypchnij|wyślij|запуш|отправ|залей|pošli|提交|推送|プッシュ|コミット|푸시|커밋|gönder
                """
            )
        ),
        new(
            "takes files away",
            new(
                @"(?:^|[;&|]\s*|\bsudo\s+)(?:git\s+rm\b|git\s+reset\s+--hard|git\s+clean\s+-\w*f|git\s+push\s+(?:\S+\s+)*(?:-f|--force)\b|git\s+branch\s+-D|shred\b)"
            ),
            new(
                """
                |delet|remov|drop|clean|get\ rid|\brid\b|replac|renam|migrat|\bmove|\bport\b|prun|\bcut\b|uninstall|revert|undo|\breset|forc|discard|rebas|\bstrip|\bsplit|\bretire|deprecat|entfern|lösch|aufräum|ersetz|umbenenn|supprim|enlev|borr|elimin|quita|apag|remov|toglier|cancell|verwijder|usuń|usun|удал|убер|smaž|odstra|删|移除|削除|삭제|제거
                """
            )
        ),
        new(
            "sends something out",
            new(
                @"\bgh\s+api\s.*(?:-X|--method)\s*(?:POST|PUT|DELETE|PATCH)|\bcurl\b.{0,80}(?:-X\s*(?:POST|PUT|DELETE|PATCH)|--request\s+(?:POST|PUT|DELETE|PATCH))\b.{0,120}https?://(?:[a-km-z]|l[a-np-z])|\b(?:sendmail|mail\s+-s|slack\s+chat)\b"
            ),
            new(
                """
                |\bsend|\bpost|\bmail|notif|webhook|\bapi\b|\bcurl|\bcall\b|request|endpoint|slack|creat|delet|trigger|schick|\bsend|envo|envi|invia|stuur|wyślij|отправ|pošli|发送|送信|보내
                """
            )
        ),
    ];

    /// <summary>The first act among the commands that neither text asks for; null when there is none.</summary>
    public static (string Name, string Command)? Unasked(IEnumerable<string> commands, string asked, string purpose)
    {
        foreach (var command in commands)
        {
            var act = Acts.FirstOrDefault(act => act.Command.IsMatch(command));
            if (act is not null && !act.Asked.IsMatch(asked) && !act.Asked.IsMatch(purpose))
                return (act.Name, command);
        }

        return null;
    }
}
