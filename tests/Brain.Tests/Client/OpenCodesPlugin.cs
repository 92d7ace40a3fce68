using System.Diagnostics;
using System.Text.Json;
using Brain.Client.Agents;
using Brain.Client.Hooks;
using Brain.Client.Install;

namespace Brain.Tests.Client;

/// <summary>The plugin that is put into opencode, run by Node with what Bun has and Node has not.</summary>
public sealed class OpenCodesPlugin : IDisposable
{
    // Bun's own fetch speaks to a Unix socket. Node, unlike Bun, heeds no signal that it was told to ignore.
    private const string Harness = """
        import fs from "node:fs";
        import http from "node:http";
        import { spawn } from "node:child_process";
        import { Readable } from "node:stream";
        const asked = (options, body) =>
          new Promise((done, broken) => {
            const request = http.request(options, (answer) => {
              let all = "";
              const whole = new Promise((ended) => {
                answer.on("data", (piece) => (all += piece));
                answer.on("end", () => ended(all));
              });
              const headers = { get: (name) => answer.headers[name] ?? null };
              done({ ok: answer.statusCode < 300, headers, text: () => whole });
            });
            request.on("error", broken);
            request.end(body);
          });
        globalThis.fetch = (url, { unix, method, headers, body, signal }) =>
          asked({ socketPath: unix, path: new URL(url).pathname, method, headers, agent: false, signal }, body);
        globalThis.Bun = {
          spawn: ([program, ...words]) => {
            const run = spawn(program, words, { stdio: ["pipe", "pipe", "ignore"] });
            run.stdin.on("error", () => {});
            return {
              stdin: run.stdin,
              stdout: Readable.toWeb(run.stdout),
              exited: new Promise((done) => run.on("close", done)),
            };
          },
        };
        const { Brain } = await import("./brain.mjs");
        const told = [];
        // Tells for how long each is set.
        const timers = ({ ringAtOnce }) => {
          const later = setTimeout;
          globalThis.setTimeout = (ring, ms) => {
            told.push(`${ms} ms`);
            return later(ring, ringAtOnce ? 50 : ms);
          };
        };
        const client = { tui: { showToast: async ({ body }) => told.push(`shown: ${body.message}`) } };
        const hooks = await Brain({ client, directory: "/p" });
        const call = (id, tool = "bash") => ({ tool, sessionID: "s1", callID: id, args: {} });
        const before = async (id, tool) => {
          try {
            told.push(await hooks["tool.execute.before"](call(id, tool), { args: {} }));
          } catch (fault) {
            told.push(`refused: ${fault.message}`);
          }
        };
        const after = async (id) => {
          const result = { output: "out", metadata: {} };
          await hooks["tool.execute.after"](call(id), result);
          told.push(result.output);
        };
        const event = (type, properties) => hooks.event({ event: { type, properties } });
        const ignoring = (set) => {
          const read = fs.readFileSync;
          fs.readFileSync = (path, ...how) =>
            path === "/proc/self/status" ? `SigBlk:\t01\nSigIgn:\t${set}\n` : read(path, ...how);
        };
        const prompt = async (text) => {
          const parts = [{ type: "text", text }];
          await hooks["chat.message"]({ sessionID: "s1" }, { message: { id: "m1" }, parts });
          return parts[0];
        };
        SCRIPT
        console.log(JSON.stringify(told));
        """;

    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Hands_what_it_cannot_tell_to_the_brains_program_in_words_that_it_takes()
    {
        Program("cat > \"$0.body\"; printf '%s\\n' \"$@\" > \"$0.words\"");

        await Run("""await before("c1");""");

        var words = File.ReadAllLines($"{_scratch.Path}/brain.words");
        Assert.Equal("tool.execute.before", HookArguments.Read(words)?.Event);
        var body = JsonSerializer.Deserialize<JsonElement>(File.ReadAllText($"{_scratch.Path}/brain.body"));
        Assert.True(Guid.TryParse(body.GetProperty("eventId").GetString(), out _));
    }

