using System.Text;
using Brain.Tests.Personas;

namespace Brain.Tests.Dashboard;

/// <summary>What an open page is told of changes, without a browser around it.</summary>
public sealed class AnOpenDashboard(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly ScriptedSession _talk = new(silo, "/home/me/open");

    [Fact]
    public async Task Hears_of_a_hook()
    {
        using var line = await EventLine.Open(silo, null);
        await line.Until("event: hello");

        await _talk.Turn("hello");

        Assert.Contains($"session:{_talk.Id}", await line.Until("event: change"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_told_that_something_changed_while_it_was_away()
    {
        string place;
        using (var line = await EventLine.Open(silo, null))
        {
            await line.Until("event: hello");
            await _talk.Turn("hello");
            await line.Until("event: change");
            place = line.Place;
        }

        // Nobody follows now, so nobody notes this.
        await _talk.Turn("while it was away");
        using var again = await EventLine.Open(silo, place);
        Assert.Contains("\"all\"", await again.Until("event: change"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hears_of_each_reply_to_a_broadcast()
    {
        using var line = await EventLine.Open(silo, null);
        await line.Until("event: hello");
        await silo.Postgres.Run(
            """
            with asked as (insert into v2.broadcasts (question, asked_at, deadline_ms) values ('x', now(), 1000) returning id)
            insert into v2.broadcast_replies (broadcast_id, persona_id, reply) select c.id, p.id, 'y' from asked c, v2.personas p limit 1
            """
        );

        while (!(await line.Until("event: change")).Contains("personas", StringComparison.Ordinal)) { }
    }

    [Theory]
    [InlineData("insert into v2.audit_log (session_id, action, at) values ('{0}', 'permission.asked', now())")]
    [InlineData(
        "insert into v2.tool_calls (session_id, turn_id, tool_use_id, tool_name, started_at) "
            + "select session_id, id, 'toolu_far', 'Bash', now() from v2.turns where session_id = '{0}'"
    )]
    [InlineData("update v2.turns set assistant_response = 'from afar' where session_id = '{0}'")]
    [InlineData(
        "insert into v2.decisions (session_id, event, event_key, decision, rule, rule_version, reason, inputs, "
            + "decided_at) values ('{0}', 'x', 'far', 'block', 'r', '1', 'no', '{1}', now())"
    )]
    public async Task Hears_of_what_another_silo_wrote(string statement)
    {
        await _talk.Turn("hello");
        using var line = await EventLine.Open(silo, null);
        await line.Until("event: hello");
        // When this is told, what was there before has been looked at.
        var other = new ScriptedSession(silo, "/home/me/other");
        await other.Turn("hello");
        while (!(await line.Until("event: change")).Contains($"session:{other.Id}", StringComparison.Ordinal)) { }

        await silo.Postgres.Run(
            statement
                .Replace("{0}", _talk.Id.ToString(), StringComparison.Ordinal)
                .Replace("{1}", "{}", StringComparison.Ordinal)
        );

        while (!(await line.Until("event: change")).Contains($"session:{_talk.Id}", StringComparison.Ordinal)) { }
    }

    [Fact]
    public async Task Hears_of_a_command()
    {
        await _talk.Turn("hello");
        using var line = await EventLine.Open(silo, null);
        await line.Until("event: hello");
        using var content = new StringContent(
            """{"kind":"learn","args":"Calls carry a key."}""",
            Encoding.UTF8,
            "application/json"
        );
        (await silo.Socket.PostAsync("/errands", content, TestContext.Current.CancellationToken)).Dispose();

        while (!(await line.Until("event: change")).Contains("\"all\"", StringComparison.Ordinal)) { }
    }

    [Fact]
    public async Task Is_told_nothing_more_once_its_login_is_revoked()
    {
        using var line = await EventLine.Open(silo, null);
        await line.Until("event: hello");
        using var content = new StringContent("{}", Encoding.UTF8, "application/json");
        (await silo.Socket.PostAsync("/logins/end", content, TestContext.Current.CancellationToken)).Dispose();

        await _talk.Turn("nobody hears this");

        Assert.Null(await line.Next());
    }

    private sealed class EventLine : IDisposable
    {
        private readonly HttpClient _browser;
        private readonly HttpResponseMessage _answer;
        private readonly StreamReader _reader;

        // The line is never silent for long, also where what is waited for does not come.
        private readonly DateTime _until = DateTime.UtcNow + 2 * Patience;

        private EventLine(HttpClient browser, HttpResponseMessage answer, Stream stream) =>
            (_browser, _answer, _reader) = (browser, answer, new(stream));

        public string Place { get; private set; } = "";

        public static async Task<EventLine> Open(SiloFixture silo, string? place)
        {
            var browser = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false })
            {
                BaseAddress = new(silo.Settings.Url),
                Timeout = Patience,
            };
            using var signed = await browser.PostAsync("/login", new FormUrlEncodedContent([new("token", silo.Token)]));
            using var request = new HttpRequestMessage(HttpMethod.Get, "/app/events");
            request.Headers.Add("Cookie", signed.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
            if (place is not null)
                request.Headers.Add("Last-Event-ID", place);
            var answer = await browser.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            answer.EnsureSuccessStatusCode();
            return new(browser, answer, await answer.Content.ReadAsStreamAsync());
        }

        /// <summary>Reads until a line is there, and returns the one behind it.</summary>
        public async Task<string> Until(string wanted)
        {
            while (await Read() is { } line)
            {
                if (line == wanted)
                    return (await Read())!;
            }

            throw new InvalidOperationException($"The line ended before '{wanted}'.");
        }

        /// <summary>The next event's name; null when the line ends.</summary>
        public async Task<string?> Next()
        {
            while (await Read() is { } line)
            {
                if (line.StartsWith("event: change", StringComparison.Ordinal))
                    return line;
            }

            return null;
        }

        public void Dispose()
        {
            _reader.Dispose();
            _answer.Dispose();
            _browser.Dispose();
        }

        private async Task<string?> Read()
        {
            var line = await _reader.ReadLineAsync().WaitAsync(Patience);
            if (DateTime.UtcNow > _until)
                throw new TimeoutException("What was waited for did not come.");
            if (line is { } text && text.StartsWith("id: ", StringComparison.Ordinal))
                Place = text[4..];
            return line;
        }
    }
}
