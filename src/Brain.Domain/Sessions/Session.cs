using System.Collections.Immutable;
using Brain.Domain.Drift;
using Brain.Domain.Knowledge;
using Brain.Domain.Tools;
using Brain.Domain.Watching;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions;

/// <summary>
/// One agent session: what it is for, what it may do and where its turns stand.
/// Shape: what the decisions need and no more. Source: <c>v2.sessions</c>, <c>v2.turns</c>, <c>v2.tool_calls</c>
/// and <c>v2.decisions</c>, read once by <c>load_sessions</c>; after that each commit brings the next one.
/// </summary>
public sealed record Session
{
    /// <summary>The agent's id.</summary>
    public required SessionId Id { get; init; }

    /// <summary>It has a row. The first event of any kind opens it.</summary>
    public bool Opened { get; init; }

    /// <summary>The agent or door that opened it; null before that.</summary>
    public string? Source { get; init; }

    /// <summary>Where it is in its life.</summary>
    public SessionStatus Status { get; init; } = SessionStatus.Active;

    /// <summary>The agent's process that it lives in, as was told last; null when nobody told.</summary>
    public int? Process { get; init; }

    /// <summary>
    /// Of which machine's processes that is one, or where it runs when nobody told a process; null when not known.
    /// </summary>
    public string? Machine { get; init; }

    /// <summary>The session in the process that it was told to live in, or in the one that is known.</summary>
    public Session LivesIn(int? process, string? machine) =>
        process is not null ? this with { Process = process, Machine = machine }
        : Process is null ? this with { Machine = machine ?? Machine }
        : this;

    /// <summary>The folder it works in, as it was given.</summary>
    public string? Project { get; init; }

    /// <summary>Which project that is: its git remote, or else the real path of its repository or folder.</summary>
    public string? ProjectKey { get; init; }

    /// <summary>What it is for: 1 to <see cref="DeclarePurpose.PurposeMax"/> characters, or null.</summary>
    public string? Purpose { get; init; }

    /// <summary>The purpose was taken from the first prompt; nobody declared it.</summary>
    public bool Provisional { get; init; }

    /// <summary>What the agent may do.</summary>
    public Mode Mode { get; init; }

    /// <summary>The most tokens it may use, or null for no cap.</summary>
    public long? BudgetCap { get; init; }

    /// <summary>Tokens used so far, in and out, sub-agents included.</summary>
    public long TokensTotal { get; init; }

    /// <summary>What of the cap was used by the sessions that this one goes on from.</summary>
    public long UsedBefore { get; init; }

    /// <summary>
    /// Tokens of the model requests that the plugin's module told of, and what was used before it did; the transcript
    /// tells of the same ones later.
    /// </summary>
    public long TokensStepped { get; init; }

    /// <summary>
    /// The newest requests told of, by <see cref="ModelRequestGate"/>'s keys, so that each counts once.
    /// </summary>
    public ImmutableArray<string> Steps { get; init; } = [];

    /// <summary>
    /// The turn in which the plugin's module last asked about a request; it will ask about the next one too.
    /// </summary>
    public int? AsksInTurn { get; init; }

    /// <summary>What was said lately, so that it is not said twice when an event arrives twice.</summary>
    public ImmutableArray<AnsweredEvent> AnsweredEvents { get; init; } = [];

    /// <summary>The person was told that four fifths of this cap are used.</summary>
    public bool Warned { get; init; }

    /// <summary>The most that it may cost in dollars, or null for no cap of its own.</summary>
    public decimal? BudgetUsd { get; init; }

    /// <summary>What of that cap was used by the sessions that this one goes on from.</summary>
    public decimal UsdBefore { get; init; }

    /// <summary>The caps in dollars of which the person was told that four fifths are used.</summary>
    public ImmutableArray<string> SpendWarned { get; init; } = [];

