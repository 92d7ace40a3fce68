using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Brain.Domain.Knowledge.Recall;

/// <summary>
/// A tool call of another session that failed, with what worked after it. Source: <c>find_failed_calls.sql</c>,
/// <c>find_breaks.sql</c>.
/// </summary>
/// <param name="Id">Which call.</param>
/// <param name="Session">Whose.</param>
/// <param name="At">When it began.</param>
/// <param name="Target">What it was: a shell line.</param>
/// <param name="Error">What went wrong.</param>
public sealed record RecalledCall(Guid Id, Guid Session, DateTimeOffset At, string Target, string Error)
{
    /// <summary>By what it was found: a kind of <see cref="CallKey"/>.</summary>
    public string Kind { get; init; } = CallKey.File;

    /// <summary>The key that it was found by.</summary>
    public long Key { get; init; }

    /// <summary>The next call of that session that ran the same program and worked; null for none.</summary>
    public string? Fix { get; init; }

    /// <summary>Files that were changed in between, by their names.</summary>
    public ImmutableArray<string> Edited { get; init; } = [];

    /// <summary>Newer calls of the program that worked, in any session of the project.</summary>
    public ImmutableArray<string> WorkedSince { get; init; } = [];

    // Programs that stand beside others in a line, and are seldom what it is for.
    private static readonly FrozenSet<string> Beside = FrozenSet.Create(
        StringComparer.Ordinal,
        "echo",
        "printf",
        "cd",
        "ls",
        "pwd",
        "cat",
        "true",
        "head",
        "tail",
        "grep",
        "wc",
        "sleep",
        "mkdir",
        "set",
        "which",
        "test"
    );

    /// <summary>
    /// Without what worked next where that was something else: it runs none of the programs that the line is for, and
    /// has none of their words.
    /// </summary>
    internal RecalledCall WithOwnFix() => Fix is { } fix && !Follows(fix, Target) ? this with { Fix = null } : this;

    private static bool Follows(string fix, string line)
    {
        var all = CallLine.Commands(line);
        CalledCommand[] own = [.. all.Where(command => !Beside.Contains(Program(command)))];
        var meant = own.Length > 0 ? own : [.. all];
        return CallLine
            .Commands(fix)
            .Any(next =>
                meant.Any(command =>
                    Program(command) == Program(next)
                    || command.Words.Skip(1).Intersect(next.Words.Skip(1), StringComparer.Ordinal).Any()
                )
            );
    }

    private static string Program(CalledCommand command) => command.Head.Split(' ')[0];
}

/// <summary>What a session asks about the call that it is at.</summary>
/// <param name="Project">Which project.</param>
/// <param name="Session">Whose own calls are left out; null for none.</param>
/// <param name="Keys">By what earlier calls are found; one of a file asks what broke after it was changed.</param>
public sealed record RecallQuestion(string Project, Guid? Session, ImmutableArray<CallKey> Keys);
