using System.Diagnostics;
using System.Text.Json.Nodes;
using Brain.Postgres.Knowledge;
using Brain.Tests.CommandLine;
using Brain.Tests.Personas;
using Microsoft.Extensions.DependencyInjection;

namespace Brain.Tests.Knowledge;

/// <summary><c>brain blame</c> in a real repository.</summary>
public sealed class BlamingALine(SiloFixture silo) : IClassFixture<SiloFixture>, IDisposable
{
    private readonly Client.ScratchFolder _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Follows_a_file_that_was_renamed()
    {
        Git(hoursAgo: 9, "init", "-q", "-b", "trunk");
        _project["src/old.cs"] = string.Join('\n', Enumerable.Range(1, 12).Select(line => $"line {line}")) + "\n";
        var first = await Edited("write the till", "src/old.cs", hoursAgo: 8);
        Git(hoursAgo: 7, "add", ".");
        Git(hoursAgo: 7, "commit", "-qm", "first");
        Git(hoursAgo: 6, "mv", "src/old.cs", "new.cs");
        Git(hoursAgo: 6, "commit", "-qm", "renamed");
        // Another file, that has the name now.
        await Edited("write another", "src/old.cs", hoursAgo: 5);
        _project["new.cs"] = _project["new.cs"].Replace("line 2\n", "LINE 2\n", StringComparison.Ordinal);
        var later = await Edited("shout", "new.cs", hoursAgo: 4);

        var (old, now) = (await Blamed("new.cs:10"), await Blamed("new.cs:2"));
        var file = await Blamed("new.cs");

        Assert.Equal((first, "first"), ((string?)old[0]!["session"], (string?)old[0]!["subject"]));
        Assert.Equal((later, null), ((string?)now[0]!["session"], (string?)now[0]!["subject"]));
        Assert.Equal([later, first], file.Select(one => (string?)one!["session"]));
    }

    [Fact]
    public async Task Is_of_a_file_of_that_whole_name()
    {
        Git(hoursAgo: 9, "init", "-q", "-b", "trunk");
        _project["src/index.ts"] = "one\n";
        _project["docs/index.ts"] = "one\n";
        Git(hoursAgo: 8, "add", ".");
        Git(hoursAgo: 8, "commit", "-qm", "first");
        Git(hoursAgo: 7, "mv", "src/index.ts", "index.ts");
        Git(hoursAgo: 7, "commit", "-qm", "renamed");
        var own = await Edited("shout", "index.ts", hoursAgo: 6);
        await Edited("write", "docs/index.ts", hoursAgo: 5);

        var found = await Blamed("index.ts");

        Assert.Equal([own], found.Select(one => (string?)one!["session"]));
    }

    private async Task<string> Edited(string prompt, string file, int hoursAgo)
    {
        var session = new ScriptedSession(silo, _project.Path);
        await session.Start();
        await session.Prompt(prompt);
        await session.Tool("Edit", new { file_path = $"{_project.Path}/{file}" });
        var store = silo.Services.GetRequiredService<RecallStore>();
        var end = DateTime.UtcNow.AddMinutes(2);
        const string Keys = "select count(*) from brain.call_keys where session_id = '{0}' and kind = 'file'";
        while (await session.Rows(Keys) is ["0"])
        {
            Assert.True(DateTime.UtcNow < end, "No key of the edit was made within two minutes.");
            await store.Index(100, CancellationToken.None);
        }

        await silo.Postgres.Run(
            $"update brain.call_keys set at = at - interval '{hoursAgo} hours' where session_id = '{session.Id}'"
        );
        return session.Id.ToString();
    }

    private async Task<JsonArray> Blamed(string place)
    {
        var run = await new CommandLineProgram(silo.Settings.Home) { User = _project.Path }.Run(
            "blame",
            place,
            "--json"
        );
        Assert.True(run.Code == 0, $"{place}: {run.Out}{run.Error}");
        return JsonNode.Parse(run.Out)!.AsArray();
    }

    private void Git(int hoursAgo, params string[] words)
    {
        var start = new ProcessStartInfo(
            "git",
            ["-C", _project.Path, "-c", "user.name=me", "-c", "user.email=me@example.org", .. words]
        )
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        };
        var at = DateTimeOffset.UtcNow.AddHours(-hoursAgo).ToUnixTimeSeconds();
        start.Environment["GIT_AUTHOR_DATE"] = $"@{at} +0000";
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        using var git = Process.Start(start)!;
        var error = git.StandardError.ReadToEnd();
        git.WaitForExit();
        Assert.True(git.ExitCode == 0, error);
    }
}
