using Brain.Messages.Skills;

namespace Brain.Domain.Skills.Scan;

/// <summary>What a scan has found so far.</summary>
internal sealed class ScanNotes
{
    private const int FindingsMax = 500;
    private const int OfRuleMax = 50;
    private const int StartsMax = 2_000;
    private const int ReasonMax = 240;

    private readonly Dictionary<(string Rule, string Path, int Line), ScanFinding> _findings = [];
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>Files that a skill gets from another host, and whether that host is a doubtful one.</summary>
    public Dictionary<string, bool> Loaded { get; } = new(StringComparer.Ordinal);

    public List<ScanSignal> Signals { get; } = [];

    /// <summary>Files that are run, as commands name them.</summary>
    public List<ScanStart> Starts { get; } = [];

    /// <summary>Files that were read as commands, or as code of another language than a shell's.</summary>
    public HashSet<(string Path, bool IsShell)> Read { get; } = [];

    public bool RunsShell { get; set; }
    public SortedSet<string> RunsFirst { get; } = new(StringComparer.Ordinal);
    public SortedSet<string> Programs { get; } = new(StringComparer.Ordinal);
    public SortedSet<string> Hosts { get; } = new(StringComparer.Ordinal);
    public SortedSet<string> Writes { get; } = new(StringComparer.Ordinal);
    public SortedSet<string> Secrets { get; } = new(StringComparer.Ordinal);
    public SortedSet<string> Tools { get; } = new(StringComparer.Ordinal);

    public IEnumerable<ScanFinding> Findings => _findings.Values;

    /// <summary>Notes a finding; of two at one place the worse stays.</summary>
    public void Add(ScanRule rule, ScanPlace at, string reason, ScanSeverity? severity = null)
    {
        var level = severity ?? rule.Severity;
        if (at.IsMentioned)
            level = level == ScanSeverity.Error ? ScanSeverity.Warning : ScanSeverity.Note;
        var key = (rule.Id, at.Path, at.Line);
        if (_findings.TryGetValue(key, out var before) && before.Severity >= level)
            return;
        // The worst of a rule must not drown in what is harmless.
        var count = _counts.GetValueOrDefault(rule.Id);
        if (before is null && level != ScanSeverity.Error && (count >= OfRuleMax || _findings.Count >= FindingsMax))
            return;
        if (_findings.Count >= 2 * FindingsMax)
            return;
        _counts[rule.Id] = count + 1;
        _findings[key] = new(rule.Id, level, at.Path, at.Line, Plain(reason));
    }

    public void Signal(ScanSignalKind kind, ScanPlace at, string what, bool isStrong = false)
    {
        if (Signals.Count < 10_000)
            Signals.Add(new(kind, at, what, isStrong));
    }

    public void Start(ScanPlace at, string program, string file)
    {
        if (Starts.Count < StartsMax && file.Length > 0)
            Starts.Add(new(at, program, file));
    }

    /// <summary>
    /// Takes what was found in a text that may be no code at all: no mere notes, and no names of programs, which any
    /// word at the start of a line looks like.
    /// </summary>
    public void Take(ScanNotes doubtful)
    {
        foreach (var finding in doubtful.Findings.Where(one => one.Severity >= ScanSeverity.Warning))
            Add(
                ScanRules.All.First(rule => rule.Id == finding.Rule),
                new(finding.Path, finding.Line),
                finding.Reason,
                finding.Severity
            );
        Signals.AddRange(doubtful.Signals);
        Starts.AddRange(doubtful.Starts);
        Hosts.UnionWith(doubtful.Hosts);
        Secrets.UnionWith(doubtful.Secrets);
    }

    public SkillCapabilities Capabilities() =>
        new()
        {
            RunsShell = RunsShell,
            RunsFirst = List(RunsFirst),
            Programs = List(Programs),
            Hosts = List(Hosts),
            Writes = List(Writes),
            Secrets = List(Secrets),
            Tools = List(Tools),
        };

    private static string[] List(SortedSet<string> names) => [.. names.Select(Plain).Take(SkillCapabilities.ListMax)];

    // What is shown must neither tell a secret nor play with a terminal.
    private static string Plain(string text)
    {
        var whole = text.Length > 4 * ReasonMax ? text[..(4 * ReasonMax)] : text;
        var plain = string.Concat(whole.Select(c => char.IsControl(c) || HiddenText.IsHidden(c) ? ' ' : c)).Trim();
        return Brain.Domain.Text.Redaction.Clean(plain, ReasonMax)!;
    }
}
