using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Brain.Grains.Abstractions.Sessions;
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
    }

    [Fact]
    public async Task Tells_what_happened_besides()
    {
        var id = await Opened();
        var skill = With(id, "skill_activated", ("skill.name", "greet"), ("invocation_trigger", "user-slash"));

        await Send("/v1/logs", Json, AsJson(skill, With(id, "compaction", ("trigger", "auto"), ("pre_tokens", "2658"))));
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
        Assert.Equal(5, (await Ledger(id)).Length);
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