    [Theory]
    [InlineData(true, "refused: The brain could not be asked, and this session is hard.")]
    [InlineData(false, null)]
    public async Task Refuses_only_when_hard_where_the_program_fails_without_a_word(bool hard, string? told)
    {
        Program("exit 1");

        Assert.Equal([told], await Run("""await before("c1");""", hard));
    }

    [Fact]
    public async Task Tells_each_event_under_an_id_of_its_own_and_until_when_it_waits()
    {
        using var brain = new FakeBrainSocket(_scratch.Path, _ => "200 {}");
        var began = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

        await Run("""await before("c1"); await before("c2");""");

        Assert.Equal(2, brain.All.Select(one => Guid.Parse(one.Id!)).Distinct().Count());
        Assert.All(brain.All, one => Assert.True(long.Parse(one.Headers["Brain-Until"]) > began));
    }

    [Fact]
    public async Task Hands_reminders_to_the_model_with_the_calls_result()
    {
        using var brain = new FakeBrainSocket(
            _scratch.Path,
            one => one.Body.Contains("before", StringComparison.Ordinal) ? """200 {"context":"Remember."}""" : "200 {}"
        );

        Assert.Equal(
            [null, "out\n\nRemember.", "out"],
            await Run("""await before("c1"); await after("c1"); await after("c1");""")
        );
    }

    [Fact]
    public async Task Names_the_server_of_a_tool_that_is_one()
    {
        using var brain = new FakeBrainSocket(_scratch.Path, _ => "200 {}");

        await Run(
            """
            await hooks.config({ mcp: { "my server": {}, my: {} } });
            await before("c1", "my_server_get");
            await before("c2");
            """
        );

        Assert.Equal(
            ["my", null],
            brain
                .All.Select(one => JsonSerializer.Deserialize<JsonElement>(one.Body))
                .Select(one => one.TryGetProperty("server", out var server) ? server.GetString() : null)
        );
    }

    [Fact]
    public async Task Keeps_a_refused_prompt_from_later_requests()
    {
        using var brain = new FakeBrainSocket(_scratch.Path, _ => """200 {"refuse":"no"}""");

        Assert.Equal(
            ["true"],
            await Run("""told.push(`${(await prompt("one")).ignored}`);""")
        );
    }

    [Fact]
    public async Task Tells_what_was_used_while_the_brain_was_away_before_the_next_event()
    {
        var isAway = true;
        using var brain = new FakeBrainSocket(
            _scratch.Path,
            one =>
            {
                var answer = isAway ? "503 {}" : "200 {}";
                isAway = false;
                return answer;
            }
        );

        await Run(
            """
            const part = { type: "step-finish", sessionID: "s1", id: "p1", messageID: "m1", tokens: {} };
            await event("message.part.updated", { part });
            await before("c1");
            """
        );

        Assert.Equal(
            ["/hooks/opencode/usage", "/hooks/opencode/usage", "/hooks/opencode"],
            brain.All.Select(one => one.Line.Split(' ')[1])
        );
    }

    [Fact]
    public async Task Tells_the_end_of_a_turn_once_with_its_answer()
    {
        using var brain = new FakeBrainSocket(_scratch.Path, _ => "200 {}");

        await Run(
            """
            await prompt("one");
            await hooks["experimental.text.complete"]({ sessionID: "s1" }, { text: "First." });
            await event("session.idle", { sessionID: "s1" });
            await event("session.idle", { sessionID: "s1" });
            """
        );

        Assert.Equal(
            ["First."],
            brain
                .All.Select(one => JsonSerializer.Deserialize<JsonElement>(one.Body))
                .Where(one => one.GetProperty("event").GetString() == "session.idle")
                .Select(one => one.TryGetProperty("answer", out var answer) ? answer.GetString() : null)
        );
    }

    [Fact]
    public async Task Shows_what_the_brain_says_to_the_person()
    {
        using var brain = new FakeBrainSocket(_scratch.Path, _ => """200 {"systemMessage":"Has limits."}""");

        Assert.Equal(
            ["shown: Has limits."],
            await Run("""await event("session.created", { info: { id: "s1" } }); await 0;""")
        );
    }

