using System.Net;
using System.Net.Http.Json;
using Brain.Messages;
using Brain.Messages.Pipelines;

namespace Brain.Tests.Pipelines;

/// <summary>A whole silo sends by itself, and tells how it goes.</summary>
public sealed class AnNtfyInASilo(SiloFixture silo) : IClassFixture<SiloFixture>
{
    [Fact]
    public async Task Sends_a_row_as_soon_as_it_is_there()
    {
        await using var server = await FakeNtfyServer.Start();
        Configure($$"""{ "server": "{{server.Url}}", "topic": "home" }""");
        await silo.Sleep();
        await silo.Wake();
        server.Next(NtfyTrouble.Hang);

        var id = await SomeNotification.Row(silo.Postgres);
        await server.Hanging();
        Assert.Equal("pending 1 - -", await SomeNotification.State(silo.Postgres, id));
        server.Release();
        // It drains before it stops.
        await silo.Sleep();
        await silo.Wake();

        Assert.Equal($"sent 1 {Assert.Single(server.Seen)["id"]} -", await SomeNotification.State(silo.Postgres, id));
        Assert.Equal(new(server.Url, "home", 0, 0, 0, 1, null, null), await Report());
    }

    [Fact]
    public async Task Says_what_is_wrong_with_its_settings()
    {
        Configure("""{ "server": "https://ntfy.sh", "topic": "two words" }""");
        var report = await Report();
        Assert.Equal((null, null), (report.Server, report.Topic));
        Assert.StartsWith("Nothing is sent to ntfy: \"topic\"", report.Fault, StringComparison.Ordinal);

        Configure("""{ "server": "https://ntfy.sh/", "token_file": "/nowhere" }""");
        report = await Report();
        Assert.Equal("https://ntfy.sh", report.Server);
        Assert.Contains(
            "/nowhere, the \"token_file\" of \"ntfy\" in brain.json, can't be found",
            report.Fault,
            StringComparison.Ordinal
        );

        File.Delete(silo.Settings.ConfigFile);
        Assert.Equal((null, null), ((await Report()).Server, (await Report()).Fault));
    }

    [Fact]
    public async Task Tells_only_those_with_a_token() =>
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            (await silo.Tcp.GetAsync(new Uri("/ntfy", UriKind.Relative))).StatusCode
        );

    private void Configure(string words) => File.WriteAllText(silo.Settings.ConfigFile, $$"""{ "ntfy": {{words}} }""");

    private async Task<NtfyReport> Report() =>
        (await silo.Socket.GetFromJsonAsync("/ntfy", MessagesJson.Default.NtfyReport))!;
}
