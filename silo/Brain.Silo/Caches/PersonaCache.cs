using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using Brain.Domain.Personas;
using Brain.Domain.Sessions;
using Brain.Domain.Text;
using Brain.Domain.Watching;
using Brain.Grains.Ports;
using Brain.Messages.Personas;
using Brain.Postgres;
using Brain.Postgres.Personas;
using Brain.Silo.Configuration;
using Brain.Silo.Files;
using Brain.Silo.Hosting;

namespace Brain.Silo.Caches;

/// <summary>
/// Keeps the personas in memory, so that no hook reads a file or a row for them. A changed row is heard of at once
/// (also one that another silo wrote), a changed SKILL.md within <see cref="LookEvery"/>.
/// </summary>
internal sealed partial class PersonaCache(
    PersonaStore store,
    PgListener listener,
    BrainConfiguration rules,
    TimeProvider clock,
    ILogger<PersonaCache> logger
) : NotifiedCache<KnownPersonas>(KnownPersonas.Nobody, listener, Options, clock, logger), IPersonaCache
{
    /// <summary>How often SKILL.md files are looked at.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    // Rows that changed are heard of; ratings, which come with other rows, are read anew now and then.
    private const int LooksPerReading = 15;

    private const int FaultMax = 400;

    private static readonly LoopOptions Options = new("Following the personas", "Those known go on.")
    {
        BackOffMin = LookEvery,
        BackOffMax = LookEvery * LooksPerReading,
    };

    private readonly ConcurrentDictionary<string, (DateTime Written, long Length, SkillParse Reading)> _skills = new(
        StringComparer.Ordinal
    );
    private int _looks;

    /// <inheritdoc/>
    public IReadOnlyList<Persona> All => Known.All;

    /// <summary>The persona of that name, without regard to case; null when there is none.</summary>
    public Persona? Find(string name) => All.FirstOrDefault(persona => PersonaName.Same(persona.Name, name.Trim()));

    /// <inheritdoc/>
    public PersonaRules Rules => rules.Personas;

    /// <inheritdoc/>
    public string? SkillOf(Guid persona) => Known.Bodies.GetValueOrDefault(persona);

    /// <summary>A persona's SKILL.md as it is now, whatever the persona's status.</summary>
    public static SkillParse SkillNow(Persona persona) => persona.Skill is { } path ? Open(new(path)) : new(null, []);

    /// <summary>What sessions need to know of personas.</summary>
    public PersonasContext Of(FooterSettings footer) => Known.Context with { Footer = footer };

    /// <summary>Whether its comments are kept and not shown.</summary>
    public bool IsMuted(Persona persona) => Rules.Mutes(persona);

    /// <inheritdoc/>
    protected override PgChannel Channel => PgChannel.Personas;

    /// <inheritdoc/>
    protected override async Task<KnownPersonas> Read()
    {
        var all = await store.List(CancellationToken.None);
        // Who is heard again may be muted anew one day, and then it is said anew.
        foreach (var heard in all.Where(persona => persona.MuteIsSaid && !IsMuted(persona)))
            await store.HearAgain(heard.Id);
        return Know(all);
    }

    /// <inheritdoc/>
    protected override async Task<TimeSpan?> Round(bool woken, CancellationToken stop)
    {
        await (woken || ++_looks % LooksPerReading == 0 ? Refresh() : Replace(LookAtFiles));
        return LookEvery;
    }

    private KnownPersonas LookAtFiles(KnownPersonas known) =>
        known.All.Any(persona =>
            persona.Skill is { } path
            && _skills.TryGetValue(path, out var skill)
            && Stamp(path) != (skill.Written, skill.Length)
        )
            ? Know([.. known.All])
            : known;

    private static (DateTime Written, long Length) Stamp(string path) =>
        new FileInfo(path) is { Exists: true } file ? (file.LastWriteTimeUtc, file.Length) : default;

    private KnownPersonas Know(Persona[] all)
    {
        var watchers = ImmutableArray.CreateBuilder<WatchingPersona>();
        var bodies = ImmutableDictionary.CreateBuilder<Guid, string>();
        var faults = ImmutableArray.CreateBuilder<SkillFault>();
        foreach (var persona in all.Where(one => one is { System: false, Status: PersonaStatus.Active }))
        {
            var reading = persona.Skill is { } path ? Read(path) : null;
            var file = reading?.File;
            if (file is not null)
                bodies[persona.Id] = file.Body;
            if (reading is { Faults.IsEmpty: false })
                faults.Add(Fault(persona, reading));
            watchers.Add(Watch(persona, file?.Rules ?? []));
        }

        var cop = all.FirstOrDefault(one => one is { System: true, Name: "Cop" });
        return new(
            [.. all],
            new()
            {
                Watchers = watchers.ToImmutable(),
                Cop = cop is null ? null : Watch(cop, []),
                Faults = faults.ToImmutable(),
                Names = [.. all.Where(one => one.Status == PersonaStatus.Active).Select(one => one.Name)],
            },
            bodies.ToImmutable()
        );
    }

    /// <summary>What can't be read in the files of active personas, a sentence each.</summary>
    public string[] Faults =>
        [
            .. Known
                .All.Where(one => one is { System: false, Status: PersonaStatus.Active, Skill: not null })
                .SelectMany(one =>
                    _skills.TryGetValue(one.Skill!, out var skill)
                        ? skill.Reading.Faults.Select(fault => $"{one.Skill} (persona {one.Name}), {fault}")
                        : []
                ),
        ];

    // Of several the first: the others may come of it, and `brain doctor` names them all.
    private static SkillFault Fault(Persona persona, SkillParse reading) =>
        new(
            persona.Id,
            OneLine.Of(
                $"{persona.Emoji} {persona.Name}: SKILL.md {reading.Faults[0]}"
                    + (reading.Faults.Length > 1 ? $" · {reading.Faults.Length - 1} more: brain doctor" : ""),
                FaultMax
            )
        );

    private WatchingPersona Watch(Persona persona, ImmutableArray<WatchRule> rules) =>
        new(persona.Id, persona.Name, persona.Emoji, persona.Job, rules)
        {
            Muted = IsMuted(persona),
            MuteIsSaid = persona.MuteIsSaid,
            Precision = persona.Ratings.Precision ?? 0,
            Ratings = persona.Ratings.Rated,
        };

    // A file that did not change is not read again; one that can't be read watches nothing, and the log says why, once.
    private SkillParse Read(string path)
    {
        var (file, stamp) = (new FileInfo(path), Stamp(path));
        if (_skills.TryGetValue(path, out var known) && (known.Written, known.Length) == stamp)
            return known.Reading;
        var reading = Open(file);
        foreach (var fault in reading.Faults)
            LogFault(logger, path, fault.ToString());
        _skills[path] = (stamp.Written, stamp.Length, reading);
        return reading;
    }

    private static SkillParse Open(FileInfo file)
    {
        try
        {
            return RegularFile.Read(file.FullName, SkillFile.BytesMax) is { } bytes
                ? SkillFile.Read(Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF'))
                : new(
                    null,
                    [
                        new(
                            1,
                            file.Exists && file.Length > 0
                                ? $"the file has {file.Length} bytes and may have {SkillFile.BytesMax}"
                                : "the file is not there"
                        ),
                    ]
                );
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new(null, [new(1, fault.Message)]);
        }
    }
}
