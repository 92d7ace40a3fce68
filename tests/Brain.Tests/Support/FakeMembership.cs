namespace Brain.Tests.Cluster;

/// <summary>A membership table that somebody made up: it says that a silo of somebody else is one of his.</summary>
/// <param name="victim">That silo.</param>
internal sealed class FakeMembership(SiloAddress victim) : IMembershipTable
{
    private readonly Lock _lock = new();
    private int _version;

    private readonly List<MembershipEntry> _entries =
    [
        new()
        {
            SiloAddress = victim,
            Status = SiloStatus.Active,
            HostName = "here",
            SiloName = "victim",
            StartTime = DateTime.UtcNow,
            IAmAliveTime = DateTime.UtcNow.AddHours(1),
            SuspectTimes = [],
        },
    ];

    public Task InitializeMembershipTable(bool tryInitTableVersion) => Task.CompletedTask;

    public Task DeleteMembershipTableEntries(string clusterId) => Task.CompletedTask;

    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => Task.CompletedTask;

    public Task<MembershipTableData> ReadRow(SiloAddress key) => ReadAll();

    public Task<MembershipTableData> ReadAll()
    {
        lock (_lock)
            return Task.FromResult(
                new MembershipTableData(
                    [.. _entries.Select(entry => Tuple.Create(entry, "0"))],
                    new TableVersion(_version, $"{_version}")
                )
            );
    }

    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) =>
        UpdateRow(entry, "0", tableVersion);

    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion)
    {
        lock (_lock)
        {
            // He never believes that his victim is dead.
            if (!entry.SiloAddress.Equals(victim))
            {
                _entries.RemoveAll(known => known.SiloAddress.Equals(entry.SiloAddress));
                _entries.Add(entry);
            }

            _version = tableVersion.Version;
        }

        return Task.FromResult(true);
    }

    public Task UpdateIAmAlive(MembershipEntry entry) => Task.CompletedTask;
}
