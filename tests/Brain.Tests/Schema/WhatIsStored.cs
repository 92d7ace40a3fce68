using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Brain.Domain.Knowledge;
using Brain.Domain.Pipelines;
using Brain.Domain.Sessions;
using Brain.Domain.Tools;
using Brain.Grains.Abstractions.Drift;
using Brain.Grains.Abstractions.Knowledge;
using Brain.Grains.Abstractions.Personas;
using Brain.Grains.Abstractions.Pipelines;
using Brain.Grains.Abstractions.Review;
using Brain.Grains.Abstractions.Sessions;
using Brain.Grains.Abstractions.Undo;
using Brain.Grains.Drift;
using Brain.Grains.Knowledge;
using Brain.Grains.Personas;
using Brain.Grains.Pipelines;
using Brain.Grains.Review;
using Brain.Grains.Sessions;
using Brain.Grains.Undo;
using Brain.Messages;
using Brain.Messages.Commands;
using Brain.Messages.Sessions;
using Brain.Postgres.Pipelines;

namespace Brain.Tests.Schema;

/// <summary>
/// Names that lie in databases and travel between silos of different versions. Add rows; never edit one.
/// </summary>
public sealed class WhatIsStored
{
    // The format lies inside its own room; here it is only looked at.
    private static readonly JsonSerializerContext Stored = (JsonSerializerContext)
        typeof(PipelineStore)
            .Assembly.GetType("Brain.Postgres.Pipelines.PipelineJson", throwOnError: true)!
            .GetProperty("Default")!
            .GetValue(null)!;

    [Fact]
    public void Keeps_the_names_of_grains_and_their_messages()
    {
        Assert.Equal(
            "session",
            typeof(SessionGrain).GetCustomAttribute<GrainTypeAttribute>()!.GetGrainType(null!, null!).ToString()
        );
        Assert.Equal("brain.session", typeof(ISessionGrain).GetCustomAttribute<AliasAttribute>()!.Alias);
        Assert.Subset(
            typeof(ISessionGrain)
                .GetMethods()
                .Select(method => method.GetCustomAttribute<AliasAttribute>()!.Alias)
                .ToHashSet(),
            new HashSet<string> { "hear", "purpose", "mode", "budget" }
        );
    }

    [Theory]
    [InlineData(
        typeof(PersonaGrain),
        "persona",
        typeof(IPersonaGrain),
        "brain.persona",
        "create rename move ask reply"
    )]
    [InlineData(typeof(BroadcastGrain), "broadcast", typeof(IBroadcastGrain), "brain.broadcast", "ask")]
    [InlineData(typeof(AuditorGrain), "auditor", typeof(IAuditorGrain), "brain.auditor", "close")]
    [InlineData(typeof(ArchivistGrain), "archivist", typeof(IArchivistGrain), "brain.archivist", "undo")]
    [InlineData(
        typeof(SessionBossGrain),
        "session-boss",
        typeof(ISessionBossGrain),
        "brain.session-boss",
        "watch look"
    )]
    [InlineData(typeof(CopGrain), "cop", typeof(ICopGrain), "brain.cop", "seen")]
    [InlineData(typeof(LibrarianGrain), "librarian", typeof(ILibrarianGrain), "brain.librarian", "queue index")]
    [InlineData(
        typeof(PipelineRunGrain),
        "pipeline-run",
        typeof(IPipelineRunGrain),
        "brain.pipeline-run",
        "start move check show"
    )]
    public void Keeps_the_names_of_personas_grains(Type grain, string type, Type asked, string alias, string messages)
    {
        Assert.Equal(type, grain.GetCustomAttribute<GrainTypeAttribute>()!.GetGrainType(null!, null!).ToString());
        Assert.Equal(alias, asked.GetCustomAttribute<AliasAttribute>()!.Alias);
        Assert.Subset(
            asked.GetMethods().Select(method => method.GetCustomAttribute<AliasAttribute>()!.Alias).ToHashSet(),
            messages.Split(' ').ToHashSet()
        );
    }

    [Fact]
    public void Names_every_grain_and_each_of_its_messages() =>
        Assert.Equal(
            [
                "archivist brain.archivist: take-back undo",
                "auditor brain.auditor: close take",
                "broadcast brain.broadcast: ask",
                "cop brain.cop: seen weigh",
                "librarian brain.librarian: index queue",
                "persona brain.persona: ask create move rate rename reply unmute",
                "pipeline-run brain.pipeline-run: check move show start",
                "session brain.session: abandon budget close count forget hear hints import mode purpose step "
                    + "steps-done weighed",
                "session-boss brain.session-boss: look watch",
                "skill-trust brain.skill-trust: settle",
            ],
            Grains
                .Select(grain => (Grain: grain, Asked: grain.GetInterfaces().Single(IsOurs)))
                .Select(one =>
                    $"{TypeOf(one.Grain)} {one.Asked.GetCustomAttribute<AliasAttribute>()!.Alias}: "
                    + string.Join(
                        ' ',
                        one.Asked.GetMethods()
                            .Select(method => method.GetCustomAttribute<AliasAttribute>()?.Alias ?? $"?{method.Name}")
                            .Order(StringComparer.Ordinal)
                    )
                )
                .Order(StringComparer.Ordinal)
        );

