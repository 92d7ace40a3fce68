using System.Collections.Immutable;
using Brain.Domain.Sessions;
using Brain.Messages.Sessions;

namespace Brain.Silo.Engine;

/// <summary>
/// The rules as a person configured them in <c>brain.json</c>, read again whenever the file changes.
/// Shape: <c>{"hard": false, "mode": "execution", "modes": {"sparring": [{"tools": "Bash", "verdict": "deny"}]},
/// "projects": [{"path": "/home/me/site", "hard": true, …}]}</c>. A project's lines come before the general ones, and
/// those before the defaults; the first that covers a tool decides. What can't be read is left out and logged.
/// </summary>
internal sealed partial class RuleBook
{
    private readonly IConfiguration _configuration;
    private readonly ILogger<RuleBook> _logger;
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, Rules> _rules = new(StringComparer.Ordinal);

    public RuleBook(IConfiguration configuration, ILogger<RuleBook> logger)
    {
        (_configuration, _logger) = (configuration, logger);
        Microsoft.Extensions.Primitives.ChangeToken.OnChange(configuration.GetReloadToken, _rules.Clear);
    }

    /// <summary>The rules of one project; those of the nearest folder above it that is configured.</summary>
    public Rules Of(string? project) => _rules.GetOrAdd(project ?? "", Read);

    private Rules Read(string project)
    {
        var nearest = _configuration.GetSection("projects").GetChildren()
            .Where(section => Holds(section["path"], project))
            .MaxBy(section => section["path"]!.Length);
        var own = nearest is null ? [] : Lines(nearest.GetSection("modes"));
        var general = Lines(_configuration.GetSection("modes"));
        var added = own.AddRange(general);
        var table = added.IsEmpty
            ? ModeTable.Default
            : new ModeTable(added.AddRange(ModeTable.Default.Rules), $"{ModeTable.Default.Version}+{Hash(added)}");
        return new(
            table,
            Flag(nearest?["hard"]) ?? Flag(_configuration["hard"]) ?? false,
            ModeOf(nearest?["mode"]) ?? ModeOf(_configuration["mode"]) ?? Mode.Execution);
    }

    private ImmutableArray<ModeRule> Lines(IConfigurationSection modes)
    {
        var lines = ImmutableArray.CreateBuilder<ModeRule>();
        foreach (var mode in modes.GetChildren())
        {
            foreach (var line in mode.GetChildren())
            {
                if (ModeOf(mode.Key) is { } known && line["tools"] is { Length: > 0 } tools && VerdictOf(line["verdict"]) is { } verdict)
                    lines.Add(new(known, tools, verdict, $"mode.{mode.Key.ToLowerInvariant()}.configured"));
                else
                    LogUnreadable(_logger, line.Path, line["tools"], line["verdict"]);
            }
        }

        return lines.ToImmutable();
    }

    private static bool Holds(string? path, string project) => path is { Length: > 0 }
        && (project == path.TrimEnd('/') || project.StartsWith(path.TrimEnd('/') + "/", StringComparison.Ordinal));

    private static Mode? ModeOf(string? word) =>
        Enum.TryParse<Mode>(word, ignoreCase: true, out var mode) && Enum.IsDefined(mode) ? mode : null;

    private static Verdict? VerdictOf(string? word) => word?.ToLowerInvariant() switch
    {
        "allow" => Verdict.Allow,
        "ask" => Verdict.Ask,
        "ask-unless-read-only" => Verdict.AskUnlessReadOnly,
        "deny" => Verdict.Deny,
        _ => null,
    };

    private static bool? Flag(string? word) => bool.TryParse(word, out var flag) ? flag : null;

    private static string Hash(ImmutableArray<ModeRule> rules) => Convert.ToHexStringLower(
        System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', rules))))[..8];

    [LoggerMessage(Level = LogLevel.Warning, Message = "brain.json {Path}: tools '{Tools}' with verdict '{Verdict}' is left out; expected a mode, tools and allow, ask, ask-unless-read-only or deny.")]
    private static partial void LogUnreadable(ILogger logger, string path, string? tools, string? verdict);
}
