using System.Diagnostics;
using Brain.Postgres.Knowledge;
using Brain.Silo.Knowledge;

namespace Brain.Tests.Knowledge;

/// <summary>What is read of the files that learnings name, which may be anything at all.</summary>
public sealed class WhatFilesHold : IDisposable
{
    private const long BytesMax = FileContents.BytesMax;

    private readonly Client.ScratchFolder _folder = new();
    private readonly ChangedFiles _files = new(new());

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Is_nothing_where_a_link_leads_to_a_pipe()
    {
        using (var made = Process.Start("mkfifo", [$"{_folder.Path}/pipe"]))
            made.WaitForExit();
        File.CreateSymbolicLink($"{_folder.Path}/till.cs", "pipe");

        Assert.Empty(_files.Seen(Naming("till.cs"), new(BytesMax))!);
    }

    [Fact]
    public void Is_not_read_where_a_link_leads_to_a_large_file()
    {
        Sparse("image", 1L << 36);
        File.CreateSymbolicLink($"{_folder.Path}/till.cs", "image");

        var budget = new ReadBudget(BytesMax);
        Assert.Empty(_files.Seen(Naming("till.cs"), budget)!);
        Assert.True(budget.Takes(BytesMax), "Something was read.");
    }

    [Fact]
    public void Is_read_up_to_the_most_bytes_of_a_file()
    {
        Sparse("till.cs", BytesMax);
        Sparse("sum.cs", BytesMax + 1);

        Assert.Single(_files.Seen(Naming("till.cs and sum.cs"), new(BytesMax))!);
    }

    [Fact]
    public void Is_told_when_all_was_read_however_many_times_that_takes()
    {
        string[] names = ["one.cs", "two.cs", "three.cs"];
        foreach (var name in names)
            Sparse(name, 1024 * 1024);
        var learning = Naming(string.Join(' ', names));

        Assert.Null(_files.Seen(learning, new(1024 * 1024)));
        Assert.Null(_files.Seen(learning, new(1024 * 1024)));
        Assert.Equal(3, _files.Seen(learning, new(1024 * 1024))?.Length);
    }

    [Fact]
    public void Is_read_anew_when_a_file_changes_though_its_size_and_time_do_not()
    {
        _folder["till.cs"] = "1";
        var at = DateTime.UtcNow.AddDays(-1);
        File.SetLastWriteTimeUtc($"{_folder.Path}/till.cs", at);
        var before = _files.Seen(Naming("till.cs"), new(BytesMax));

        File.Delete($"{_folder.Path}/till.cs");
        _folder["till.cs"] = "2";
        File.SetLastWriteTimeUtc($"{_folder.Path}/till.cs", at);

        Assert.NotEqual(before, _files.Seen(Naming("till.cs"), new(BytesMax)));
    }

    private void Sparse(string name, long bytes)
    {
        using (var file = File.Create($"{_folder.Path}/{name}"))
            file.SetLength(bytes);
        File.SetLastWriteTimeUtc($"{_folder.Path}/{name}", DateTime.UtcNow.AddDays(-1));
    }

    private UnseenFiles Naming(string text) => new(Guid.NewGuid(), text, _folder.Path, DateTimeOffset.UtcNow, []);
}