    [Fact]
    public async Task Waits_for_no_screen_and_fails_with_none()
    {
        using var brain = new FakeBrainSocket(_scratch.Path, _ => """200 {"systemMessage":"Has limits."}""");

        Assert.Equal(
            [null],
            await Run("""client.tui.showToast = () => { throw new Error("no screen"); }; await before("c1");""")
        );
    }

    [Fact]
    public async Task Tells_nothing_of_what_a_fork_took_over()
    {
        using var brain = new FakeBrainSocket(_scratch.Path, _ => "200 {}");

        await Run(
            """
            await event("session.created", { info: { id: "s1", time: { created: 20 } } });
            for (const [id, created] of [["m1", 10], ["m2", 30]]) {
              const failed = { type: "tool", sessionID: "s1", messageID: id, callID: `c${id}`, tool: "bash" };
              const ended = { type: "step-finish", sessionID: "s1", messageID: id, id: `p${id}`, tokens: {} };
              await event("message.updated", { info: { id, sessionID: "s1", time: { created } } });
              await event("message.part.updated", { part: { ...failed, state: { status: "error", error: "no" } } });
              await event("message.part.updated", { part: ended });
            }
            """
        );

        Assert.Equal(
            ["session.created", "cm2", "pm2"],
            brain
                .All.Select(one => JsonSerializer.Deserialize<JsonElement>(one.Body))
                .Select(one => Text(one, "partId") ?? Text(one, "callId") ?? Text(one, "event"))
        );
    }

    [Fact]
    public async Task Tells_the_end_of_a_turn_that_was_stopped_once()
    {
        using var brain = new FakeBrainSocket(_scratch.Path, _ => "200 {}");

        await Run(
            """
            const error = { name: "MessageAbortedError", data: { message: "Aborted" } };
            await prompt("one");
            await event("session.error", { sessionID: "s1", error });
            await event("session.idle", { sessionID: "s1" });
            await event("session.idle", { sessionID: "s1" });
            await prompt("two");
            await event("session.idle", { sessionID: "s1" });
            """
        );

        Assert.Equal(
            [
                "session.created -",
                "chat.message -",
                "session.error MessageAbortedError",
                "chat.message -",
                "session.idle -",
            ],
            brain
                .All.Select(one => JsonSerializer.Deserialize<JsonElement>(one.Body))
                .Select(one => $"{Text(one, "event")} {Text(one, "error") ?? "-"}")
        );
    }

    [Fact]
    public async Task Tells_a_turn_that_was_stopped_before_its_first_step_of_its_message_alone()
    {
        using var brain = new FakeBrainSocket(_scratch.Path, _ => "200 {}");

        await Run(
            """
            const error = { name: "MessageAbortedError", data: { message: "Aborted" } };
            await prompt("one");
            await event("message.updated", { info: { id: "m2", sessionID: "s1", role: "assistant", error } });
            await event("session.idle", { sessionID: "s1" });
            """
        );

        var last = JsonSerializer.Deserialize<JsonElement>(brain.All.Last().Body);
        Assert.Equal(("session.error", "MessageAbortedError"), (Text(last, "event"), Text(last, "error")));
    }

    [Fact]
    public async Task Tells_no_end_of_what_was_refused_or_goes_on_or_never_ran()
    {
        using var brain = new FakeBrainSocket(
            _scratch.Path,
            one => one.Body.Contains("no!", StringComparison.Ordinal) ? """200 {"refuse":"no"}""" : "200 {}"
        );

        await Run(
            """
            const error = { name: "ContextOverflowError", data: { message: "too long" } };
            await event("session.error", { sessionID: "s1", error });
            await event("session.idle", { sessionID: "s1" });
            await prompt("one");
            await event("session.error", { sessionID: "s1", error });
            await hooks["chat.params"]({ sessionID: "s1", agent: "build", model: { id: "m" } });
            await event("session.idle", { sessionID: "s1" });
            await prompt("no!");
            await event("session.idle", { sessionID: "s1" });
            await event("session.error", { sessionID: "s1", error });
            await event("session.idle", { sessionID: "s1" });
            """
        );

        Assert.Equal(
            ["session.created", "chat.message", "session.idle", "chat.message"],
            brain
                .All.Select(one => JsonSerializer.Deserialize<JsonElement>(one.Body))
                .Select(one => Text(one, "event"))
                .OfType<string>()
        );
    }

