using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Brain.Domain.Pipelines;
using Brain.Domain.Sessions;
using Brain.Domain.Skills;
using Brain.Domain.Tools;
using Brain.Messages.Projects;
using Brain.Messages.Sessions;
using Brain.Models.Chat;
using Brain.Models.Embeddings;
using Brain.Silo.Files;

namespace Brain.Silo.Configuration;

/// <summary>
/// The rules as a person configured them in <c>brain.json</c> and <c>prices.json</c>, read again whenever they change.
/// Shape: <see cref="BrainJson"/>, <see cref="PricesFile"/>. A project's lines come before the general ones, and those
/// before the defaults; the first that covers a tool decides. A file that can't be read changes nothing: the rules
/// before it go on, and the log and <c>brain doctor</c> say why.
/// </summary>
internal sealed partial class BrainConfiguration(BrainSettings settings, ILogger<BrainConfiguration> logger)
{
    private static readonly ImmutableDictionary<(string, string?), ProjectSettings> NoRules = ImmutableDictionary<
        (string, string?),
        ProjectSettings
    >.Empty;

    private readonly Lock _reading = new();
    private readonly WatchedFile<BrainJson> _file = new(settings.ConfigFile, new(), text =>
        BrainJsonCheck.Whole(JsonSerializer.Deserialize(text, BrainJsonFormat.Default.BrainJson))
    );

    private readonly WatchedFile<PriceList> _prices = new(settings.PricesFile, PriceList.Default, PricesFile.Read);
    private PersonaRules _personas = PersonaRules.Default;
    private string[] _odd = [];
    private ImmutableDictionary<(string, string?), ProjectSettings> _rules = NoRules;

    /// <summary>
    /// What is wrong with the files now, a sentence each: why one can't be read, and what it says that can't be
    /// followed.
    /// </summary>
    public string[] Faults
    {
        get
        {
            lock (_reading)
            {
                Refresh();
                return [.. new[] { _file.Fault, _prices.Fault }.OfType<string>(), .. _odd];
            }
        }
    }

    /// <summary>
    /// The rules of one project: those of the nearest folder above it that is configured, and else those of its
    /// repository, in whichever worktree or clone they were said.
    /// </summary>
    public ProjectSettings Of(string? project, string? projectKey = null)
    {
        lock (_reading)
        {
            Refresh();
            var key = (project ?? "", projectKey);
            if (_rules.TryGetValue(key, out var known))
                return known;
            var rules = Of(project ?? "", projectKey, _file.Value);
            _rules = _rules.Add(key, rules);
            return rules;
        }
    }

    /// <summary>The folders of projects that have a section <c>budgets</c>.</summary>
    public string[] Budgeted
    {
        get
        {
            lock (_reading)
            {
                Refresh();
                return
                [
                    .. (_file.Value.Projects ?? [])
                        .Where(project => project.Budgets is not null)
                        .Select(project => project.Path)
                        .OfType<string>(),
                ];
            }
        }
    }

    /// <summary>What tokens cost; null while <c>prices.json</c> can't be read.</summary>
    public PriceList? Prices
    {
        get
        {
            lock (_reading)
            {
                Refresh();
                return _prices.Fault is null ? _prices.Value : null;
            }
        }
    }

    /// <summary>What is configured about personas.</summary>
    public PersonaRules Personas
    {
        get
        {
            lock (_reading)
            {
                Refresh();
                return _personas;
            }
        }
    }

    /// <summary>The least that <c>keep_history_days</c> may say: an undo needs the days before it.</summary>
    public const int KeepHistoryDaysMin = 7;

    /// <summary>
    /// How many days history is kept; for ever when null, as when the file can't be read or the number is out of its
    /// range.
    /// </summary>
    public int? KeepHistoryDays
    {
        get
        {
            lock (_reading)
            {
                Refresh();
                return _file.Fault is null && _file.Value.KeepHistoryDays is >= KeepHistoryDaysMin and var days
                    ? days
                    : null;
            }
        }
    }