    /// <summary>What caps in dollars hold, and what of them is used. Read anew for each decision.</summary>
    public SpendStanding Spend { get; init; } = SpendStanding.None;

    /// <summary>It fails closed: without a purpose no prompt, and its hooks may not be taken away.</summary>
    public bool Hard { get; init; }

    /// <summary>Turns so far; also the number of the newest.</summary>
    public int TurnCount { get; init; }

    /// <summary>The turn that has begun and not ended.</summary>
    public OpenTurn? Open { get; init; }

    /// <summary>
    /// Its agent told that it ended, and nobody closed it: a command in another window is work then. Kept in memory
    /// only.
    /// </summary>
    public bool WasLeft { get; init; }

    /// <summary>
    /// The turn that was under way when the session ended, for as long as it is the newest. Kept in memory only.
    /// </summary>
    public OpenTurn? CutOff { get; init; }

    /// <summary>The turn that was cut off when the session ended, where the event is of that one; else null.</summary>
    public OpenTurn? CutOffBy(HookEvent hookEvent) =>
        CutOff is { PromptId: { } prompt } open && open.Num == TurnCount && prompt == hookEvent.PromptId ? open : null;

    /// <summary>
    /// A slash command of the brain that waits for its expansion; a turn only if it goes on without one.
    /// </summary>
    public HeldPrompt? Held { get; init; }

    /// <summary>Every prompt that became a turn, with the turn's number.</summary>
    public ImmutableDictionary<Guid, int> Prompts { get; init; } = ImmutableDictionary<Guid, int>.Empty;

    /// <summary>Prompts that were slash commands and were answered by the brain.</summary>
    public ImmutableHashSet<Guid> Answered { get; init; } = [];

    /// <summary>Tool calls of the newest turn, with how far each got.</summary>
    public ImmutableDictionary<string, ToolStatus> Tools { get; init; } = ImmutableDictionary<string, ToolStatus>.Empty;

    /// <summary>Calls of this turn and of those before it, by the agent's own id, which may come again.</summary>
    public ImmutableDictionary<string, ImmutableArray<RememberedCall>> Calls { get; init; } =
        ImmutableDictionary<string, ImmutableArray<RememberedCall>>.Empty;

    /// <summary>The same calls as personas see them, in the order of their first events.</summary>
    public ImmutableArray<ToolCall> ToolCalls { get; init; } = [];

    /// <summary>What was asked and answered in the newest turn, once it has ended.</summary>
    public LastTurn? Last { get; init; }

    /// <summary>What each persona's line in the footer was last, and in which turn.</summary>
    public ImmutableDictionary<Guid, ShownLine> Lines { get; init; } = ImmutableDictionary<Guid, ShownLine>.Empty;

    /// <summary>
    /// What can't be read in personas' files, as far as this session was told. Kept in memory only; after a restart it
    /// is told again.
    /// </summary>
    public ImmutableHashSet<string> Faults { get; init; } = [];

    /// <summary>Where drift stands, with the checkpoint that waits for an answer.</summary>
    public DriftLevel Drift { get; init; } = DriftLevel.Calm;

    /// <summary>
    /// The turn that the Cop judged last, until what its words mean is known. Kept in memory only: a turn that a
    /// restart comes after is judged by its signs alone.
    /// </summary>
    public JudgedTurn? Judged { get; init; }

    /// <summary>
    /// What the Cop saw after a turn's footer was told; the next prompt's answer tells it. Kept in memory only.
    /// </summary>
    public string? LateLine { get; init; }

    /// <summary>The prompt that a checkpoint held back, so that it need not be typed again.</summary>
    public HeldPrompt? HeldBack { get; init; }

    /// <summary>
    /// The prompt that was blocked last: an agent may put it back into its input box, and what is typed next stands
    /// behind it. Kept in memory only.
    /// </summary>
    public string? PutBack { get; init; }

    /// <summary>Links of pipelines that calls of the newest turn reached, as told. Kept in memory only.</summary>
    public ImmutableArray<string> Reached { get; init; } = [];

