using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Brain.Tests.Hosting;

public sealed class TheOrleansDashboard(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private static readonly TimeSpan CountedMax = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Counts_from_the_first_look_on_and_not_before()
    {
        var started = silo.Services.GetServices<IHostedService>();
        Assert.DoesNotContain(started, host => host.GetType().Name == "DashboardHost");

        using var end = new CancellationTokenSource(CountedMax);
        // The first look is what begins to count.
        while ((int)(await Page("DashboardCounters"))["totalActivationCount"]! == 0)
            await Task.Delay(100, end.Token);

        var address = silo.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress.ToParsableString();
        while ((await Page($"SiloCounters/{Uri.EscapeDataString(address)}")).AsArray().Count == 0)
            await Task.Delay(100, end.Token);
        Assert.NotNull((await Page($"SiloProperties/{Uri.EscapeDataString(address)}"))["orleansVersion"]);
    }

    [Fact]
    public void Ends_with_the_silo_before_it()
    {
        string[] ended =
        [
            .. silo.Services.GetServices<IHostedService>().Reverse().Select(host => host.GetType().Name),
        ];

        Assert.InRange(Array.IndexOf(ended, "LateEnd"), 0, Array.IndexOf(ended, "SiloHostedService") - 1);
    }

    private async Task<JsonNode> Page(string name)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/orleans/{name}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", silo.Token);
        using var answer = await silo.Tcp.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }
}
