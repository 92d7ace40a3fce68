using System.Net;
using Brain.Silo.Security;
using Microsoft.Extensions.Time.Testing;

namespace Brain.Tests.Security;

public sealed class GuessingTheToken
{
    private readonly FakeTimeProvider _clock = new(new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Costs_a_wait_that_doubles_and_ends()
    {
        var limit = new LoginLimit(_clock);
        for (var i = 0; i < LoginLimit.Free - 1; i++)
            limit.Wrong();
        Assert.Null(limit.Wait());

        limit.Wrong();
        Assert.Equal(TimeSpan.FromSeconds(1), limit.Wait());
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(limit.Wait());

        limit.Wrong();
        Assert.Equal(TimeSpan.FromSeconds(2), limit.Wait());
        for (var i = 0; i < 1_000; i++)
            limit.Wrong();
        Assert.Equal(LoginLimit.WaitMax, limit.Wait());
        _clock.Advance(LoginLimit.WaitMax);
        Assert.Null(limit.Wait());
    }

    [Fact]
    public void Is_forgotten_after_a_right_token_or_a_quiet_time()
    {
        var limit = new LoginLimit(_clock);
        for (var i = 0; i < 20; i++)
            limit.Wrong();
        limit.Right();
        Assert.Null(limit.Wait());

        for (var i = 0; i < 20; i++)
            limit.Wrong();
        _clock.Advance(LoginLimit.Forgotten + TimeSpan.FromSeconds(1));
        Assert.Null(limit.Wait());
        Assert.Equal(1, limit.Wrong());
    }

    [Fact]
    public async Task Is_not_even_tried_while_the_wait_lasts()
    {
        await using var silo = new SiloFixture { Clock = _clock };
        await silo.InitializeAsync();
        for (var i = 0; i < LoginLimit.Free; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, (await Try(silo, "wrong")).Status);

        var (status, wait) = await Try(silo, silo.Token);
        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(1)), (status, wait));

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Redirect, (await Try(silo, silo.Token)).Status);
    }

    private static async Task<(HttpStatusCode Status, TimeSpan? Wait)> Try(SiloFixture silo, string token)
    {
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false })
        {
            BaseAddress = new(silo.Settings.Url),
        };
        using var answer = await browser.PostAsync("/login", new FormUrlEncodedContent([new("token", token)]));
        return (answer.StatusCode, answer.Headers.RetryAfter?.Delta);
    }
}