    /// <summary>The rules whose sentences the model was told in the newest turn. Kept in memory only.</summary>
    public ImmutableArray<Guid> Reminded { get; init; } = [];

    /// <summary>Tool calls that failed since the last that did not.</summary>
    public int FailuresInARow { get; init; }

    /// <summary>
    /// The deliveries heard last, at most <see cref="HeardMax"/>: a carrier that gave up waiting delivers again, and
    /// its first try may still arrive after that. Kept in memory only; what outlives it is <c>brain.replayed</c>.
    /// </summary>
    public ImmutableArray<Guid> Heard { get; init; } = [];

    /// <summary>Deliveries remembered. One session has few under way at once.</summary>
    public const int HeardMax = 16;

    /// <summary>When it began, as far as what others learn since is told to it; null before it is opened.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>
    /// The person has it told nothing by itself of other sessions; null when they never said so.
    /// </summary>
    public bool? Muted { get; init; }

    /// <summary>
    /// What the person must know since its start and has not been shown, for their agent shows nothing then; empty once
    /// it was.
    /// </summary>
    public string? Unshown { get; init; }

    /// <summary>
    /// Facts that it was told, each once, with the turn, which is negative for those that a call told, or its start
    /// where it went on; 0 for those that its first start told.
    /// </summary>
    public ImmutableDictionary<Guid, int> FactsHeard { get; init; } = ImmutableDictionary<Guid, int>.Empty;

    /// <summary>
    /// Whether a learning, as it stands now, is what the session heard of it last: that it holds, or that it was
    /// refuted.
    /// </summary>
    internal bool HasHeard(KnownLearning learning) =>
        FactsHeard.TryGetValue(learning.Fact, out var turn)
        && !(FactsHeard.TryGetValue(KnownLearning.RefutedFact(learning.Fact), out var other) && At(turn) < At(other));

    // At a call of a turn is behind its prompt, and kept below zero.
    private static long At(int turn) => (2L * Math.Abs((long)turn)) + (turn < 0 ? 1 : 0);

    /// <summary>The turn in which something was last recalled at a tool call. Kept in memory only.</summary>
    public int? RecalledInTurn { get; init; }

    /// <summary>A cap is reached, or can't be held: no prompt, tool or further model request.</summary>
    public bool BudgetReached => TokensReached || this.SpendReached() is not null || this.UnpricedRefused() is not null;

    /// <summary>The cap on tokens is reached.</summary>
    public bool TokensReached => BudgetCap is { } cap && TokensUsed >= cap;

    /// <summary>The larger of both counts, for each may lag behind the other, and what was used before.</summary>
    public long TokensUsed => UsedBefore + Math.Max(TokensTotal, TokensStepped);
}

/// <summary>A turn that has begun.</summary>
/// <param name="Num">1-based place in the session.</param>
/// <param name="PromptId">Its prompt, or null when the agent is too old to say.</param>
/// <param name="StartedAt">When the prompt came.</param>
/// <param name="UserMessage">What was said, or null when nobody typed it.</param>
public sealed record OpenTurn(int Num, Guid? PromptId, DateTimeOffset StartedAt, string? UserMessage)
{
    /// <summary>Who opened it when no person typed it; else null.</summary>
    public string? Origin { get; init; }
}

/// <summary>A turn that has ended.</summary>
/// <param name="Num">1-based place in the session.</param>
/// <param name="Asked">What the person said, or null.</param>
/// <param name="Answered">What the assistant said last, or null.</param>
public sealed record LastTurn(int Num, string? Asked, string? Answered)
{
    /// <summary>No person typed what opened it.</summary>
    public bool IsNobodys { get; init; }
}

/// <summary>A persona's line as it was shown last.</summary>
/// <param name="Line">The whole line.</param>
/// <param name="Turn">Under which turn.</param>
public sealed record ShownLine(string Line, int Turn);
