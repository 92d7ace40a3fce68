using Brain.Messages.Skills;

namespace Brain.Domain.Skills.Scan;

/// <summary>Deeds whose parts stand apart: what is read here and sent there, what is done and kept quiet.</summary>
internal static class DataFlow
{
    public static void Join(ScanNotes notes)
    {
        var signals = notes.Signals.Where(one => !one.At.IsMentioned).ToArray();
        foreach (var file in signals.GroupBy(one => one.At.Path, StringComparer.Ordinal))
        {
            Sent([.. file], notes);
            Quiet([.. file], notes);
        }

        Across(signals, notes);
    }

    // In one fence, or one script.
    private static void Sent(ScanSignal[] file, ScanNotes notes)
    {
        foreach (
            var unit in file.Where(one => one.At.Unit.Length > 0).GroupBy(one => one.At.Unit, StringComparer.Ordinal)
        )
        {
            var sends = unit.Where(one => one.Kind == ScanSignalKind.Send).ToArray();
            var reaches = unit.Any(one => one.Kind == ScanSignalKind.Fetch) && unit.Any(one => one.At.IsCode);
            foreach (var secret in unit.Where(one => one.Kind == ScanSignalKind.Secret))
            {
                if (sends.Length > 0 && (secret.IsStrong || sends.Any(one => one.IsStrong)))
                    notes.Add(ScanRules.Exfiltration, secret.At, $"reads {secret.What}, and sends to {To(sends)}");
                else if (sends.Length > 0)
                    notes.Add(
                        ScanRules.Exfiltration,
                        secret.At,
                        $"reads {secret.What}, and sends to {To(sends)}",
                        ScanSeverity.Warning
                    );
                else if (reaches && secret.IsStrong)
                    notes.Add(
                        ScanRules.Exfiltration,
                        secret.At,
                        $"reads {secret.What}, and speaks to another host",
                        ScanSeverity.Warning
                    );
            }
        }

        // A page tells in prose what a fence of it has found out.
        var prose = file.Where(one => one.Kind == ScanSignalKind.Send && one.IsStrong && one.At.Unit.Length == 0)
            .ToArray();
        if (
            prose.Length > 0
            && file.FirstOrDefault(one => one.Kind == ScanSignalKind.Secret && one.IsStrong) is { } read
        )
            notes.Add(ScanRules.Exfiltration, read.At, $"reads {read.What}, and the page has it sent to {To(prose)}");
    }

    private static void Quiet(ScanSignal[] file, ScanNotes notes)
    {
        foreach (var conceal in file.Where(one => one.Kind == ScanSignalKind.Conceal))
        {
            var deed = Array.Find(file, one => one.Kind switch
                {
                    ScanSignalKind.Send or ScanSignalKind.Persist or ScanSignalKind.Secret => true,
                    ScanSignalKind.Fetch or ScanSignalKind.Run => conceal.IsStrong
                        && Math.Abs(one.At.Line - conceal.At.Line) < 20,
                    _ => false,
                });
            if (
                deed is not null
                && (conceal.IsStrong || deed.IsStrong || Math.Abs(deed.At.Line - conceal.At.Line) < 12)
            )
                notes.Add(
                    ScanRules.Conceal,
                    conceal.At,
                    $"says: {conceal.What}; and {Words(deed)}",
                    ScanSeverity.Error
                );
        }
    }

    // One script reads and another sends.
    private static void Across(ScanSignal[] signals, ScanNotes notes)
    {
        var sends = signals.Where(one => one is { Kind: ScanSignalKind.Send, At.IsCode: true }).ToArray();
        foreach (
            var secret in signals.Where(one => one is { Kind: ScanSignalKind.Secret, IsStrong: true, At.IsCode: true })
        )
        {
            var other = sends.Where(one => one.At.Path != secret.At.Path).ToArray();
            if (other.Length > 0)
                notes.Add(
                    ScanRules.Exfiltration,
                    secret.At,
                    $"reads {secret.What}, and {other[0].At.Path} sends to {To(other)}",
                    secret.What == CodeDetector.WholeEnvironment && !other.Any(one => one.IsStrong)
                        ? ScanSeverity.Warning
                        : ScanSeverity.Error
                );
        }
    }

    private static string Words(ScanSignal deed) =>
        deed.Kind switch
        {
            ScanSignalKind.Send => $"sends to {To([deed])}",
            ScanSignalKind.Persist => $"writes {deed.What}",
            ScanSignalKind.Secret => $"reads {deed.What}",
            ScanSignalKind.Fetch => "gets something from another host",
            _ => "runs something",
        };

    private static string To(ScanSignal[] sends) =>
        sends.Select(one => NetworkPlaces.Host(one.What) ?? one.What).FirstOrDefault(host => host != "*")
        ?? "another host";
}
