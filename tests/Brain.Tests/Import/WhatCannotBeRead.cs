using Brain.Domain.Import;
using Brain.Postgres.Import;
using Brain.Silo.Files;
using Brain.Silo.Import;

namespace Brain.Tests.Import;

/// <summary>Folders of others that can't be looked into, or go while they are.</summary>
public sealed class WhatCannotBeRead
{
    public static TheoryData<Exception> Faults =>
        [new UnauthorizedAccessException("denied"), new DirectoryNotFoundException("gone"), new IOException("broken")];

    [Theory]
    [MemberData(nameof(Faults), DisableDiscoveryEnumeration = true)]
    public void Keeps_none_of_the_others_files_from_being_found(Exception fault)
    {
        var (run, named) = (new ImportRun([]), new HashSet<string>());
        var here = typeof(WhatCannotBeRead).Assembly.Location;

        var found = Importer.Files(new UnreadableAgent(fault, here), run, named).ToArray();

        Assert.Equal([here], found.Select(file => file.File.Path));
        var skip = Assert.Single(run.Progress.Skipped);
        Assert.Equal(("/unreadable", $"it can't be read: {fault.Message}"), (skip.File, skip.Reason));
    }

    [Theory]
    [MemberData(nameof(Faults), DisableDiscoveryEnumeration = true)]
    public void Is_unread_so_that_reading_it_says_why(Exception fault)
    {
        var file = new ImportFile("/unreadable/one", ImportKind.Transcript, null) { IsDatabase = true };
        var known = new StoredFile
        {
            Host = "h",
            Path = file.Path,
            Agent = "a",
            Kind = "transcript",
            Inode = 1,
            Head = "as it was",
            Bytes = 0,
            Place = ImportPlace.Start,
            Lines = 0,
        };
        var identity = new FileIdentity(1, 0) { Device = 1, Links = 1 };
        var found = new FoundFile(new UnreadableAgent(fault, file.Path), file, identity);

        Assert.True(new ImportPlaces([known]).IsUnread(found));
    }

    private sealed class UnreadableAgent(Exception fault, string first) : IImportSource
    {
        public string Agent => "a";

        public string Folder => "/unreadable";

        public (int Days, bool IsSet) Retention() => (1, false);

        public IEnumerable<ImportFile> Known()
        {
            yield return new(first, ImportKind.Transcript, null);
            throw fault;
        }

        public IEnumerable<ImportFile> At(string path) => Known();

        public string Mark(ImportFile file) => throw fault;

        public ImportPiece Read(ImportFile file, ReadOnlyMemory<byte> bytes, ImportPlace from, ImportSpan span) =>
            throw fault;

        public HistoryPiece ReadHistory(ReadOnlyMemory<byte> bytes, ImportPlace from) => throw fault;

        public ImportedNote? Note(ImportFile file, string text, string? project, string host) => throw fault;
    }
}