    [Fact]
    public async Task Ends_a_sub_agent_that_failed()
    {
        using var brain = new FakeBrainSocket(_scratch.Path, _ => "200 {}");

        await Run(
            """
            await prompt("one");
            await event("session.created", { info: { id: "s2", parentID: "s1", time: {} } });
            const part = { type: "text", text: "two" };
            await hooks["chat.message"]({ sessionID: "s2" }, { message: { id: "m2" }, parts: [part] });
            await event("session.error", { sessionID: "s2", error: { name: "MessageAbortedError" } });
            await event("session.idle", { sessionID: "s2" });
            """
        );

        var last = JsonSerializer.Deserialize<JsonElement>(brain.All.Last().Body);
        Assert.Equal(("session.idle", "s2"), (Text(last, "event"), Text(last, "agentId")));
    }

    [Fact]
    public async Task Waits_for_a_brain_that_hangs_no_longer_than_a_hook_may_however_much_is_unsent()
    {
        using var brain = new FakeBrainSocket(_scratch.Path, one => one.Line.Contains("usage") ? "503 {}" : "200 {}");

        await Run(
            """
            for (let i = 0; i < 5; i++) {
              const part = { type: "step-finish", sessionID: "s1", id: `p${i}`, messageID: "m1", tokens: {} };
              await event("message.part.updated", { part });
            }
            await before("c1");
            """
        );

        // Each time the first alone is tried, and it stays the first.
        var used = brain.All.Where(one => one.Line.Contains("usage")).Select(one => one.Body).ToArray();
        Assert.Equal(6, used.Length);
        Assert.All(used, body => Assert.Contains("\"p0\"", body));
    }

    [Fact]
    public async Task Waits_for_a_brain_that_hangs_no_longer_than_a_person_who_typed_a_command_does()
    {
        using var brain = new FakeBrainSocket(_scratch.Path, _ => null);
        Program("cat > \"$0.body\"");

        // Its start, and the prompt; what comes late is listened for, and nothing waits for it.
        var told = await Run("""timers({ ringAtOnce: true }); await prompt("$PATH is wrong");""");
        Assert.Equal(["5000 ms", "30000 ms", "5000 ms", "30000 ms"], told);

        Assert.Contains("$PATH is wrong", File.ReadAllText($"{_scratch.Path}/brain.body"));
    }

    [Fact]
    public async Task Waits_as_long_as_a_brain_that_is_at_work_says()
    {
        using var brain = new FakeBrainSocket(_scratch.Path, _ => "200 {}", "Brain-Wait: 61000\r\n");

        var told = await Run("""timers({}); await prompt("$ask Cop why");""");
        Assert.Equal(["5000 ms", "61000 ms", "5000 ms", "61000 ms"], told);
    }

    [Fact]
    public async Task Says_which_prompt_each_event_and_request_is_of()
    {
        using var brain = new FakeBrainSocket(_scratch.Path, _ => "200 {}");

        await Run(
            """
            await prompt("one");
            await before("c1");
            const part = { type: "step-finish", sessionID: "s1", id: "p1", messageID: "m2", tokens: {} };
            await event("message.part.updated", { part });
            """
        );

        Assert.Equal(
            [null, "m1", "m1", "m1"],
            brain.All.Select(one => Text(JsonSerializer.Deserialize<JsonElement>(one.Body), "messageId"))
        );
    }

