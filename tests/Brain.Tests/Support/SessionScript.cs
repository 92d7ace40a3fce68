using Brain.Domain.Sessions;
using Brain.Messages.Sessions;
using Brain.Postgres.Sessions;
using Brain.Tests.Sessions;

namespace Brain.Tests.Personas;

/// <summary>A session that things happen to, each written as the brain writes it.</summary>
internal sealed class SessionScript(PostgresFixture postgres, SessionBatchWriter writer)
{
    private readonly SessionStore _sessions = new(postgres.Database);
    private int _calls;

    public SessionId Id { get; } = Some.Id();

    public int Turns { get; private set; }

    public Guid LastPrompt { get; private set; }

    public async Task Hears(HookEvent hookEvent) =>
        await writer.Commit(
            (await Load()).Decide(hookEvent, SessionContext.Default, Some.Time.AddMinutes(Turns)).Change
        );

    public Task<Session> Load() => _sessions.Load(Id, TestContext.Current.CancellationToken);

    /// <summary>A whole turn: a prompt, a tool call and an answer.</summary>
    public async Task Turn(string text = "go on")
    {
        await BeginTurn(text);
        var call = $"toolu_{++_calls}";
        await Hears(Some.Tool(Id, "PreToolUse", "Edit", LastPrompt, call));
        await Hears(Some.Tool(Id, "PostToolUse", "Edit", LastPrompt, call));
        await Hears(Some.Stop(Id, LastPrompt));
    }

    public async Task BeginTurn(string text)
    {
        LastPrompt = Guid.NewGuid();
        await Hears(Some.Prompt(Id, text, LastPrompt));
        Turns++;
    }

    /// <summary>A model request of the last prompt is read from the transcript.</summary>
    public async Task Used(string message, long output) =>
        await writer.Commit(
            (await Load())
                .Decide(
                    new UsageFound([
                        new()
                        {
                            MessageId = $"{message} of {Id}",
                            RequestId = "r",
                            Model = "claude-opus-5-5",
                            At = Some.Time.AddMinutes(Turns),
                            PromptId = LastPrompt,
                            Input = 1,
                            Output = output,
                        },
                    ]),
                    PriceList.Default,
                    Some.Time
                )
                .Change
        );

    public Task Declares(string purpose) =>
        postgres.Run($"update v2.sessions set purpose = '{purpose}' where id = '{Id}'");

    public Task Learns(string text, int? ofTurn = null) =>
        postgres.Run(
            $$"""
            insert into v2.learnings (session_id, text, metadata)
            values ('{{Id}}', '{{text}}', '{{(ofTurn is null ? "{}" : $"{{\"turn_num\": {ofTurn}}}")}}')
            """
        );

    public Task Comments(int turn, string persona = "Cop") =>
        postgres.Run(
            $"""
            insert into v2.persona_comments (persona_id, session_id, turn_id, turn_num, comment)
            select p.id, t.session_id, t.id, t.turn_num, 'a comment'
            from v2.personas p join v2.turns t on t.session_id = '{Id}' and t.turn_num = {turn} where p.name = '{persona}'
            on conflict do nothing
            """
        );

    public Task Rates(int turn, string rating) =>
        postgres.Run(
            $"update v2.persona_comments set rating = '{rating}', rated_at = now() where session_id = '{Id}' and "
                + $"turn_num = {turn}"
        );

    public Task Drifts(int turn) =>
        postgres.Run(
            "insert into v2.drift_events (session_id, turn_id, drift_type, detail) select session_id, id, 'ai', "
                + $"'astray' from v2.turns where session_id = '{Id}' and turn_num = {turn}"
        );
}