    [Fact]
    public void Names_every_reminder_and_state_of_a_grain()
    {
        Assert.Equal(
            ["auditor: close", "pipeline-run: late", "session-boss: look"],
            Grains
                .Where(grain => grain.IsAssignableTo(typeof(IRemindable)))
                .Select(grain => $"{TypeOf(grain)}: {Constant(grain, "ReminderName")}")
                .Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            ["persona: memory"],
            Grains.SelectMany(grain =>
                grain
                    .GetConstructors()
                    .SelectMany(made => made.GetParameters())
                    .Select(part => part.GetCustomAttribute<PersistentStateAttribute>()?.StateName)
                    .OfType<string>()
                    .Select(state => $"{TypeOf(grain)}: {state}")
            )
        );
        Assert.Equal(
            ["brain.not-committed"],
            typeof(ISessionGrain)
                .Assembly.GetTypes()
                .Where(type => !type.IsInterface && Alias(type))
                .Select(type => type.GetCustomAttribute<AliasAttribute>()!.Alias)
        );
    }

    private static Type[] Grains =>
        [
            .. typeof(SessionGrain)
                .Assembly.GetTypes()
                .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IGrain))),
        ];

    private static bool IsOurs(Type asked) => asked.Assembly == typeof(ISessionGrain).Assembly;

    // What is generated beside them has those of Orleans' own types.
    private static bool Alias(Type type) => type.IsDefined(typeof(AliasAttribute), inherit: false);

    private static string? TypeOf(Type grain) =>
        grain.GetCustomAttribute<GrainTypeAttribute>()?.GetGrainType(null!, null!).ToString();

    private static string? Constant(Type grain, string name) =>
        (string?)grain.GetField(name, BindingFlags.NonPublic | BindingFlags.Static)?.GetRawConstantValue();

    [Fact]
    public void Reads_what_personas_remembered_before()
    {
        const string written =
            """{"exchanges":[{"question":"what now?","answer":"tests","at":"2026-11-22T10:00:00+00:00"}]}""";

        var memory = new Brain.Silo.Hosting.StateSerializer().Deserialize<PersonaMemory>(new(written));

        Assert.Equal([new("what now?", "tests", new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero))], memory.Exchanges);
        Assert.Equal(
            written,
            new Brain.Silo.Hosting.StateSerializer()
                .Serialize(memory)
                .ToString()
                .Replace("\\u002B", "+", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData(
        """{"session_id":"00000000-0000-0000-0000-000000000001","hook_event_name":"Stop","prompt_id":"00000000-0000-0000-0000-000000000002","last_assistant_message":"done","brain:hard":true}"""
    )]
    public void Reads_the_events_of_older_silos(string written)
    {
        var hookEvent = JsonSerializer.Deserialize(written, MessagesJson.Default.HookEvent)!;
        var delivery = JsonSerializer.Deserialize(written, MessagesJson.Default.Delivery)!;

        Assert.Equal(("Stop", "done", true), (hookEvent.Name, hookEvent.LastAssistantMessage, delivery.Hard));
    }

    [Theory]
    [InlineData("""{"links": [{"name": "need"}]}""", LinkOrder.Any)]
    [InlineData("""{"links": [{"name": "need"}], "order": "any"}""", LinkOrder.Any)]
    [InlineData("""{"links": [{"name": "need"}], "order": "implied"}""", LinkOrder.Implied)]
    [InlineData("""{"links": [{"name": "need"}], "order": "strict"}""", LinkOrder.Strict)]
    public void Reads_the_orders_of_older_definitions(string written, LinkOrder order)
    {
        var read = (Definition)JsonSerializer.Deserialize(written, typeof(Definition), Stored)!;

        Assert.Equal(
            (order, null, null, true),
            (read.Order, read.Ntfy, read.Links[0].WithinS, read.Links[0].Advance.IsDefault)
        );
    }

    [Fact]
    public void Keeps_what_a_definition_is_written_as()
    {
        const string written =
            """{"links":[{"name":"need"},{"name":"captured","within_s":3600,"advance":[{"tool":"Bash","pattern":"buy (?<subject>[a-z ]{1,9})","path":"*.md"}]}],"order":"strict","ntfy":{"topic":"home","priority":5,"tags":["bell"],"click":"https://example.com/{run}"}}""";

        var read = (Definition)JsonSerializer.Deserialize(written, typeof(Definition), Stored)!;

        Assert.Equal(new("Bash", "buy (?<subject>[a-z ]{1,9})", "*.md"), Assert.Single(read.Links[1].Advance));
        Assert.Equal(("captured", 3600L, LinkOrder.Strict), (read.Links[1].Name, read.Links[1].WithinS, read.Order));
        Assert.Equal(("home", 5, "https://example.com/{run}"), (read.Ntfy!.Topic, read.Ntfy.Priority, read.Ntfy.Click));
        Assert.Equal(["bell"], read.Ntfy.Tags!.Value);
        Assert.Equal(written, Regex.Unescape(JsonSerializer.Serialize(read, typeof(Definition), Stored)));
    }

    [Fact]
    public void Keeps_the_words_of_runs_and_what_happens_to_links()
    {
        Assert.Equal(["open", "done", "abandoned"], Enum.GetNames<RunStatus>().Select(name => name.ToLowerInvariant()));
        Assert.Equal(
            ["reached", "broken", "healed", "skipped", "early"],
            Enum.GetNames<RunEventKind>().Select(name => name.ToLowerInvariant())
        );
    }

    [Fact]
    public void Keeps_the_names_that_a_move_is_written_by()
    {
        var at = new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);
        var change = new RunChange
        {
            RunId = new("00000000-0000-0000-0000-000000000001"),
            Known = 1,
            Status = "open",
            Awaiting = 2,
            DueAt = at,
            BrokenAt = at,
            EndedAt = at,
            SessionId = new("00000000-0000-0000-0000-000000000002"),
            Source = "cli",
            Report = 7,
            Begins = new(new("00000000-0000-0000-0000-000000000003"), "milk", "/home/me", at),
            Events =
            [
                new(
                    "broken",
                    2,
                    "captured",
                    at,
                    at,
                    new(
                        new("00000000-0000-0000-0000-000000000004"),
                        "late",
                        new("home", "title", "message", 3, ["bell"], "https://example.com")
                    )
                ),
            ],
        };

        Assert.Equal(
            """{"run_id":"00000000-0000-0000-0000-000000000001","known":1,"status":"open","awaiting":2,"due_at":"2026-11-23T10:00:00+00:00","broken_at":"2026-11-23T10:00:00+00:00","ended_at":"2026-11-23T10:00:00+00:00","session_id":"00000000-0000-0000-0000-000000000002","source":"cli","report":7,"begins":{"pipeline_id":"00000000-0000-0000-0000-000000000003","subject":"milk","project_path":"/home/me","started_at":"2026-11-23T10:00:00+00:00"},"events":[{"kind":"broken","place":2,"link":"captured","at":"2026-11-23T10:00:00+00:00","due_at":"2026-11-23T10:00:00+00:00","tell":{"persona_id":"00000000-0000-0000-0000-000000000004","comment":"late","ntfy":{"topic":"home","title":"title","message":"message","priority":3,"tags":["bell"],"click":"https://example.com"}}}]}""",
            Regex.Unescape(JsonSerializer.Serialize(change, typeof(RunChange), Stored))
        );
    }

    [Fact]
    public void Keeps_the_grades_of_tool_calls_in_their_order() =>
        Assert.Equal(["Started", "Interrupted", "Denied", "Errored", "Ok"], Enum.GetNames<ToolStatus>());

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"hook_specific_output":{"hook_event_name":"PreToolUse","permission_decision":"deny"}}""")]
    public void Takes_no_answer_of_an_older_silo_for_one_that_allows(string written) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(written, MessagesJson.Default.SessionAnswer));

    [Fact]
    public void Keeps_what_a_caller_is_written_as() =>
        Assert.Equal(
            """{"source":"claude-code","user":"1000","device":"here","agent":"claude-code","session":"00000000-0000-0000-0000-000000000001"}""",
            JsonSerializer.Serialize(
                new Caller("claude-code")
                {
                    User = "1000",
                    Device = "here",
                    Agent = "claude-code",
                    Session = SessionId.Parse("00000000-0000-0000-0000-000000000001", null),
                },
                MessagesJson.Default.Caller
            )
        );

    [Fact]
    public void Keeps_the_words_of_kinds()
    {
        Assert.Equal(
            "Unknown SessionStart Prompt Command CommandShellLine ToolCall ToolSuccess ToolFailure ToolBatch TurnEnd "
                + "TurnFailure ModelRequest SubagentStart SubagentEnd CompactionStart CompactionEnd SettingsChange "
                + "SessionEnd TurnInterruption PermissionRequest PermissionRefusal",
            string.Join(' ', Enum.GetNames<EventKind>())
        );
        Assert.Equal(
            "unknown read find search lookup write edit shell other_shell job fetch web_search agent skill plan "
                + "question worktree mcp",
            string.Join(' ', Enum.GetValues<ToolKind>().Select(kind => kind.Word()))
        );
    }

    [Fact]
    public void Keeps_the_words_of_modes() =>
        Assert.Equal(["execution", "sparring", "debug"], Enum.GetValues<Mode>().Select(mode => mode.Word()));
}