    [Theory]
    [InlineData("""200 {"refuse":"The budget is reached."}""", false, "refused: The budget is reached.")]
    [InlineData("200 {}", true, "made")]
    [InlineData("503 {}", false, "made")]
    [InlineData("503 {}", true, "refused: The brain could not be asked, and this session is hard.")]
    public async Task Asks_before_each_request_and_makes_it_unasked_only_when_soft(string says, bool hard, string told)
    {
        using var brain = new FakeBrainSocket(_scratch.Path, _ => says);

        Assert.Equal(
            [told],
            await Run(
                """
                try {
                  await hooks["chat.params"]({ sessionID: "s1", agent: "build", model: { id: "m" } });
                  told.push("made");
                } catch (fault) {
                  told.push(`refused: ${fault.message}`);
                }
                """,
                hard
            )
        );
        Assert.EndsWith("/hooks/opencode/request", brain.All.First().Line.Split(' ')[1]);
    }

    [Theory]
    [InlineData("SIGINT", 2)]
    [InlineData("SIGTERM", 15)]
    public async Task Tells_of_a_run_that_a_signal_ends_and_lets_it_end(string signal, int number)
    {
        using var brain = new FakeBrainSocket(_scratch.Path, _ => "200 {}");

        var run = await Node(
            $$"""
            await prompt("one");
            process.kill(process.pid, "{{signal}}");
            await new Promise((never) => setTimeout(never, 600000));
            """,
            hard: false,
            "run"
        );

        Assert.Equal(128 + number, run.ExitCode);
        Assert.Equal(
            ["session.created -", "chat.message -", "session.error MessageAbortedError", "dispose -"],
            brain
                .All.Select(one => JsonSerializer.Deserialize<JsonElement>(one.Body))
                .Select(one => $"{Text(one, "event")} {Text(one, "error") ?? "-"}")
        );
    }

    [Fact]
    public async Task Lets_nothing_begin_once_a_signal_ends_a_run()
    {
        using var brain = new FakeBrainSocket(_scratch.Path, _ => "200 {}");

        await Node(
            """
            await prompt("one");
            setTimeout(() => {}, 600000);
            const heard = new Promise((done) => process.once("SIGINT", done));
            process.kill(process.pid, "SIGINT");
            await heard;
            await before("c1");
            await hooks["chat.params"]({ sessionID: "s1", agent: "build", model: { id: "m" } }).catch(() => {});
            await new Promise((never) => setTimeout(never, 600000));
            """,
            hard: false,
            "run"
        );

        Assert.DoesNotContain(
            brain.All,
            one => one.Line.Contains("request", StringComparison.Ordinal) || one.Body.Contains("\"c1\"")
        );
    }

    [Theory]
    [InlineData("0000000001001000", "SIGINT SIGTERM SIGHUP")]
    [InlineData("0000000001001001", "SIGINT SIGTERM")]
    [InlineData("0000000001001002", "SIGTERM SIGHUP")]
    public async Task Lets_a_run_ignore_the_signals_that_it_was_begun_to_ignore(string ignored, string heeded)
    {
        using var brain = new FakeBrainSocket(_scratch.Path, _ => "200 {}");

        var run = await Node(
            $$"""
            ignoring("{{ignored}}");
            await prompt("one");
            told.push(["SIGINT", "SIGTERM", "SIGHUP"].filter((one) => process.listenerCount(one) > 0).join(" "));
            """,
            hard: false,
            "run"
        );

        Assert.Equal($"[\"{heeded}\"]", run.Told.Trim());
    }

