using Brain.Domain.Sessions;
using Brain.Grains.Abstractions.Sessions;
using Brain.Grains.Ports;
using Brain.Messages.Commands;
using Brain.Messages.Sessions;
using Brain.Postgres.Sessions;
using Brain.Silo.Commands;
using Brain.Silo.Hosting;

namespace Brain.Silo.Dashboard;

/// <summary>
/// What a person says of one session, read as the command line reads it, and done by the session's grain.
/// </summary>
internal sealed class SessionActions(IGrainFactory grains, SessionStore store, ISpend spend)
{
    /// <summary>Says it, or without words tells how it stands.</summary>
    /// <param name="kind">purpose, mode, budget or hints.</param>
    /// <param name="session">Of which; refused without one.</param>
    /// <param name="args">What follows the verb.</param>
    /// <param name="by">Who says it.</param>
    public async Task<CommandResult> Run(CommandKind kind, SessionId? session, string args, Caller by)
    {
        if (session is not { } id)
            return CommandOrigin.NoSession(kind);
        var grain = grains.GetGrain<ISessionGrain>(id.Value);
        var word = args.Trim();
        return (kind, word) switch
        {
            (CommandKind.Hints, "") => await Told(() => grain.Switch(new(null), by)),
            (_, "") => await Standing(kind, id),
            (CommandKind.Purpose, _) => await Told(() => grain.Declare(new(word), by)),
            (CommandKind.Mode, _) when ModeWords.Parse(word) is { } mode => await Told(() =>
                grain.Change(new(mode), by)
            ),
            (CommandKind.Mode, _) => Refused("mode", word, "sparring, debug or execution"),
            (CommandKind.Budget, _) when SetBudget.TryRead(word, out var cap) => await Told(() => grain.Limit(cap, by)),
            (CommandKind.Budget, _) => Refused("budget", word, "200k, 1.5m, $5, day $20, week $80 or none"),
            (CommandKind.Hints, "on" or "off") => await Told(() => grain.Switch(new(word == "on"), by)),
            _ => Refused("hints", word, "on or off"),
        };
    }

    // In the words of the prompt.
    private async Task<CommandResult> Standing(CommandKind kind, SessionId id)
    {
        var session = await store.Load(id, CancellationToken.None);
        return kind switch
        {
            _ when !session.Opened => CommandResult.Refused("session.unknown", $"There is no session {id}."),
            CommandKind.Purpose => new(session.PurposeLine()),
            CommandKind.Mode => new($"Mode: {session.Mode.Explain()}."),
            _ => new((session with { Spend = await spend.Of(session, session.Project) }).BudgetLine()),
        };
    }

    private static async Task<CommandResult> Told(Func<Task<Receipt>> say) =>
        CommandResult.Of(await GrainRetry.Ask(say));

    private static CommandResult Refused(string verb, string word, string expected) =>
        CommandResult.Refused(
            $"{verb}.unreadable",
            $"'{word}' is no {verb}: expected {expected}. Nothing was changed."
        );
}
