using Brain.Tests.Personas;
using Brain.Tests.Pipelines;

namespace Brain.Tests.Dashboard;

/// <summary>What strangers write into prompts, answers, files and names is shown, and never obeyed.</summary>
public sealed class TextOfStrangersInABrowser(SiloFixture silo, DashboardBrowser browser)
    : IClassFixture<SiloFixture>,
        IClassFixture<DashboardBrowser>
{
    private static readonly string[] Attacks =
    [
        "<script>document.title = 'owned'</script>",
        "<img src=x onerror=\"document.title='owned'\">",
        "<svg onload=\"document.title='owned'\">",
        "[click](javascript:document.title='owned')",
        "[click](  JaVaScRiPt:document.title='owned')",
        "[click](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
        "![x](https://evil.example/pixel.png)",
        "<iframe srcdoc=\"<script>parent.document.title='owned'</script>\"></iframe>",
        "<form action=/app/do method=post><input name=verb value=forget><button id=said>x</button></form>",
        "<a href=\"//evil.example\" onmouseover=\"document.title='owned'\">x</a>",
        "<style>body{display:none}</style>",
        "<base href=\"https://evil.example/\">",
        "<meta http-equiv=refresh content=\"0;url=https://evil.example\">",
        "\"><script>document.title='owned'</script>",
        "{{constructor.constructor('document.title=1')()}}",
        "<math><mtext><table><mglyph><style><!--</style>"
            + "<img title=\"--&gt;&lt;img src=1 onerror=document.title=1&gt;\">",
        "`</code><script>document.title='owned'</script>`",
        "```\n</code></pre><script>document.title='owned'</script>\n```",
        "<https://evil.example/<script>document.title='owned'</script>>",
    ];

    private const string Forbidden =
        "main script, main iframe, main img, main style, main base, main meta, main object, main [onerror], "
        + "main [onload], main [onclick], main [onmouseover], main a[href^='javascript' i], main a[href^='data' i], "
        + "main .answer form, main .answer [id], main .answer [style]";

    private static string[] Paths(Guid session) =>
        [
            "/",
            "/app/sessions",
            $"/app/sessions/{session}",
            "/app/personas",
            "/app/knowledge",
            "/app/knowledge?q=<script>document.title='owned'</script>",
            "/app/cost",
            "/app/pipelines",
            "/app/skills",
            "/app/commands",
            "/app/commands?say=\"><script>document.title='owned'</script>",
        ];

    [Fact]
    public async Task Does_nothing_wherever_it_stands()
    {
        var all = string.Join("\n\n", Attacks);
        var talk = new ScriptedSession(silo, "/home/me/<img src=x onerror=document.title='owned'>");
        await talk.Start();
        await talk.Command("purpose", "<script>document.title='owned'</script>");
        await talk.Prompt(all);
        foreach (var attack in Attacks)
        {
            await talk.Tool("Write", new { file_path = $"/home/me/{attack}" });
            await talk.Tool("Bash", new { command = $"git commit -m '{attack}'" });
        }

        await talk.Stop(all);
        await silo.Define(DashboardScene.Pipeline);
        await talk.Command("pipeline", "start release strangers");
        await silo.Postgres.Run(
            $"""
            insert into v2.personas (name, emoji, job) values ('<b onclick=x>Eve</b>', '<i>e</i>', '<img src=x onerror=document.title=1>');
            insert into v2.persona_comments (persona_id, session_id, turn_num, comment)
            select id, '{talk.Id}', 1, '<img src=x onerror=document.title=1> [x](javascript:1)' from v2.personas where name like '%Eve%';
            update v2.tool_calls set status = 'errored', ok = false, error = '<script>document.title=1</script>' where session_id = '{talk.Id}' and tool_name = 'Bash';
            insert into v2.skills (name, description, scope, host, root, source_path, front, body, body_hash, text_hash, files, bytes, scan_score)
            values ('<b onclick=x>skill</b>', '<img src=x onerror=document.title=1>', 'user', 'h', '/', '/<script>document.title=1</script>/SKILL.md', '', '', repeat('0', 64), repeat('0', 64), 1, 1, 1);
            update v2.pipeline_runs set subject = '<script>document.title=1</script><img src=x onerror=document.title=1>';
            insert into v2.turn_commits (session_id, turn_id, sha, branch, subject, committed_at)
            select session_id, id, 'abcdef0', '<img src=x onerror=document.title=1>', '<script>document.title=1</script>', now() from v2.turns where session_id = '{talk.Id}';
            insert into v2.cost_ledger (session_id, turn_id, request_key, model, token_kind, tokens, cost_usd, used_at)
            select session_id, id, 'r', '<script>document.title=1</script>', 'output', 1, 1, now() from v2.turns where session_id = '{talk.Id}';
            insert into v2.learnings (text, status, source) values ('<script>document.title=1</script>', 'unreviewed', 'x');
            """
        );
        await silo.Refresh();
        await using var open = await browser.Open(silo);

        foreach (var path in Paths(talk.Id))
        {
            await open.Go(path);
            await open.Page.EvaluateAsync("document.querySelectorAll('details').forEach(one => one.open = true)");
            Assert.NotEqual("owned", await open.Page.TitleAsync());
            Assert.Equal(
                0,
                await open.Page.EvaluateAsync<int>(
                    $"document.querySelectorAll(`{Forbidden}`).length"
                )
            );
        }

        Assert.Empty(open.Complaints());
        Assert.All(open.Asked, url => Assert.StartsWith(silo.Settings.Url, url, StringComparison.Ordinal));
    }
}
