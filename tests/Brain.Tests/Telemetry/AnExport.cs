using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Brain.Cli.Agents.ClaudeCode;
using Brain.Cli.Silo;
using Brain.Grains.Abstractions.Sessions;
using Brain.Messages.Hooks.ClaudeCode;
using Brain.Messages.Sessions;
using Brain.Silo.Telemetry;

namespace Brain.Tests.Telemetry;

public sealed class AnExport(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private const string Json = "application/json";
    private const string Protobuf = "application/x-protobuf";

    [Theory]
    [InlineData(Json, false)]
    [InlineData(Json, true)]
    [InlineData(Protobuf, false)]
    [InlineData(Protobuf, true)]
    public async Task Is_counted_once_however_often_it_comes(string type, bool gzip)
    {
        var id = await Opened();
        var body = type == Json ? AsJson(Request(id)) : AsProtobuf(Request(id));

        for (var time = 0; time < 2; time++)
        {
            var (status, answer) = await Send("/v1/logs", type, body, gzip);
            Assert.Equal((HttpStatusCode.OK, type == Json ? "{}" : ""), (status, answer));
        }

        Assert.Equal(
            [
                "cache_read | 14877 | telemetry",
                "cache_write_1h | 0 | telemetry",
                "cache_write_5m | 1545 | telemetry",
                "input | 5 | telemetry",
                "output | 17 | telemetry",
            ],
            await Ledger(id)
        );
        Assert.Equal(["greet"], await Distinct("skill", id));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Goes_before_the_transcript_whichever_comes_first(bool transcriptFirst)
    {
        var id = await Opened();
        var transcript = new UsageFound([
            new UsageEntry
            {
                MessageId = $"msg_{id}",
                RequestId = $"req_{id}",
                Model = "claude-opus-5-5",
                At = DateTimeOffset.UtcNow,
                Input = 5,
                Output = 9,
                CacheRead = 14_877,
                McpServer = "github",
            },
        ]);
        if (transcriptFirst)
            await silo.Grains.GetGrain<ISessionGrain>(id).Count(transcript);
        await Send("/v1/logs", Json, AsJson(Request(id)));
        for (var time = 0; time < 2; time++)
            await silo.Grains.GetGrain<ISessionGrain>(id).Count(transcript);

        Assert.Equal(5, (await Ledger(id)).Length);
        Assert.Contains("output | 17 | telemetry", await Ledger(id));
        Assert.Equal(
            [$"msg_{id}:req_{id} | github | telemetry"],
            await Distinct("request_key, mcp_server, told_by", id)
        );
        // Read again and again, what is known leaves no version.
        Assert.True(
            await silo.Postgres.Read<long>($"select count(*) from v2.cost_ledger_history where session_id = '{id}'") <= 10
        );
        await silo.Postgres.AreThoseOfTheRows();
    }

    [Fact]
    public async Task Tells_what_happened_besides()
    {
        var id = await Opened();
        var skill = With(id, "skill_activated", ("skill.name", "greet"), ("invocation_trigger", "user-slash"));

        var compaction = With(id, "compaction", ("trigger", "auto"), ("pre_tokens", "2658"));
        await Send("/v1/logs", Json, AsJson(skill, compaction));
        await Send("/v1/logs", Json, AsJson(skill));

        Assert.Equal(
            ["compaction.told | auto | ", "skill.activated |  | greet"],
            await silo.Postgres.Lines(
                $"select action, detail ->> 'trigger', detail ->> 'skill.name' from v2.audit_log where session_id = '{id}' "
                    + "and event_key like 'otel:%' order by 1"
            )
        );
    }

    [Fact]
    public async Task Says_what_of_it_could_not_be_kept()
    {
        var id = await Opened();
        var odd = Request(id) with { Attributes = new(Request(id).Attributes) { ["output_tokens"] = "many" } };

        var (status, answer) = await Send("/v1/logs", Json, AsJson(odd, Request(id), Request(Guid.NewGuid())));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("\"rejectedLogRecords\":\"2\"", answer, StringComparison.Ordinal);
        Assert.Contains("output_tokens is 'many'", answer, StringComparison.Ordinal);
        // ExportLogsServiceResponse.partial_success: how many, and why.
        var (_, binary) = await Send("/v1/logs", Protobuf, AsProtobuf(Request(Guid.NewGuid())));
        Assert.StartsWith("\n", binary, StringComparison.Ordinal);
        Assert.Equal("\b\u0001\u0012", binary[2..5]);
        Assert.Contains("that this brain never saw", binary, StringComparison.Ordinal);
        Assert.Equal(5, (await Ledger(id)).Length);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("7")]
    [InlineData("{\"attributes\":7}")]
    [InlineData("{\"attributes\":[7,{\"key\":7},{\"key\":\"error\",\"value\":{\"stringValue\":\"\\ud83d\"}}]}")]
    [InlineData("{\"body\":{\"stringValue\":\"claude_code.api_error \\udc00\"}}")]
    public async Task Keeps_the_others_of_a_record_that_is_odd(string odd)
    {
        var id = await Opened();
        var body = Encoding.UTF8.GetString(AsJson(Request(id)));
        body = body.Replace("\"logRecords\":[", $"\"logRecords\":[{odd},", StringComparison.Ordinal);

        var (status, answer) = await Send("/v1/logs", Json, Encoding.UTF8.GetBytes(body));

        Assert.Equal((HttpStatusCode.OK, odd is "7" or "{\"attributes\":7}"), (status, answer != "{}"));
        Assert.Equal(5, (await Ledger(id)).Length);
    }

    [Fact]
    public async Task Is_kept_though_its_texts_have_what_no_database_takes()
    {
        var id = await Opened();
        var odd = Request(id) with
        {
            Attributes = new(Request(id).Attributes) { ["skill.name"] = "   ", ["agent.name"] = "a\\u0000b" },
        };
        var failed = With(id, "api_error", ("error", "\\u0000 \\ud83d"), ("event.sequence", "\\u0000"));

        Assert.Equal((HttpStatusCode.OK, "{}"), await Send("/v1/logs", Json, AsJson(odd, failed)));

        Assert.Equal([" | a\ufffdb"], await Distinct("skill, agent", id));
        Assert.Equal(
            ["\ufffd \ufffd"],
            await silo.Postgres.Lines(
                $"select detail ->> 'error' from v2.audit_log where session_id = '{id}' and action = 'api.error'"
            )
        );
    }

    [Fact]
    public async Task Of_a_service_with_a_name_of_its_own_is_heard_by_its_events()
    {
        var id = await Opened();
        var body = Encoding.UTF8.GetString(AsJson(Request(id)));
        body = body.Replace("\"claude-code\"", "\"my-agent\"", StringComparison.Ordinal);

        await Send("/v1/logs", Json, Encoding.UTF8.GetBytes(body));

        Assert.Equal(5, (await Ledger(id)).Length);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Without_the_lives_of_the_cache_leaves_these_to_the_transcript(bool transcriptFirst)
    {
        var id = await Opened();
        var transcript = new UsageFound([
            new UsageEntry
            {
                MessageId = $"msg_{id}",
                RequestId = $"req_{id}",
                Model = "claude-opus-5-5",
                At = DateTimeOffset.UtcNow,
                Input = 5,
                Output = 9,
                CacheRead = 14_877,
                CacheWrite1h = 1_545,
            },
        ]);
        var old = Request(id) with
        {
            Attributes = new(
                Request(id).Attributes.Where(one => !one.Key.StartsWith("cache_creation_", StringComparison.Ordinal))
            )
            {
                ["cache_creation_tokens"] = "1545",
            },
        };
        if (transcriptFirst)
            await silo.Grains.GetGrain<ISessionGrain>(id).Count(transcript);
        for (var time = 0; time < 2; time++)
            await Send("/v1/logs", Json, AsJson(old));
        await silo.Grains.GetGrain<ISessionGrain>(id).Count(transcript);

        Assert.Equal(
            [
                "cache_read | 14877 | telemetry",
                "cache_write_1h | 1545 | transcript",
                "cache_write_5m | 0 | transcript",
                "input | 5 | telemetry",
                "output | 17 | telemetry",
            ],
            await Ledger(id)
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Is_told_from_its_transcript_that_names_no_requests(bool transcriptFirst)
    {
        var id = await Opened();
        // Two alike, and one that the telemetry knows alone.
        var told = new[] { "a", "b", "c" }.Select(which =>
            Request(id) with
            {
                Attributes = new(Request(id).Attributes)
                {
                    ["request_id"] = $"req_{which}{id}",
                    ["output_tokens"] = which == "c" ? "99" : "17",
                },
            }
        );
        var transcript = new UsageFound([Unnamed(id, "a"), Unnamed(id, "b")]);
        if (transcriptFirst)
            await silo.Grains.GetGrain<ISessionGrain>(id).Count(transcript);
        await Send("/v1/logs", Json, AsJson([.. told]));
        for (var time = 0; time < 2; time++)
            await silo.Grains.GetGrain<ISessionGrain>(id).Count(transcript);

        Assert.Equal(
            [$"msg_a{id}: | telemetry", $"msg_b{id}: | telemetry", $"otel-req_c{id}:req_c{id} | telemetry"],
            (await Distinct("request_key, told_by", id)).Order(StringComparer.Ordinal)
        );
        Assert.Equal(["133"], await Sum(id));
        Assert.Equal(["greet"], await Distinct("skill", id));

        await Send("/v1/logs", Json, AsJson([.. told]));

        Assert.Equal(["133"], await Sum(id));
        Assert.Equal(
            [$"msg_b{id}:", $"msg_x{id}:req_c{id}", $"otel-req_a{id}:req_a{id}"],
            (
                await Counted(
                    $"otel-req_a{id}:req_a{id}",
                    $"msg_b{id}:",
                    $"msg_x{id}:req_c{id}",
                    $"msg_d{id}:",
                    $"m:req_d{id}"
                )
            ).Order(StringComparer.Ordinal)
        );
        await silo.Postgres.AreThoseOfTheRows();
    }

    [Fact]
    public async Task Is_told_from_its_transcript_though_telemetry_lacks_the_first()
    {
        var id = await Opened();
        var early = Unnamed(id, "a") with { At = At.AddMinutes(-10) };
        await silo.Grains.GetGrain<ISessionGrain>(id).Count(new UsageFound([early, Unnamed(id, "b")]));

        await Send("/v1/logs", Json, AsJson(Request(id)));

        Assert.Equal(
            [$"msg_a{id}: | transcript", $"msg_b{id}: | telemetry"],
            (await Distinct("request_key, told_by", id)).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Is_told_from_an_imported_transcript_that_names_no_requests()
    {
        var id = await Opened();
        await Send("/v1/logs", Json, AsJson(Request(id)));
        using var scratch = new Client.ScratchFolder();
        scratch[$"{id}.jsonl"] = Answer(id, "a", 17);

        await Import(scratch);

        await Until(id, $"msg_a{id:N}: | telemetry");
        Assert.Equal(["17"], await Sum(id));
        await silo.Postgres.AreThoseOfTheRows();
    }

    [Fact]
    public async Task Is_told_from_a_transcript_that_was_imported_alone()
    {
        var id = Guid.NewGuid();
        using var scratch = new Client.ScratchFolder();
        var first = Answer(id, "a", 3);
        scratch[$"{id}.jsonl"] = first;
        await Import(scratch);
        await Until(id, $"msg_a{id:N}: | transcript");
        await Send("/v1/logs", Json, AsJson(Request(id)));
        await Until(id, $"msg_a{id:N}: | transcript", $"otel-req_{id}:req_{id} | telemetry");

        scratch[$"{id}.jsonl"] = first + Answer(id, "b", 17);
        await Import(scratch);

        await Until(id, $"msg_a{id:N}: | transcript", $"msg_b{id:N}: | telemetry");
        Assert.Equal(["20"], await Sum(id));
    }

    private static string Answer(Guid id, string which, int output) =>
        $$$"""{"type":"assistant","uuid":"{{{Guid.NewGuid()}}}","sessionId":"{{{id}}}","cwd":"/tmp/{{{id}}}","timestamp":"{{{At:o}}}","message":{"id":"msg_{{{which}}}{{{id:N}}}","role":"assistant","model":"claude-opus-5-5","content":[{"type":"text","text":"hi"}],"usage":{"input_tokens":5,"output_tokens":{{{output}}},"cache_read_input_tokens":14877,"cache_creation_input_tokens":0} } }"""
        + "\n";

    private async Task Import(Client.ScratchFolder scratch)
    {
        using var body = new StringContent($$"""{"paths":["{{scratch.Path}}"]}""", Encoding.UTF8, Json);
        (await silo.Socket.PostAsync("/imports", body)).EnsureSuccessStatusCode();
    }

    private async Task Until(Guid id, params string[] expected)
    {
        for (var until = DateTime.UtcNow.AddMinutes(2); ; await Task.Delay(50))
        {
            var seen = (await Distinct("request_key, told_by", id)).Order(StringComparer.Ordinal);
            if (seen.SequenceEqual(expected))
                return;
            Assert.True(DateTime.UtcNow < until, string.Join(", ", seen));
        }
    }

    [Fact]
    public async Task Of_a_sweep_has_what_is_left_read_at_once()
    {
        var id = await Opened();
        // As Claude Code 2.1.332 says it when it is done.
        var sweep = With(
            id,
            "retention_sweep",
            ("result", "complete"),
            ("period_days", "30"),
            ("used_default", "true"),
            ("transcripts_deleted", "3"),
            ("session_files_deleted", "7"),
            ("history_entries_pruned", "2")
        );

        await Send("/v1/logs", Json, AsJson(sweep));

        Assert.Equal(
            ["complete | 30 | 3 | 7 | 2"],
            await silo.Postgres.Lines(
                "select detail ->> 'result', detail ->> 'period_days', detail ->> 'transcripts_deleted', detail ->> "
                    + "'session_files_deleted', detail ->> 'history_entries_pruned' from v2.audit_log "
                    + $"where session_id = '{id}' and action = 'retention.sweep'"
            )
        );
    }

    [Fact]
    public async Task Tells_doctor_which_hooks_are_registered()
    {
        var id = await Opened();
        var others = HookEvents.First.Skip(1).Select((name, place) => Registered(id, name, place));
        await Send("/v1/logs", Json, AsJson([.. others]));

        var told = await HooksTold();
        Assert.Equal(id, told.Session);
        var found = Assert.Single(TelemetryCheck.Of(told with { Strangers = 0 }));
        Assert.Contains("no hook for SessionStart in session", found.Text, StringComparison.Ordinal);
        await Send("/v1/logs", Json, AsJson(Registered(id, "SessionStart", 99)));
        Assert.Equal(CheckState.Ok, TelemetryCheck.Of(await HooksTold()).First().State);
    }

    [Fact]
    public async Task Of_a_session_that_no_hook_told_of_is_told_to_doctor()
    {
        var before = (await HooksTold()).Strangers;
        var stranger = Guid.NewGuid();
        for (var time = 0; time < 2; time++)
            await Send("/v1/logs", Json, AsJson(Registered(stranger, "Stop", time)));

        var told = await HooksTold();
        Assert.Equal(before + 1, told.Strangers);
        // Two exports at the same moment both noted it.
        await silo.Postgres.Run(
            "insert into v2.audit_log (action, event_key, detail, at, source) select action, event_key, detail, at, source "
                + $"from v2.audit_log where action = 'telemetry.stranger' and event_key = '{stranger}'"
        );
        Assert.Equal(before + 1, (await HooksTold()).Strangers);
        Assert.Contains("hooks were not there", TelemetryCheck.Of(told).Last().Text, StringComparison.Ordinal);
        // Its hooks only came later.
        await silo.Hook(
            $$"""{"session_id":"{{stranger}}","hook_event_name":"SessionStart","source":"startup","cwd":"/tmp"}"""
        );
        Assert.Equal(before, (await HooksTold()).Strangers);
    }

    [Fact]
    public async Task That_was_written_beside_its_transcript_gives_way()
    {
        var id = await Opened();
        await Send("/v1/logs", Json, AsJson(Request(id)));
        await silo.Postgres.Run(
            $"""
            insert into v2.cost_ledger (session_id, request_key, message_id, model, token_kind, tokens, used_at, weight)
            select session_id, 'msg_{id}:req_{id}', 'msg_{id}', model, token_kind, 1, used_at, array[1]
            from v2.cost_ledger where session_id = '{id}'
            """
        );

        await Send("/v1/logs", Json, AsJson(Request(id)));

        Assert.Equal([$"msg_{id}:req_{id} | telemetry"], await Distinct("request_key, told_by", id));
        Assert.Contains("output | 17 | telemetry", await Ledger(id));
    }

    [Theory]
    [InlineData("/v1/logs", "not JSON", Json, 400)]
    [InlineData("/v1/logs", "[]", Json, 400)]
    [InlineData("/v1/logs", "{\"resourceLogs\":7}", Json, 400)]
    [InlineData("/v1/logs", "\u000a\u00ff", Protobuf, 400)]
    [InlineData("/v1/logs", "{}", "text/plain", 415)]
    [InlineData("/v1/traces", "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{}]}]}]}", Json, 200)]
    [InlineData("/v1/metrics", "", Protobuf, 200)]
    [InlineData("/v1/metrics", "{", Json, 400)]
    public async Task Is_answered_as_the_protocol_says(string path, string body, string type, int status) =>
        Assert.Equal(status, (int)(await Send(path, type, Encoding.Latin1.GetBytes(body))).Status);

    [Theory]
    [InlineData("GZIP")]
    [InlineData("x-gzip")]
    public async Task Is_unpacked_however_its_coding_is_written(string coding)
    {
        using var content = Content("{}"u8.ToArray(), Json, gzip: true);
        content.Headers.ContentEncoding.Clear();
        content.Headers.ContentEncoding.Add(coding);

        using var answer = await silo.Socket.PostAsync("/v1/logs", content);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Of_a_bomb_is_refused()
    {
        var (status, answer) = await Send("/v1/logs", Json, new byte[OtlpReceiver.BytesMax + 1], gzip: true);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains($"{OtlpReceiver.BytesMax} bytes", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Comes_in_by_the_loopback_port_with_the_hook_token_alone()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/logs") { Content = Content([], Json, false) };
        using var refused = await silo.Tcp.SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);

        using var again = new HttpRequestMessage(HttpMethod.Post, "/v1/logs")
        {
            Content = Content("{}"u8.ToArray(), Json, false),
        };
        again.Headers.Authorization = new("Bearer", silo.HookToken);
        using var taken = await silo.Tcp.SendAsync(again);
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
    }

    // When records are said to be, below.
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeMilliseconds(1_795_978_835_991);

    private static UsageEntry Unnamed(Guid id, string which) =>
        new()
        {
            MessageId = $"msg_{which}{id}",
            Model = "claude-opus-5-5",
            At = At.AddSeconds(-4),
            Input = 5,
            Output = 17,
            CacheRead = 14_877,
        };

    private static SentRecord Registered(Guid id, string name, int place)
    {
        var one = With(id, "hook_registered", ("hook_event", name), ("hook_type", "command"));
        return one with
        {
            Attributes = new(one.Attributes) { ["hook_source"] = "userSettings", ["event.sequence"] = $"{place}" },
        };
    }

    private async Task<HooksTold> HooksTold() =>
        System.Text.Json.JsonSerializer.Deserialize(
            await silo.Socket.GetStringAsync("/telemetry/hooks?agent=claude-code"),
            Brain.Messages.MessagesJson.Default.HooksTold
        )!;

    private async Task<IReadOnlySet<string>> Counted(params string[] requests) =>
        await new Brain.Postgres.Telemetry.TelemetryStore(silo.Postgres.Database).Counted(
            requests,
            TestContext.Current.CancellationToken
        );

    private Task<string[]> Sum(Guid id) =>
        silo.Postgres.Lines(
            $"select sum(tokens) from v2.cost_ledger where token_kind = 'output' and session_id = '{id}'"
        );

    private Task<string[]> Distinct(string columns, Guid id) =>
        silo.Postgres.Lines($"select distinct {columns} from v2.cost_ledger where session_id = '{id}'");

    private Task<string[]> Ledger(Guid id) =>
        silo.Postgres.Lines(
            $"select token_kind, tokens, told_by from v2.cost_ledger where session_id = '{id}' order by 1"
        );

    // As Claude Code 2.1.332 sent it.
    private static SentRecord Request(Guid id) =>
        With(
            id,
            "api_request",
            ("prompt.id", "682b50c8-07a6-4282-bc9d-0866b39967ab"),
            ("model", "claude-opus-5-5"),
            ("input_tokens", "5"),
            ("output_tokens", "17"),
            ("cache_read_tokens", "14877"),
            ("cache_creation_tokens", "1545"),
            ("cache_creation_5m_tokens", "1545"),
            ("cache_creation_1h_tokens", "0"),
            ("cost_usd", "0.0110604"),
            ("request_id", $"req_{id}"),
            ("query_source", "sdk"),
            ("skill.name", "greet")
        );

    private static SentRecord With(Guid id, string name, params (string Name, string Value)[] attributes) =>
        new(
            name,
            new(attributes.ToDictionary(one => one.Name, one => one.Value))
            {
                ["session.id"] = id.ToString(),
                ["event.name"] = name,
                ["event.sequence"] = "10",
            }
        );

    private static byte[] AsJson(params SentRecord[] told) =>
        Encoding.UTF8.GetBytes(
            $$$"""
            {"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"claude-code"}}]},
            "scopeLogs":[{"scope":{"name":"x"},"logRecords":[{{{string.Join(',', told.Select(Line))}}}]}]}]}
            """
        );

    private static string Line(SentRecord told) =>
        $$"""{"timeUnixNano":"1795978835991000000","body":{"stringValue":"claude_code.{{told.Name}}"},"attributes":["""
        + string.Join(
            ',',
            told.Attributes.Select(one =>
                long.TryParse(one.Value, out _)
                    ? $$$"""{"key":"{{{one.Key}}}","value":{"intValue":{{{one.Value}}}}}"""
                    : $$$"""{"key":"{{{one.Key}}}","value":{"stringValue":"{{{one.Value}}}"}}"""
            )
        )
        + "]}";

    private static byte[] AsProtobuf(params SentRecord[] told) =>
        Part(
            1,
            [
                .. Part(1, Attribute("service.name", "claude-code")),
                .. Part(2, [.. told.SelectMany(one => Part(2, Record(one)))]),
            ]
        );

    private static byte[] Record(SentRecord told) =>
        [
            (1 << 3) | 1,
            .. BitConverter.GetBytes(1795978835991000000UL),
            .. Part(5, Part(1, Encoding.UTF8.GetBytes($"claude_code.{told.Name}"))),
            .. told.Attributes.SelectMany(one => Part(6, Pair(one.Key, one.Value))),
        ];

    private static byte[] Attribute(string key, string value) => Part(1, Pair(key, value));

    private static byte[] Pair(string key, string value) =>
        [
            .. Part(1, Encoding.UTF8.GetBytes(key)),
            .. Part(
                2,
                long.TryParse(value, out var number)
                    ? [3 << 3, .. Varint((ulong)number)]
                    : Part(1, Encoding.UTF8.GetBytes(value))
            ),
        ];

    private static byte[] Part(int field, byte[] bytes) =>
        [(byte)((field << 3) | 2), .. Varint((ulong)bytes.Length), .. bytes];

    private static IEnumerable<byte> Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            yield return (byte)(value | 0x80);
        yield return (byte)value;
    }

    private async Task<(HttpStatusCode Status, string Body)> Send(
        string path,
        string type,
        byte[] body,
        bool gzip = false
    )
    {
        using var content = Content(body, type, gzip);
        using var answer = await silo.Socket.PostAsync(path, content);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static ByteArrayContent Content(byte[] body, string type, bool gzip)
    {
        var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            stream.Write(body);
        var content = new ByteArrayContent(gzip ? packed.ToArray() : body);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        if (gzip)
            content.Headers.ContentEncoding.Add("gzip");
        return content;
    }

    private async Task<Guid> Opened()
    {
        var id = Guid.NewGuid();
        await silo.Hook(
            $$"""{"session_id":"{{id}}","hook_event_name":"SessionStart","source":"startup","cwd":"/tmp/{{id}}"}"""
        );
        return id;
    }

    private sealed record SentRecord(string Name, Dictionary<string, string> Attributes);
}
