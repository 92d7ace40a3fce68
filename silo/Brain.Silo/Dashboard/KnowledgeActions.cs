using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Brain.Messages.Commands;
using Brain.Messages.Knowledge;
using Brain.Postgres.Knowledge;
using Brain.Silo.Knowledge;

namespace Brain.Silo.Dashboard;

/// <summary>
/// What a person says of learnings, and what shall be forgotten: looked at first, and only then taken.
/// </summary>
internal sealed class KnowledgeActions(
    LearningStore learnings,
    LearningCommands commands,
    ForgetRunner forget,
    TypedForget typed,
    TimeProvider clock
)
{
    /// <summary>So long a look counts.</summary>
    public static readonly TimeSpan LookedFor = TimeSpan.FromMinutes(10);

    private const int PlacesMax = 12;
    private const int ToldMax = 200;

    private readonly ConcurrentDictionary<string, DateTimeOffset> _looked = new(StringComparer.Ordinal);

    /// <summary>
    /// Says what a learning is worth: <c>activate ID</c>, <c>importance ID 4</c>, <c>supersede ID by ID</c>.
    /// </summary>
    public async Task<CommandResult> Judge(string[] words, Caller by, CancellationToken stop)
    {
        var change = words switch
        {
            ["activate", _] => new ChangeLearning("active", null, null),
            ["reject", _] => new ChangeLearning("rejected", null, null),
            ["archive", _] => new ChangeLearning("archived", null, null),
            ["importance", _, var number] when short.TryParse(number, CultureInfo.InvariantCulture, out var much) =>
                new ChangeLearning(null, much, null),
            ["supersede", _, "by", var better] when ForgetStore.IsBeginning(better) => new ChangeLearning(
                "superseded",
                null,
                null
            ),
            _ => null,
        };
        if (change is null || !ForgetStore.IsBeginning(words[1]))
            return CommandResult.Refused(
                "learnings.unreadable",
                $"'{string.Join(' ', words)}' is nothing that can be said of a learning; nothing was changed."
            );
        if (await learnings.Find(words[1], stop) is not [var one])
            return NoneOf(words[1]);
        if (words is ["supersede", _, "by", var other])
        {
            if (await learnings.Find(other, stop) is not [var next])
                return NoneOf(other);
            change = change with { SupersededBy = next.Id };
        }

        return CommandResult.Of(await commands.Change(one, change, by));
    }

    /// <summary>
    /// Lists what forgetting would take; with <c>yes</c> at the end, and once it was listed, takes it.
    /// </summary>
    /// <param name="args">What shall go, and then yes or nothing.</param>
    /// <param name="isTyped">It is said as to the command line; else it is a text, whatever stands in it.</param>
    /// <param name="by">Who says it.</param>
    /// <param name="stop">Gives up the look.</param>
    /// <returns>What became of it, and whether it only told.</returns>
    public async Task<(CommandResult Result, bool OnlyTold)> Forget(
        string[] args,
        bool isTyped,
        Caller by,
        CancellationToken stop
    )
    {
        if (!by.IsPerson)
            return (CommandResult.Refused("forget.person", "Only a person has something forgotten."), true);
        var said = args is [var first, ..] ? first.Trim() : "";
        var (target, refusal) = isTyped ? await typed.Read(said, stop) : (new(said, null, null), null);
        if ((refusal ?? target!.Fault()) is { } fault)
            return (CommandResult.Of(fault), true);
        var mark = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{target}")));
        var now = clock.GetUtcNow();
        foreach (var (old, _) in _looked.Where(one => now - one.Value > LookedFor))
            _looked.TryRemove(old, out _);
        if (args is not [_, "yes", ..])
        {
            _looked[mark] = now;
            return (new(ToText(await forget.Rehearse(target!, stop))), true);
        }

        if (!_looked.TryRemove(mark, out _))
            return (
                CommandResult.Refused("forget.unseen", "Look first at what it would take; nothing was changed."),
                true
            );
        await forget.Start(target!, CancellationToken.None);
        return (new("It is being forgotten, in every version and file; brain forget tells how far it is."), false);
    }

    /// <summary>Lists learnings of a status, or shows one: <c>list rejected</c>, <c>show ID</c>.</summary>
    public async Task<CommandResult> Tell(string[] words, string? project, CancellationToken stop) =>
        words switch
        {
            [] or ["list"] => ToText(await learnings.List("active", project, ToldMax, stop)),
            ["list", var status] => ToText(await learnings.List(status, project, ToldMax, stop)),
            ["show", var id] when ForgetStore.IsBeginning(id) => ToText(await learnings.Find(id, stop)),
            _ => CommandResult.Refused("learnings.unreadable", "Expected list [STATUS] or show ID."),
        };

    private static CommandResult ToText(LearningSummary[] some) =>
        new(
            some.Length == 0
                ? "There is none."
                : string.Join(
                    '\n',
                    some.Select(one => $"{one.Id.ToString()[..8]}  {one.Status}  {one.Kind}  {one.Text}")
                )
        );

    private static CommandResult NoneOf(string id) =>
        CommandResult.Refused("learnings.unknown", $"There is no one learning {id}; nothing was changed.");

    private static string ToText(ForgetReport report) =>
        report.Found.Length == 0
            ? "Nothing holds this text; nothing would be taken."
            : "Forgetting would take this for good, and no undo brings it back:\n"
                + string.Join(
                    '\n',
                    report.Found.Take(PlacesMax).Select(one => $"  {one.Table}.{one.Column}: {one.Count}")
                )
                + (report.Found.Length > PlacesMax ? $"\n  and {report.Found.Length - PlacesMax} more places" : "")
                + string.Concat(report.Left.Select(one => $"\nIt stays: {one}"));
}
