using System.Collections.Immutable;

namespace Brain.Domain.Knowledge.Recall;

/// <summary>
/// How likely what is known about a call is right. Each number is the share that was right among recorded calls of its
/// kind, (right + 1) / (told + 2); which sessions, and what it came to on others, says <c>docs/knowledge.md</c>.
/// </summary>
internal static class AdviceScore
{
    /// <summary>A word that an error called wrong stands in the line, and nothing with it worked since.</summary>
    internal const double SameMisuse = 0.75;

    /// <summary>The very same line failed with this error, and another one worked.</summary>
    internal const double SameLine = 0.67;

    /// <summary>The error names a file, and went away with a change of that file.</summary>
    internal const double NamedFile = 0.8;

    /// <summary>The error went away with a change of other files.</summary>
    internal const double OtherFiles = 0.2;

    /// <summary>The same line failed before in a way that says nothing of the line itself.</summary>
    internal const double FailedBefore = 0.2;

    /// <summary>Anything else that has the error in common.</summary>
    internal const double OnlyTheError = 0.5;

    /// <summary>The file broke the same way after it was changed in two sessions.</summary>
    internal const double BrokeTwice = 0.5;

    /// <summary>The file broke something after it was changed once.</summary>
    internal const double BrokeOnce = 0.1;

    /// <summary>The most that what is found by a kind of key can come to.</summary>
    public static double Most(string kind) =>
        kind switch
        {
            CallKey.File => BrokeTwice,
            CallKey.Command => FailedBefore,
            _ => 1,
        };

    public static double BeforeCommand(string line, RecalledCall call)
    {
        if (call.Kind == CallKey.Misuse)
            return Wrong(line, call).Any(one => !call.WorkedSince.Any(worked => Has(worked, one))) ? SameMisuse : 0;
        var plain = CallLine.Plain(line);
        return
            call.Fix is { } fix
            && CallLine.Plain(fix) != plain
            && !call.WorkedSince.Any(worked => CallLine.Plain(worked) == plain)
            ? FailedBefore
            : 0;
    }

    public static double AfterError(string line, string error, RecalledCall call)
    {
        if (call.Fix is not { } fix)
            return 0;
        var isSameLine = CallLine.Plain(call.Target) == CallLine.Plain(line);
        var isSameFix = CallLine.Plain(fix) == CallLine.Plain(call.Target);
        // Found by the line alone, another error tells nothing of this one.
        if (call.Kind != CallKey.Error && CallKey.OfError(call.Error) != CallKey.OfError(error))
            return 0;
        if (isSameFix)
            return call.Edited.IsEmpty ? 0
                : call.Edited.Any(file => Names(error, file)) ? NamedFile
                : OtherFiles;
        if (Wrong(line, call).Any(one => !Has(fix, one)))
            return SameMisuse;
        return isSameLine ? SameLine : OnlyTheError;
    }

    public static double Break(string path, RecalledCall call, ImmutableArray<RecalledCall> all)
    {
        if (!Names(call.Error, CallKey.NameOf(path)))
            return 0;
        var key = CallKey.OfError(call.Error);
        return
            key is not null
            && all.Any(other => other.Session != call.Session && CallKey.OfError(other.Error) == key)
            ? BrokeTwice
            : BrokeOnce;
    }

    // What that call's error called wrong and this line has too.
    private static IEnumerable<(string Head, string Word)> Wrong(string line, RecalledCall call) =>
        Misuse.Of(call.Target, call.Error).Where(one => Has(line, one));

    private static bool Has(string line, (string Head, string Word) one) =>
        CallLine.Commands(line).Any(command => command.Parts.Contains(one));

    private static bool Names(string error, string file) => error.Contains(file, StringComparison.Ordinal);
}