    [Fact]
    public async Task Goes_on_with_a_run_that_a_signal_did_not_end_and_tells_of_the_next()
    {
        using var brain = new FakeBrainSocket(_scratch.Path, _ => "200 {}");

        var run = await Node(
            """
            setTimeout(() => {}, 600000);
            const other = () => {};
            process.on("SIGINT", other);
            await prompt("one");
            const ended = new Promise((done) => {
              const asks = fetch;
              globalThis.fetch = async (url, how) => {
                const answer = await asks(url, how);
                if (how.body.includes("dispose")) done();
                return answer;
              };
            });
            process.kill(process.pid, "SIGINT");
            await ended;
            const begins = () => hooks["chat.params"]({ sessionID: "s1", agent: "title" }).catch(() => "no");
            for (let tries = 0; tries < 1000 && (await begins()); tries++)
              await new Promise((soon) => setTimeout(soon, 10));
            await prompt("two");
            await before("c1");
            process.off("SIGINT", other);
            process.kill(process.pid, "SIGINT");
            await new Promise((never) => setTimeout(never, 600000));
            """,
            hard: false,
            "run"
        );

        Assert.Equal(128 + 2, run.ExitCode);
        string[] begun = ["session.created", "chat.message"];
        string[] over = ["session.error", "dispose"];
        Assert.Equal(
            [.. begun, .. over, .. begun, "tool.execute.before", .. over],
            brain.All.Select(one => Text(JsonSerializer.Deserialize<JsonElement>(one.Body), "event"))
        );
    }

    [Fact]
    public async Task Ends_a_session_that_is_deleted_and_counts_what_its_sub_agent_used_for_it()
    {
        using var brain = new FakeBrainSocket(_scratch.Path, _ => "200 {}");

        await Run(
            """
            await prompt("one");
            await event("session.created", { info: { id: "s2", parentID: "s1", time: {} } });
            const said = [{ type: "text", text: "two" }];
            await hooks["chat.message"]({ sessionID: "s2" }, { message: { id: "m2" }, parts: said });
            await event("session.deleted", { info: { id: "s2", parentID: "s1" } });
            await event("session.deleted", { info: { id: "s1" } });
            await event("session.idle", { sessionID: "s2" });
            await event("session.idle", { sessionID: "s1" });
            const part = { type: "step-finish", sessionID: "s2", id: "p2", messageID: "m3", tokens: {} };
            await event("message.part.updated", { part });
            await hooks.dispose();
            """
        );

        Assert.Equal(
            [
                "session.created s1 - -",
                "chat.message s1 - -",
                "session.created s1 s2 -",
                "chat.message s1 s2 -",
                "session.idle s1 s2 -",
                "session.error s1 - MessageAbortedError",
                "dispose s1 - deleted",
                "p2 s1 s2 -",
            ],
            brain
                .All.Select(one => JsonSerializer.Deserialize<JsonElement>(one.Body))
                .Select(one =>
                    $"{Text(one, "partId") ?? Text(one, "event")} {Text(one, "sessionId")} "
                    + $"{Text(one, "agentId") ?? "-"} {Text(one, "error") ?? Text(one, "reason") ?? "-"}"
                )
        );
    }

