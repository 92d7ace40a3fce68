using System.Diagnostics;
using System.Diagnostics.Metrics;
using Brain.Messages.Sessions;

namespace Brain.Silo.Telemetry;

/// <summary>
/// What hooks take and models use, as they pass. Where nobody listens an instrument costs a look at a flag.
/// </summary>
internal static class HookMeter
{
    /// <summary>The meter.</summary>
    public const string Name = "Brain.Actors";

    private static readonly Meter Own = new(Name);

    private static readonly Histogram<double> Durations = Own.CreateHistogram<double>(
        "brain.hook.duration",
        "s",
        "How long a hook took to be decided and committed, by event."
    );

    private static readonly Histogram<long> Tokens = Own.CreateHistogram<long>(
        "gen_ai.client.token.usage",
        "{token}",
        "Tokens that agents used, as transcripts and telemetry tell.",
        null,
        // As the conventions of OpenTelemetry advise.
        new() { HistogramBucketBoundaries = [.. Enumerable.Range(0, 14).Select(power => 1L << (2 * power))] }
    );

    /// <summary>One hook begins: its span is told which event of which session it is.</summary>
    public static long Begin(HookEvent hookEvent)
    {
        if (Activity.Current is { IsAllDataRequested: true } span)
        {
            span.SetTag("gen_ai.conversation.id", hookEvent.SessionId.ToString());
            span.SetTag("brain.hook.event", hookEvent.Name);
            if (hookEvent.ToolName is { } tool)
                span.SetTag("gen_ai.tool.name", tool);
        }

        return Durations.Enabled ? Stopwatch.GetTimestamp() : 0;
    }

    /// <summary>It was answered.</summary>
    public static void End(HookEvent hookEvent, long began)
    {
        if (began != 0)
            Durations.Record(
                Stopwatch.GetElapsedTime(began).TotalSeconds,
                new KeyValuePair<string, object?>("brain.hook.event", hookEvent.Name)
            );
    }

    /// <summary>Whether anybody listens to what was used.</summary>
    public static bool CountsTokens => Tokens.Enabled;

    /// <summary>A request was told of.</summary>
    public static void Count(UsageEntry used)
    {
        if (!Tokens.Enabled)
            return;
        Tokens.Record(used.Input, Tags(used, "input"));
        Tokens.Record(used.Output, Tags(used, "output"));
    }

    private static TagList Tags(UsageEntry used, string type) =>
        new([
            new("gen_ai.request.model", used.Model),
            new("gen_ai.token.type", type),
            new("gen_ai.operation.name", "chat"),
            new("gen_ai.provider.name", Provider(used.Model)),
        ]);

    // Who answers is seen by how the model is written there.
    private static string Provider(string model) =>
        model.Contains("anthropic.", StringComparison.Ordinal) ? "aws.bedrock"
        : model.Contains('@', StringComparison.Ordinal) ? "gcp.vertex_ai"
        : "anthropic";
}
