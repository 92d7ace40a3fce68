namespace Brain.Acceptance;

public sealed class TelemetryOfTheRealAgent(BrainFixture brain)
{
    [Theory]
    [InlineData("http/json")]
    [InlineData("http/protobuf")]
    public async Task Is_taken_and_counts_each_request_once(string protocol)
    {
        await using var place = await Workplace.With(brain);
        place.Model.NamesRequests = true;
        var token = (await File.ReadAllTextAsync(Path.Combine(brain.Home, "hook-token"))).Trim();
        var variables = place.Claude.Variables;
        variables["CLAUDE_CODE_ENABLE_TELEMETRY"] = "1";
        variables["OTEL_LOGS_EXPORTER"] = "otlp";
        variables["OTEL_METRICS_EXPORTER"] = "otlp";
        variables["OTEL_EXPORTER_OTLP_PROTOCOL"] = protocol;
        variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = $"http://127.0.0.1:{brain.Port}";
        variables["OTEL_EXPORTER_OTLP_HEADERS"] = $"Authorization=Bearer {token}";
        variables["OTEL_LOGS_EXPORT_INTERVAL"] = "200";
        await using var talk = place.Claude.Talk();
        await talk.Say("SCRIPT:agent go");
        await talk.End();

        var (requests, session) = (place.Model.Requests, talk.Session);
        // The transcript told of the same requests, and gave them its ids: each is there once. What was written to the
        // cache is told by the transcript, which knows for how long.
        string[] expected = [$"{requests.Count} telemetry msg_"];
        var counted = await Eventually.See(
            () =>
                brain.Database.Query<string>(
                    "select count(distinct request_key) || ' ' || told_by || ' ' || left(request_key, 4) "
                        + $"from v2.cost_ledger where session_id = '{session}' and token_kind = 'output' "
                        + "group by told_by, left(request_key, 4)"
                ),
            seen => seen.SequenceEqual(expected),
            secondsMax: 120
        );
        Assert.Equal(expected, counted);
        Assert.Equal(
            [requests.Sum(one => (long)one.Usage.Input), requests.Sum(one => (long)one.Usage.Output)],
            await brain.Database.Query<long>(
                "select sum(tokens)::bigint from v2.cost_ledger where token_kind in ('input', 'output') "
                    + $"and session_id = '{session}' group by token_kind order by token_kind"
            )
        );
        var actions = (await brain.Rows.Audit(session)).Select(row => row["action"]).ToHashSet();
        Assert.Contains("hook.registered", actions);
        Assert.Contains("subagent.completed", actions);
    }
}