    /// <summary>The most tokens of the list of verified skills in a file: 50 to 10,000.</summary>
    public int SkillTokens
    {
        get
        {
            lock (_reading)
            {
                Refresh();
                var (min, max) = BrainJsonCheck.SkillTokens;
                return Math.Clamp(_file.Value.SkillTokens ?? SkillBlock.TokensDefault, min, max);
            }
        }
    }

    /// <summary>
    /// Whether the brain reads by itself what agents wrote down. A file that can't be read changes nothing; a word that
    /// is none switches it off, for something was meant.
    /// </summary>
    public bool Imports
    {
        get
        {
            lock (_reading)
            {
                Refresh();
                return _file.Value.Import is null or "auto";
            }
        }
    }

    /// <summary>
    /// The chat model as configured now. A file that can't be read names none: a question must not go where its author
    /// no longer means it to go.
    /// </summary>
    public ChatParse Chat()
    {
        lock (_reading)
        {
            Refresh();
            if (_file.Fault is { } fault)
                return new(Settings: null, $"No chat model is asked while brain.json can't be read. {fault}");
            return (_file.Value.Projects ?? []).FirstOrDefault(project => project.Chat is not null) is { } odd
                ? new(
                    Settings: null,
                    $"No chat model is asked: \"chat\" stands in the project {odd.Path} of brain.json; expected "
                        + "beside \"projects\", for all of them."
                )
                : ChatSettings.Read(_file.Value.Chat);
        }
    }

    /// <summary>
    /// The sentence model as configured now. A file that can't be read names none: a text must not go where its author
    /// no longer means it to go.
    /// </summary>
    public EmbeddingParse Embeddings()
    {
        lock (_reading)
        {
            Refresh();
            if (_file.Fault is { } fault)
                return new(Settings: null, $"Nothing is embedded while brain.json can't be read. {fault}");
            return (_file.Value.Projects ?? []).FirstOrDefault(project => project.Embeddings is not null) is { } odd
                ? new(
                    Settings: null,
                    $"Nothing is embedded: \"embeddings\" stands in the project {odd.Path} of brain.json; expected "
                        + "beside \"projects\", for all of them."
                )
                : EmbeddingSettings.Read(_file.Value.Embeddings);
        }
    }

    /// <summary>
    /// People's ntfy as configured now. While the file can't be read nothing is sent, and messages are written as it
    /// said before; if it never could be read, they are written when it has the word, for then a server may be meant.
    /// </summary>
    public NtfyParse Ntfy()
    {
        lock (_reading)
        {
            Refresh();
            var reading = NtfySettings.Read(_file.Value.Ntfy);
            if (_file.Fault is { } fault)
            {
                return new(Settings: null, $"Nothing is sent to ntfy while brain.json can't be read. {fault}")
                {
                    Alerts = reading.Alerts ?? (_file.MayHave("\"ntfy\""u8) ? AlertRules.Default : null),
                };
            }

            return (_file.Value.Projects ?? []).FirstOrDefault(project => project.Ntfy is not null) is { } odd
                ? reading with
                {
                    Settings = null,
                    Fault =
                        $"Nothing is sent to ntfy: \"ntfy\" stands in the project {odd.Path} of brain.json; "
                        + "expected beside \"projects\", for all of them.",
                }
                : reading;
        }
    }

    /// <summary>
    /// What messages to ntfy are made from; null when no server is configured. With a fault they are written all the
    /// same, and wait.
    /// </summary>
    public AlertRules? Alerts => Ntfy().Alerts;

    private void Refresh()
    {
        if (_file.Refresh())
        {
            Changed(_file.Fault);
            _odd = _file.Fault is null ? [.. Odd(_file.Value)] : [];
            foreach (var text in _odd)
                LogOutOfRange(logger, text);
            _personas = PersonaRulesReader.Read(_file.Value.Personas, _ => { });
        }

        if (_prices.Refresh())
            Changed(_prices.Fault);
    }