    [Theory]
    [InlineData("User aborted the command", null)]
    [InlineData("shell tool terminated command after exceeding timeout 9 ms.", "tool.failed shell tool terminated")]
    public async Task Tells_why_a_shell_was_cut_short_and_leaves_what_the_person_stopped_to_its_turn(
        string note,
        string? told
    )
    {
        using var brain = new FakeBrainSocket(_scratch.Path, _ => "200 {}");

        await Run(
            $$"""
            await before("c1", "bash");
            const output = "half\n\n<shell_metadata>\n{{note}}\n</shell_metadata>";
            await hooks["tool.execute.after"](call("c1"), { output, metadata: { exit: null } });
            """
        );

        var last = brain.All.Select(one => JsonSerializer.Deserialize<JsonElement>(one.Body)).Last();
        if (told is null)
            Assert.Equal("tool.execute.before", Text(last, "event"));
        else
            Assert.StartsWith(told, $"{Text(last, "event")} {Text(last, "error")}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tells_which_call_its_person_is_asked_about()
    {
        using var brain = new FakeBrainSocket(_scratch.Path, _ => "200 {}");

        await Run(
            """
            const asks = (sessionID, callID) =>
              event("permission.asked", { id: "p1", sessionID, permission: "bash", tool: { messageID: "m2", callID } });
            await asks("unheard-of", "c0");
            await prompt("one");
            await before("c1", "bash");
            await asks("s1", "c1");
            await after("c1");
            await asks("s1", "c1");
            """
        );

        Assert.Equal(
            ["c1 bash {}", "- - -"],
            brain
                .All.Select(one => JsonSerializer.Deserialize<JsonElement>(one.Body))
                .Where(one => Text(one, "event") == "permission.asked")
                .Select(one =>
                    $"{Text(one, "callId") ?? "-"} {Text(one, "tool") ?? "-"} "
                    + (one.TryGetProperty("args", out var args) ? args.GetRawText() : "-")
                )
        );
    }

    [Theory]
    [InlineData("", "done")]
    [InlineData("await prompt('one'); await event('session.idle', { sessionID: 's1' });", "dispose")]
    public async Task Tells_of_a_deleted_session_only_what_the_brain_does_not_know(string before, string last)
    {
        using var brain = new FakeBrainSocket(_scratch.Path, _ => "200 {}");

        await Run($$"""{{before}} await event("session.deleted", { info: { id: "s1" } });""");

        Assert.Equal(
            last,
            brain.All.Select(one => Text(JsonSerializer.Deserialize<JsonElement>(one.Body), "event")).LastOrDefault()
                ?? "done"
        );
        Assert.DoesNotContain(brain.All, one => one.Body.Contains("session.error", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "refused")]
    [InlineData("await request();", "made")]
    [InlineData("await event('session.deleted', { info: { id: 's1' } });", "made")]
    [InlineData("await prompt('one'); await hooks.dispose();", "made")]
    public async Task Takes_a_session_for_hard_until_it_is_told_otherwise_or_the_session_is_gone(
        string between,
        string then
    )
    {
        var answers = new Queue<string>(["""200 {"hard":true}"""]);
        if (between.Contains("request"))
            answers.Enqueue("200 {}");
        using var brain = new FakeBrainSocket(
            _scratch.Path,
            one =>
                !one.Line.Contains("/request", StringComparison.Ordinal) ? "200 {}"
                : answers.TryDequeue(out var answer) ? answer
                : "503 {}"
        );

        Assert.Equal(
            [then],
            await Run(
                $$"""
                const request = () => hooks["chat.params"]({ sessionID: "s1", agent: "build", model: { id: "m" } });
                await request();
                {{between}}
                await request().then(() => told.push("made"), () => told.push("refused"));
                """
            )
        );
    }

    private static string? Text(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) ? value.GetString() : null;

    private async Task<IEnumerable<string?>> Run(string script, bool hard = false)
    {
        var (exit, told, fault) = await Node(script, hard);
        Assert.True(exit == 0, fault);
        return JsonSerializer.Deserialize<string?[]>(told)!;
    }

    private async Task<(int ExitCode, string Told, string Fault)> Node(string script, bool hard, params string[] words)
    {
        Assert.SkipWhen(
            ProgramOnPath.Find("node", Environment.GetEnvironmentVariable) is null,
            "There is no Node on this machine."
        );
        var options = new HookOptions($"{_scratch.Path}/brain", hard, Http: null)
        {
            Home = _scratch.Path,
            SoftMs = 5_000,
            HardMs = 8_000,
        };
        var plugin = HookAgent.Find("opencode")!.Install!.Files(_ => _scratch.Path, options)[0];
        await File.WriteAllBytesAsync($"{_scratch.Path}/brain.mjs", plugin.With([]));
        _scratch["run.mjs"] = Harness.Replace("SCRIPT", script, StringComparison.Ordinal);
        using var node = Process.Start(
            new ProcessStartInfo("node", [$"{_scratch.Path}/run.mjs", .. words])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        // One that waits for more than it should is ended, and then has told nothing.
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        using var end = patience.Token.Register(node.Kill);
        var fault = node.StandardError.ReadToEndAsync();
        var told = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        return (node.ExitCode, told, await fault);
    }

    private void Program(string script)
    {
        _scratch["brain"] = $"#!/bin/sh\n{script}\n";
        File.SetUnixFileMode(
            $"{_scratch.Path}/brain",
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        );
    }
}
