using Brain.Silo.Configuration;
using Brain.Tests.Client;
using Microsoft.Extensions.Configuration;

namespace Brain.Tests.Telemetry;

public sealed class ATargetOfExports : IDisposable
{
    private readonly ScratchFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData(null, null, null, null)]
    [InlineData("http://localhost:4318", null, "http://localhost:4318", null)]
    [InlineData("localhost:4318", null, null, "'localhost:4318' is no address of a collector")]
    [InlineData("collector", null, null, "'collector' is no address of a collector")]
    [InlineData("http://127.0.0.1:7420", null, null, "this brain's own address")]
    [InlineData("http://localhost:4317", "grpc", "http://localhost:4317", "speaks http/protobuf alone")]
    [InlineData("http://localhost:4318", "http/protobuf", "http://localhost:4318", null)]
    public void Is_followed_or_said_why_not(string? endpoint, string? protocol, string? followed, string? whyNot)
    {
        var environment = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?>
                {
                    [ExportTarget.EndpointVariable] = endpoint,
                    [ExportTarget.ProtocolVariable] = protocol,
                }
            )
            .Build();

        var target = ExportTarget.Of(
            new BrainSettings(_home.Path, PostgresFixture.Server, 7420, 1),
            environment,
            out var fault
        );

        Assert.Equal(followed, target?.Endpoint);
        Assert.Equal(whyNot is null, fault is null);
        Assert.Contains(whyNot ?? "", fault ?? "", StringComparison.Ordinal);
    }
}
