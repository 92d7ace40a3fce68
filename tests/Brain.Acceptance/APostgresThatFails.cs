using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;

namespace Brain.Acceptance;

/// <summary>
/// The README's failure matrix once more, with a silo that is up and a Postgres that hangs, is gone, takes no writes or
/// has a full disk: for a session the brain is then slow or down, and nothing that was said is lost.
/// </summary>
public sealed class APostgresThatFails : IAsyncDisposable
{
    private const int Before = 2;
    private const int Meanwhile = 3;
    private const int MendSecondsMax = 180;
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan HookLimit = TimeSpan.FromSeconds(20);

    // Enough that a full disk has no page left for it, and nothing that packing makes smaller.
    private readonly string words = Convert
        .ToBase64String(RandomNumberGenerator.GetBytes(96 * 1024))
        .Replace('/', ' ')
        .Replace('+', ' ');
    private readonly (Guid Soft, Guid Hard, Guid Begun) ids = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
    private PrivatePostgres? postgres;
    private BrainFixture? brain;

    public async ValueTask DisposeAsync()
    {
        brain?.TellOfAFailure();
        if (brain is not null)
            await brain.DisposeAsync();
        if (postgres is not null)
            await postgres.DisposeAsync();
    }

    [Theory]
    [InlineData("hangs", "in time")]
    [InlineData("is gone", "Failed to connect")]
    [InlineData("takes no writes", "read-only transaction")]
    [InlineData("is full", "No space left")]
    public async Task Costs_no_session_a_word_or_its_time(string state, string reason)
    {
        BrainFixture.Require();
        PrivatePostgres.Require();
        if (state == "is full")
            await SmallDisk.Require();
        postgres = await PrivatePostgres.Make(small: state == "is full");
        brain = new() { Server = postgres.Libpq, KeepsPeoplesLimits = true };
        await brain.InitializeAsync();
        await brain.Client(["purpose", "outlive the database", "--session", ids.Hard.ToString()]);
        await brain.Hook(Event(ids.Hard, "UserPromptSubmit", ids.Begun, "begun"));
        for (var turn = 1; turn <= Before; turn++)
            await Turn(turn);

        await Harm(state);
        try
        {
            await GoOnWithout(reason);
        }
        finally
        {
            await Mend(state);
        }

        var flushed = await Eventually.See(
            () => brain.Client(["spool", "flush"]),
            flush => flush.ExitCode == 0,
            MendSecondsMax
        );
        Assert.Equal((0, ""), (flushed.ExitCode, flushed.Error));
        await Turn(Before + Meanwhile + 1);
        // What a busy machine was late with waits there like anything else.
        await Eventually.See(() => brain.Client(["spool", "flush"]), flush => flush.ExitCode == 0, MendSecondsMax);
        Assert.Equal("[]", (await brain.Client(["spool", "--json"])).Output.Trim());
        Assert.Equal(
            Enumerable.Range(1, Before + Meanwhile + 1).Select(turn => $"{turn} {turn} ok"),
            (await brain.Rows.Turns(ids.Soft)).Select(turn =>
                $"{turn["turn_num"]} {turn["user_message"]!.Split(' ')[0]} {turn["status"]}"
            )
        );
        // A refused prompt that a hanging database had been sent already is written when it goes on: no one can call it
        // back.
        var refused = state == "hangs" ? 1 : 0;
        var hard = await brain.Rows.Turns(ids.Hard);
        Assert.InRange(hard.Length, 1, 1 + refused);
        Assert.Equal("1 ok", $"{hard[0]["turn_num"]} {hard[0]["status"]}");
    }

    private async Task GoOnWithout(string reason)
    {
        var answer = brain!.TryHook(Event(Guid.NewGuid(), "UserPromptSubmit", Guid.NewGuid(), words));
        for (var turn = Before + 1; turn <= Before + Meanwhile; turn++)
            await Turn(turn);

        var refused = await Hook(Event(ids.Hard, "UserPromptSubmit", Guid.NewGuid(), words), "--hard");
        Assert.Equal((2, ""), (refused.ExitCode, refused.Output));
        Assert.Contains(reason, refused.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await Hook(Event(ids.Hard, "Stop", ids.Begun, words), "--hard")).ExitCode);
        var (status, text) = await answer.WaitAsync(AnswerLimit);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("UserPromptSubmit was not decided", text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await brain.Ask("/healthz"));
    }

    private async Task Turn(int turn)
    {
        var prompt = Guid.NewGuid();
        foreach (
            var json in new[]
            {
                Event(ids.Soft, "UserPromptSubmit", prompt, $"{turn} {words}"),
                Event(ids.Soft, "Stop", prompt, words),
            }
        )
        {
            var run = await Hook(json);
            Assert.Equal((0, ""), (run.ExitCode, run.Error));
        }
    }

    private Task Harm(string state) =>
        state switch
        {
            "hangs" => postgres!.Hang(),
            "is gone" => postgres!.StopAtOnce(),
            "takes no writes" => postgres!.BeReadOnly(true),
            _ => postgres!.Fill(),
        };

    private Task Mend(string state) =>
        state switch
        {
            "hangs" => postgres!.GoOn(),
            "is gone" => postgres!.Start(),
            "takes no writes" => postgres!.BeReadOnly(false),
            _ => postgres!.Empty(),
        };

    private async Task<ProgramRun> Hook(string json, params string[] options)
    {
        var began = Stopwatch.GetTimestamp();
        var run = await brain!.Client(["hook", "claude-code", .. options], json);
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, HookLimit);
        return run;
    }

    private static string Event(Guid session, string name, Guid prompt, string text) =>
        JsonSerializer.Serialize(
            new
            {
                session_id = session,
                hook_event_name = name,
                prompt_id = prompt,
                prompt = text,
                cwd = "/home/user/project",
                last_assistant_message = text,
            }
        );
}
