using System.Diagnostics.Metrics;
using Brain.Silo.Telemetry;

namespace Brain.Tests.Telemetry;

/// <summary>As the conventions of OpenTelemetry for generative models have them.</summary>
public sealed class TokensInMetrics
{
    [Theory]
    [InlineData("claude-opus-5-5", "anthropic")]
    [InlineData("eu.anthropic.claude-opus-5-5-v1:0", "aws.bedrock")]
    [InlineData("claude-opus-5-5@20260101", "gcp.vertex_ai")]
    public void Say_who_answered(string model, string provider)
    {
        var told = new List<(string? Model, string? Provider, string? Kind, long Count)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument is { Name: "gen_ai.client.token.usage", Meter.Name: HookMeter.Name })
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>(
            (_, count, tags, _) =>
            {
                var all = tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value?.ToString());
                lock (told)
                    told.Add(
                        (
                            all["gen_ai.request.model"],
                            all["gen_ai.provider.name"],
                            all["gen_ai.token.type"],
                            count
                        )
                    );
            }
        );
        listener.Start();

        HookMeter.Count(
            new()
            {
                MessageId = "m",
                Model = model,
                At = default,
                Input = 7,
                Output = 3,
            }
        );

        lock (told)
            Assert.Equal(
                [(model, provider, "input", 7), (model, provider, "output", 3)],
                told.Where(one => one.Model == model)
            );
    }
}