    private string[] Odd(BrainJson file)
    {
        var all = new List<string>(BrainJsonCheck.Faults(file));
        _ = PersonaRulesReader.Read(file.Personas, all.Add);
        foreach (var one in (file.Projects ?? []).Prepend(new()))
        {
            _ = BudgetsReader.Read(one.Budgets, file.Budgets, all.Add);
            _ = BudgetsReader.RefusesUnpriced(one.Budgets, file.Budgets, all.Add);
            _ = HintsReader.Read(one.Hints, file.Hints, all.Add);
        }

        return [.. all.Distinct(StringComparer.Ordinal).Select(text => $"{settings.ConfigFile}: {text}")];
    }

    private void Changed(string? fault)
    {
        _rules = NoRules;
        if (fault is not null)
            LogUnreadable(logger, fault);
    }

    private ProjectSettings Of(string project, string? key, BrainJson file)
    {
        var nearest = (file.Projects ?? [])
            .Where(one => ProjectFolder.Holds(one.Path, project))
            .MaxBy(one => one.Path!.Length)
            ?? (file.Projects ?? []).FirstOrDefault(one => key is not null && IsProject(one.Path, key));
        var added = Lines(nearest?.Modes).AddRange(Lines(file.Modes));
        var table = added.IsEmpty
            ? ModeTable.Default
            : new ModeTable(added.AddRange(ModeTable.Default.Rules), $"{ModeTable.Default.Version}+{Hash(added)}");
        var sessions = new SessionSettings(
            table,
            nearest?.Hard ?? file.Hard ?? false,
            ModeWords.Parse(nearest?.Mode) ?? ModeWords.Parse(file.Mode) ?? Mode.Execution
        )
        {
            Prices = _prices.Value,
            SpendCaps = BudgetsReader.Read(nearest?.Budgets, file.Budgets, _ => { }),
            RefusesUnpriced = BudgetsReader.RefusesUnpriced(nearest?.Budgets, file.Budgets, _ => { }),
            ToleratesWeakSettings = nearest?.TolerateWeakSettings ?? file.TolerateWeakSettings ?? false,
        };
        return new(
            sessions,
            _personas.Footer,
            _personas.Drift,
            HintsReader.Read(nearest?.Hints, file.Hints, _ => { })
        );
    }

    private static ImmutableArray<ModeRule> Lines(Dictionary<string, RuleLine[]>? modes)
    {
        var lines = ImmutableArray.CreateBuilder<ModeRule>();
        foreach (var (mode, rules) in modes ?? [])
        {
            foreach (var line in rules)
            {
                if (
                    ModeWords.Parse(mode) is { } known
                    && line.Tools is { Length: > 0 } tools
                    && ToolPattern.Fault(tools) is null
                    && VerdictOf(line.Verdict) is { } verdict
                )
                    lines.Add(new(known, tools, verdict, $"mode.{known.Word()}.configured"));
            }
        }

        return lines.ToImmutable();
    }

    // What is said of a folder within a repository is said of that folder alone.
    private static bool IsProject(string? path, string key) =>
        ProjectFolders.IsRoot(path) && ProjectFolders.Look(path) == key;

    /// <summary>The verdict of that word; null when it is none.</summary>
    internal static Verdict? VerdictOf(string? word) =>
        word?.ToLowerInvariant() switch
        {
            "allow" => Verdict.Allow,
            "ask" => Verdict.Ask,
            "ask-unless-read-only" => Verdict.AskUnlessReadOnly,
            "ask-if-it-writes" => Verdict.AskIfItWrites,
            "deny" => Verdict.Deny,
            _ => null,
        };

    private static string Hash(ImmutableArray<ModeRule> rules) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', rules))))[..8];
}
