using System.Net;
using System.Text.RegularExpressions;
using Brain.Tests.Personas;

namespace Brain.Tests.Dashboard;

/// <summary>What a form may do, and what no other page can have it do.</summary>
public sealed partial class AFormOfTheDashboard(SiloFixture silo) : IClassFixture<SiloFixture>, IDisposable
{
    private readonly HttpClient _browser = new(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false })
    {
        BaseAddress = new(silo.Settings.Url),
    };

    private readonly ScriptedSession _talk = new(silo, "/home/me/forms");

    [Fact]
    public async Task Does_what_the_command_line_does()
    {
        await _talk.Turn("hello");
        var (cookie, token) = await SignIn();

        using var answer = await Post(cookie, token, ("verb", "purpose"), ("args", "by a form"));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith("/?said=", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(
            ["by a form | manual"],
            await _talk.Rows(
                "select s.purpose, (select a.source from v2.audit_log a where a.session_id = s.id "
                    + "order by a.created_at desc limit 1) from v2.sessions s where s.id = '{0}'"
            )
        );
    }

    [Fact]
    public async Task Of_another_page_does_nothing()
    {
        await _talk.Turn("hello");
        var (cookie, token) = await SignIn();
        var (other, _) = await SignIn();

        foreach (
            var (shown, form, origin) in new (string?, string?, string?)[]
            {
                (cookie, null, silo.Settings.Url),
                (cookie, "", silo.Settings.Url),
                (cookie, new string('0', 64), silo.Settings.Url),
                (other, token, silo.Settings.Url),
                (null, token, silo.Settings.Url),
                (cookie, token, null),
                (cookie, token, "http://127.0.0.1:1"),
                (cookie, token, "null"),
            }
        )
        {
            using var answer = await Post(shown, form, origin, ("verb", "purpose"), ("args", "stolen"));
            Assert.True(
                answer.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized,
                $"{answer.StatusCode} for {shown} {form} {origin}"
            );
        }

        Assert.DoesNotContain("stolen", await _talk.Rows("select purpose from v2.sessions where id = '{0}'"));
    }

    [Theory]
    [InlineData("/app/do", "multipart/form-data; boundary=x", 415)]
    [InlineData("/app/do", "text/plain", 415)]
    [InlineData("/errands", "application/x-www-form-urlencoded", 415)]
    [InlineData("/forget", "application/x-www-form-urlencoded", 415)]
    [InlineData("/logins/link", "application/x-www-form-urlencoded", 415)]
    [InlineData("/app/do/", "application/x-www-form-urlencoded", 415)]
    public async Task Is_taken_at_one_place_only(string path, string type, int status)
    {
        var (cookie, token) = await SignIn();
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent($"form={token}&verb=purpose"),
        };
        request.Content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);
        request.Headers.Add("Cookie", cookie);
        request.Headers.Add("Origin", silo.Settings.Url);

        using var answer = await _browser.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example/", "/?")]
    [InlineData("//evil.example", "/?")]
    [InlineData("/\\evil.example", "/?")]
    [InlineData("/login", "/?")]
    [InlineData("/app/sessions?q=a#s", "/app/sessions?q=a&")]
    public async Task Leads_back_into_the_dashboard(string back, string where)
    {
        var (cookie, token) = await SignIn();

        using var answer = await Post(cookie, token, ("verb", "skills"), ("args", "list"), ("back", back));

        Assert.StartsWith($"{where}said=", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("down", "")]
    [InlineData("restore", "/tmp/x")]
    [InlineData("nothing", "")]
    [InlineData("cluster", "rotate")]
    [InlineData("redact", "--apply")]
    public async Task Can_not_do_what_the_dashboard_has_not(string verb, string args)
    {
        var (cookie, token) = await SignIn();

        using var answer = await Post(cookie, token, ("verb", verb), ("args", args));
        var said = await Said(cookie, answer);

        Assert.Contains("is nothing that the dashboard does", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Renames_a_persona_and_puts_it_away()
    {
        var (name, other) = ($"Old {Guid.NewGuid():N}"[..12], $"New {Guid.NewGuid():N}"[..12]);
        await Says($"persona create \"{name}\" 🌊 \"watches tides\"");
        await silo.Refresh();

        Assert.Contains(other, await Says($"persona rename \"{name}\" to {other}"), StringComparison.Ordinal);
        Assert.Contains(other, await Says($"brain persona test \"{other}\""), StringComparison.Ordinal);
        await Says($"persona archive \"{other}\"");

        Assert.Equal(
            [$"{other} | archived"],
            await silo.Postgres.Lines($"select name, status from v2.personas where name in ('{name}', '{other}')")
        );
    }

    [Fact]
    public async Task Defines_a_pipeline_by_its_text()
    {
        var name = $"p{Guid.NewGuid():N}"[..10];
        var (cookie, token) = await SignIn();
        var yaml = DashboardScene.Pipeline.Replace("release", name, StringComparison.Ordinal);

        using var answer = await Post(cookie, token, ("verb", "pipeline"), ("yaml", yaml));
        using var bad = await Post(cookie, token, ("verb", "pipeline"), ("yaml", "name: 7"));

        Assert.Contains(name, await Said(cookie, answer), StringComparison.Ordinal);
        Assert.Contains("links", await Said(cookie, bad), StringComparison.Ordinal);
        Assert.Equal(
            ["1"],
            await silo.Postgres.Lines($"select version from v2.pipelines where name = '{name}'")
        );
    }

    [Fact]
    public async Task Drafts_a_rule_and_puts_it_away()
    {
        var drafted = await Says("rule propose never run npm install, use pnpm");
        var id = (await silo.Postgres.Lines("select id from v2.rules where pattern like '%npm install%'")).Single();
        await Says($"rule archive {id[..8]}");

        Assert.Contains($"/rule on {id[..8]}", drafted, StringComparison.Ordinal);
        Assert.Equal(["archived"], await silo.Postgres.Lines($"select status from v2.rules where id = '{id}'"));
    }

    [Fact]
    public async Task Says_that_another_learning_takes_the_place_of_one()
    {
        var (one, other) = (Guid.NewGuid(), Guid.NewGuid());
        await silo.Postgres.Run(
            $"""
            insert into v2.learnings (id, text, status, source) values
              ('{one}', 'Ports are {one}.', 'active', 'x'), ('{other}', 'Ports are {other}.', 'active', 'x')
            """
        );

        await Says($"learnings supersede {one.ToString()[..8]} by {other.ToString()[..8]}");

        Assert.Equal(["superseded"], await silo.Postgres.Lines($"select status from v2.learnings where id = '{one}'"));
        Assert.Contains($"Ports are {other}", await Says("learnings list"), StringComparison.Ordinal);
        Assert.Contains("superseded", await Says($"learnings show {one.ToString()[..8]}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_the_ids_of_learnings_as_the_page_shows_them()
    {
        var (one, other) = (Guid.NewGuid(), Guid.NewGuid());
        await silo.Postgres.Run(
            $"""
            insert into v2.learnings (id, text, status, source) values
              ('{one}', 'Quays are {one}.', 'active', 'x'), ('{other}', 'Quays are {other}.', 'active', 'x')
            """
        );
        var (cookie, token) = await SignIn();

        using var unknown = await Supersede("00000000");
        Assert.Contains("no one learning 00000000", await Said(cookie, unknown), StringComparison.Ordinal);
        using var no = await Supersede("another");
        Assert.Contains("nothing that can be said", await Said(cookie, no), StringComparison.Ordinal);
        using var done = await Supersede($" {other.ToString()[..8]} ");

        Assert.Equal(
            [$"superseded | {other}"],
            await silo.Postgres.Lines(
                $"select status, metadata ->> 'superseded_by' from v2.learnings where id = '{one}'"
            )
        );

        Task<HttpResponseMessage> Supersede(string by) =>
            Post(
                cookie,
                token,
                ("verb", "learnings"),
                ("args", "supersede"),
                ("args", one.ToString()),
                ("args", "by"),
                ("args", by)
            );
    }

    [Fact]
    public async Task Takes_a_field_as_one_word_whatever_blanks_are_in_it()
    {
        using var scratch = new Client.ScratchFolder();
        scratch["my notes/tides.md"] = "# Ebb\n\nLow water follows too.\n";
        scratch["my skill/SKILL.md"] = "---\nname: my-skill\ndescription: Tells.\n---\n\nLook.\n";
        scratch["my clones/clone/.git/HEAD"] = "ref: refs/heads/main\n";
        scratch["my clones/clone/.git/config"] = "";
        scratch["my transcripts/none.txt"] = "";
        var (cookie, token) = await SignIn();

        Assert.StartsWith("1 added", await Field("documents", "add", "my notes"), StringComparison.Ordinal);
        Assert.Contains("score", await Field("skills", "scan", "my skill"), StringComparison.Ordinal);
        Assert.Contains("1 clones:", await Field("repos", "sync", "my clones"), StringComparison.Ordinal);
        Assert.Contains("0 of 0 files", await Field("import", "", "my transcripts"), StringComparison.Ordinal);

        async Task<string> Field(string verb, string word, string folder)
        {
            using var answer = await Post(
                cookie,
                token,
                ("verb", verb),
                ("args", word),
                ("args", Path.Combine(scratch.Path, folder))
            );
            return await Said(cookie, answer);
        }
    }

    [Fact]
    public async Task Tells_how_a_session_stands_where_nothing_is_said_of_it()
    {
        await _talk.Turn("hello");
        await Says("purpose count the tides");
        await Says("mode debug");
        await Says("budget 200k");
        await Says("hints off");

        Assert.Equal("Purpose: count the tides", await Says("purpose"));
        Assert.StartsWith("Mode: debug (", await Says("mode"), StringComparison.Ordinal);
        Assert.Contains("of 200,000 tokens used", await Says("brain budget"), StringComparison.Ordinal);
        Assert.StartsWith("Hints: off;", await Says("/hints"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("minor", "1.1.0")]
    [InlineData("--dry-run major", "2.0.0")]
    [InlineData("3.4.5 --why 'it is time'", "3.4.5")]
    public async Task Says_which_part_of_a_skills_version_is_next(string part, string version)
    {
        using var scratch = new Client.ScratchFolder();
        var name = $"quay{Guid.NewGuid():N}"[..12];
        scratch[$"{name}/SKILL.md"] =
            $"---\nname: {name}\nversion: 1.0.0\ndescription: Tells the quay.\n---\n\nLook at it.\n";
        Assert.Contains("1 skill", await Says($"skills sync {scratch.Path}"), StringComparison.Ordinal);

        var said = await Says($"skills version {name} {part} --dry-run");

        Assert.Contains($"1.0.0 to {version}", said, StringComparison.Ordinal);
        Assert.Contains("was not understood", await Says($"skills draft {name} minor"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Has_documents_read_and_takes_them_out()
    {
        using var scratch = new Client.ScratchFolder();
        scratch["with blank/tides.md"] = "# Tides\n\nHigh water follows the moon.\n";
        var path = Path.Combine(scratch.Path, "with blank");

        Assert.StartsWith("1 added", await Says($"documents add \"{path}\""), StringComparison.Ordinal);
        var all = (await Says("documents list")).Split('\n');
        var line = all.Single(one => one.Contains(path, StringComparison.Ordinal));
        Assert.Contains("Tides", line, StringComparison.Ordinal);
        Assert.StartsWith("1 taken out", await Says($"documents remove {line[..8]}"), StringComparison.Ordinal);
        Assert.DoesNotContain(path, await Says("documents list"), StringComparison.Ordinal);
        Assert.Contains("no whole path", await Says("documents add notes"), StringComparison.Ordinal);
        Assert.Contains("every document", await Says("documents remove /"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Has_what_agents_wrote_down_read()
    {
        using var scratch = new Client.ScratchFolder();
        var (id, prompt) = (Guid.NewGuid(), Guid.NewGuid());
        scratch[$"{id}.jsonl"] =
            $$"""{"type":"user","uuid":"{{prompt}}","promptId":"{{prompt}}","sessionId":"{{id}}","cwd":"/home/me/old","timestamp":"2026-11-01T10:00:00Z","message":{"role":"user","content":"what did we say of tides?"} }"""
            + "\n";

        var said = await Says($"import {scratch.Path}");

        Assert.Contains("1 of 1 files had something new", said, StringComparison.Ordinal);
        Assert.Equal(["1"], await silo.Postgres.Lines($"select count(*) from v2.turns where session_id = '{id}'"));
        Assert.Contains("There is no file", await Says("import /nowhere/at/all"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Looks_for_clones_and_reads_folders_of_skills()
    {
        using var scratch = new Client.ScratchFolder();
        scratch["clone/.git/HEAD"] = "ref: refs/heads/main\n";
        scratch["clone/.git/config"] = "";
        scratch["skills/tides/SKILL.md"] =
            "---\nname: tides\ndescription: Tells the tide.\n---\n\nLook at the moon.\n";

        Assert.Contains("clones:", await Says($"repos sync {scratch.Path}"), StringComparison.Ordinal);
        var scanned = await Says($"skills scan {scratch.Path}/skills/tides");
        Assert.Contains("tides  score", scanned, StringComparison.Ordinal);
        Assert.Contains("There is no SKILL.md", await Says($"skills scan {scratch.Path}"), StringComparison.Ordinal);
        Assert.Contains("1 skill", await Says($"skills sync {scratch.Path}/skills"), StringComparison.Ordinal);
        Assert.Contains("tides", await Says("skills list"), StringComparison.Ordinal);
        Assert.Contains("Nothing was written", await Says("skills draft --dry-run"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("how pnpm")]
    [InlineData("fix error TS9999: unheard of")]
    public async Task Asks_of_earlier_calls_by_project(string line)
    {
        var (cookie, token) = await SignIn();

        using var nowhere = await Post(cookie, token, ("say", line));
        using var here = await Post(cookie, token, ("say", line), ("project", _talk.Project));

        Assert.Contains("Say on which project", await Said(cookie, nowhere), StringComparison.Ordinal);
        Assert.Contains("Nothing is known of that", await Said(cookie, here), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Knows_every_verb_that_needs_no_terminal()
    {
        string[] terminal =
        [
            "backup", "bench", "blame", "cluster", "completion", "cost", "costs", "dashboard", "demo", "dev", "doctor",
            "down", "handoff", "hook", "install", "mcp", "pack", "redact", "restore", "schema", "search", "sessions",
            "spool", "status", "statusline", "supervise", "tail", "test", "uninstall", "up",
        ];

        Assert.Equal(
            terminal,
            Brain.Messages.Commands.CommandCatalog.All.Select(verb => verb.Name)
                .Except(Brain.Dashboard.SpokenVerbs.All.Select(verb => verb.Name))
                .Order(StringComparer.Ordinal)
        );
        foreach (var verb in Brain.Dashboard.SpokenVerbs.All)
            Assert.DoesNotContain("nothing that the dashboard does", await Says($"{verb.Name} ?"));
    }

    [Fact]
    public async Task Understands_each_verb_as_its_page_lists_it()
    {
        await _talk.Turn("hello");
        string[] strange =
        [
            "not understood", "Say: brain", "Say exactly one", "nothing that", "Expected ", "is no mode",
            "is no budget", "is no hints",
        ];
        string[] lines =
        [
            "purpose watch the tide", "mode sparring", "budget day $20", "budget day none", "hints on",
            "persona list", "persona show Nobody", "persona create Quay 🌊 \"watches quays\"",
            "persona rename Nobody to Somebody", "persona deactivate Nobody", "persona activate Nobody",
            "persona archive Nobody", "persona restore Nobody", "persona unmute Nobody", "persona test Nobody",
            "persona rate Nobody useful", "ask Nobody which endpoints page?", "checkin Nobody",
            "broadcast what would you change?", "rate Nobody useful 1", "done", "undo session", "pipeline list",
            "pipeline define /nowhere/p.yaml", "pipeline show nothing", "pipeline runs nothing",
            "pipeline start nothing at all", "pipeline reach 00000000 built", "pipeline skip 00000000 built",
            "pipeline heal 00000000 built", "pipeline abandon 00000000", "learn we tie boats here",
            "learnings list", "learnings show 00000000", "learnings activate 00000000", "learnings reject 00000000",
            "learnings archive 00000000", "learnings supersede 00000000 by 11111111",
            "learnings importance 00000000 4", "documents add /nowhere", "documents list", "documents remove 00000000",
            "fix error TS9999: unheard of", "how pnpm", "rule list", "rule show 00000000", "rule rehearse 00000000",
            "rule propose \"never run yarn, use pnpm\"",
            "rule add --tool Bash --pattern 'yarn *' --deny 'Use pnpm.'", "rule on 00000000", "rule off 00000000",
            "rule archive 00000000", "rule rate 00000000 useful", "rules", "repos list", "repos sync /nowhere",
            "skills list", "skills show nothing", "skills search tides", "skills sync /nowhere",
            "skills scan /nowhere", "skills test nothing", "skills draft nothing --turns 1-1 --dry-run",
            "skills extract nothing --turns 1-1 --dry-run", "skills version nothing minor --why 'it is time'",
            "skills share nothing --folder /nowhere --dry-run", "skills publish /nowhere/list.md",
            "skills leave /nowhere", "skills trust nothing trusted", "skills undo nothing", "forget 00000000",
            "logins revoke nothing", "import /nowhere",
        ];

        var sayings = Brain.Dashboard.SpokenVerbs.All.SelectMany(Brain.Dashboard.SpokenVerbs.Sayings);
        Assert.All(
            sayings,
            one => Assert.Contains(lines, line => $"{line} ".StartsWith($"{one.Say} ", StringComparison.Ordinal))
        );
        foreach (var line in lines)
        {
            var said = await Says(line);
            var odd = Array.Find(strange, word => said.Contains(word, StringComparison.Ordinal));
            Assert.True(odd is null && said.Length > 0, $"{line}: {said}");
        }
    }

    [Fact]
    public async Task Forgets_only_what_was_looked_at()
    {
        await _talk.Turn("the word is xylophonist");
        var (cookie, token) = await SignIn();

        using var early = await Post(cookie, token, ("verb", "forget"), ("args", "xylophonist"), ("args", "yes"));
        Assert.Contains("Look first", await Said(cookie, early), StringComparison.Ordinal);
        using var look = await Post(cookie, token, ("verb", "forget"), ("args", "xylophonist"));
        Assert.Contains("turns.user_message", await Said(cookie, look), StringComparison.Ordinal);
        Assert.Equal(["1"], await _talk.Rows("select count(*) from v2.turns where user_message like '%xylophonist%'"));
        using var done = await Post(cookie, token, ("verb", "forget"), ("args", "xylophonist"), ("args", "yes"));
        Assert.Contains("It is being forgotten", await Said(cookie, done), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forgets_what_is_typed_as_at_the_command_line()
    {
        await _talk.Turn("the firm is Zymurgy Corp");
        var learning = Guid.NewGuid();
        await silo.Postgres.Run(
            $"""
            insert into v2.learnings (id, text, status, source)
              values ('{learning}', 'Moorings are {learning}.', 'active', 'x')
            """
        );
        var session = _talk.Id.ToString();

        Assert.Contains("turns.user_message", await Says("forget --matching 'zymurgy corp'"), StringComparison.Ordinal);
        Assert.Contains("learnings.text", await Says($"forget {learning.ToString()[..8]}"), StringComparison.Ordinal);
        Assert.Contains("turns.user_message", await Says($"forget --session {session[..8]}"), StringComparison.Ordinal);
        Assert.Contains("turns.user_message", await Says($"forget --session {session}"), StringComparison.Ordinal);
        Assert.Contains("It is being forgotten", await Says($"forget {learning} yes"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("forget 00000000", "No row's id begins with '00000000'")]
    [InlineData("forget --session 00000000", "No session's id begins with '00000000'")]
    [InlineData("forget --session 5e551011-0000-4000-8000-00000000abcd", "No session's id begins with")]
    [InlineData("forget --session tides", "'tides' is no session id")]
    [InlineData("forget tides", "'tides' is no id")]
    [InlineData("forget --matching acme corp", "stands in quotes")]
    [InlineData("forget --matching", "Say exactly one of")]
    [InlineData("forget --matching ab", "3 to 4000 characters")]
    [InlineData("forget", "Say exactly one of")]
    [InlineData("forget yes", "'yes' is no id")]
    [InlineData("forget SESSION", "say forget --session SESSION")]
    public async Task Forgets_nothing_that_is_not_clearly_said(string line, string answer)
    {
        await _talk.Turn("hello");
        var session = _talk.Id.ToString();

        var said = await Says(line.Replace("SESSION", session[..8], StringComparison.Ordinal));

        Assert.Contains(
            answer.Replace("SESSION", session, StringComparison.Ordinal),
            said,
            StringComparison.Ordinal
        );
        Assert.Contains("othing was changed", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forgets_the_words_of_its_field_as_they_stand()
    {
        var id = Guid.NewGuid();
        await _talk.Turn($"the berth is {id}");
        await _talk.Turn("say --matching halyards at the prompt");
        await _talk.Turn("halyards alone");
        var (cookie, token) = await SignIn();

        using var text = await Post(cookie, token, ("verb", "forget"), ("args", id.ToString()));
        Assert.Contains("turns.user_message: 1", await Said(cookie, text), StringComparison.Ordinal);
        using var option = await Post(cookie, token, ("verb", "forget"), ("args", "--matching halyards"));
        Assert.Contains("turns.user_message: 1", await Said(cookie, option), StringComparison.Ordinal);
    }

    public void Dispose() => _browser.Dispose();

    private async Task<string> Says(string line)
    {
        var (cookie, token) = await SignIn();
        using var answer = await Post(cookie, token, ("say", line));
        return await Said(cookie, answer);
    }

    private async Task<string> Said(string cookie, HttpResponseMessage answer)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, answer.Headers.Location);
        request.Headers.Add("Cookie", cookie);
        using var page = await _browser.SendAsync(request);
        return WebUtility.HtmlDecode(SaidLine().Match(await page.Content.ReadAsStringAsync()).Groups[1].Value);
    }

    private Task<HttpResponseMessage> Post(string? cookie, string? token, params (string, string)[] fields) =>
        Post(cookie, token, silo.Settings.Url, fields);

    private async Task<HttpResponseMessage> Post(
        string? cookie,
        string? token,
        string? origin,
        params (string Name, string Value)[] fields
    )
    {
        var all = new List<KeyValuePair<string, string>> { new("session", _talk.Id.ToString()) };
        if (token is not null)
            all.Add(new("form", token));
        all.AddRange(fields.Select(one => KeyValuePair.Create(one.Name, one.Value)));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/app/do")
        {
            Content = new FormUrlEncodedContent(all),
        };
        if (cookie is not null)
            request.Headers.Add("Cookie", cookie);
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        return await _browser.SendAsync(request);
    }

    private async Task<(string Cookie, string Token)> SignIn()
    {
        using var signed = await _browser.PostAsync("/login", new FormUrlEncodedContent([new("token", silo.Token)]));
        var cookie = signed.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        using var request = new HttpRequestMessage(HttpMethod.Get, "/app/personas");
        request.Headers.Add("Cookie", cookie);
        using var page = await _browser.SendAsync(request);
        return (cookie, FormToken().Match(await page.Content.ReadAsStringAsync()).Groups[1].Value);
    }

    [GeneratedRegex("name=\"form\" value=\"([0-9a-f]{64})\"")]
    private static partial Regex FormToken();

    [GeneratedRegex("<p class=\"(?:done|refused)\">([^<]*)</p>")]
    private static partial Regex SaidLine();
}
