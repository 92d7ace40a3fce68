using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using Brain.Messages;
using Brain.Messages.Knowledge;
using Brain.Silo.Knowledge;

namespace Brain.Tests.Knowledge;

/// <summary>A file that was given to the brain to look things up in.</summary>
public sealed class ADocument(SiloFixture silo) : IClassFixture<SiloFixture>, IDisposable
{
    private readonly SomeMemory _memory = new(silo);
    private readonly string _folder = Directory.CreateTempSubdirectory("brain-documents").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Is_found_by_the_piece_that_answers()
    {
        Write(
            "pay.md",
            "# Pay\nGeneral words.\n## Refunds\nA refund to a closed card waits for the clerk.\n"
        );

        var added = await Add(_folder);
        var found = (await _memory.Search("refund closed card")).Results;

        Assert.Equal((1, 0, 0), (added.Added, added.Changed, added.Same));
        Assert.Equal(("document", 2), (found[0].Kind, found[0].TurnNum));
        Assert.Equal(
            "Pay\nPay › Refunds\nA refund to a closed card waits for the clerk.",
            found[0].Text
        );
    }

    [Fact]
    public async Task Is_embedded_like_anything_else()
    {
        Write("lamp.txt", "The lantern at the pier is lit at dusk.");
        await Add(_folder);

        await _memory.Index();

        Assert.Equal(
            1,
            await silo.Postgres.Read<long>(
                "select count(*) from brain.search_units u join brain.search_vectors v on v.unit_id = u.id "
                    + $"where u.kind = 'document' and u.project = '{_memory.Project}'"
            )
        );
    }

    [Fact]
    public async Task Is_read_twice_to_no_effect()
    {
        Write("one.md", "# One\nThe barge.\n");
        await Add(_folder);

        var again = await Add(_folder);

        Assert.Equal((0, 0, 1, 0), (again.Added, again.Changed, again.Same, again.Chunks));
        Assert.Equal(
            0,
            await silo.Postgres.Read<long>(
                "select count(*) from v2.documents_history where title = 'One'"
            )
        );
    }

    [Fact]
    public async Task Is_found_by_its_new_words_alone_once_it_changed()
    {
        Write("two.md", "# Two\nThe ferry is green.\n# More\nOld end.\n");
        await Add(_folder);
        Write("two.md", "# Two\nThe ferry is purple.\n");

        var changed = await Add(_folder);

        Assert.Equal(1, changed.Changed);
        Assert.Contains((await _memory.Search("purple")).Results, one => one.Kind == "document");
        Assert.Empty((await _memory.Search("green")).Results);
        Assert.Equal(
            1,
            await silo.Postgres.Read<long>(
                "select count(*) from v2.chunks c join v2.documents d on d.id = c.document_id where d.title = 'Two'"
            )
        );
    }

    [Fact]
    public async Task Is_found_no_more_once_it_is_taken_out()
    {
        var path = Write("three.md", "# Three\nThe anchor is of brass.\n");
        await Add(_folder);
        Assert.NotEmpty((await _memory.Search("anchor")).Results);

        var removed = await Post(
            "/documents/remove",
            new RemoveDocuments([path]),
            MessagesJson.Default.RemoveDocuments,
            MessagesJson.Default.DocumentsRemoved
        );

        Assert.Equal(1, removed.Removed);
        Assert.Empty((await _memory.Search("anchor")).Results);
    }

    [Fact]
    public async Task Is_found_by_what_was_there_before_it_was_taken_out()
    {
        var path = Write("then.md", "# Then\nThe bosun whistles.\n# More\nThe capstan turns.\n");
        await Add(_folder);
        var whole = await Now();
        Write("then.md", "# Later\nThe bosun whistles.\n");
        await Add(_folder);
        var shorter = await Now();
        await Post(
            "/documents/remove",
            new RemoveDocuments([path]),
            MessagesJson.Default.RemoveDocuments,
            MessagesJson.Default.DocumentsRemoved
        );

        async Task<string[]> Texts(string words, DateTimeOffset? then) =>
            [.. (await _memory.Search(words, one => one with { AsOf = then })).Results.Select(one => one.Text)];

        Assert.Equal(["Then\nMore\nThe capstan turns."], await Texts("capstan", whole));
        Assert.Equal(["Then\nThen\nThe bosun whistles."], await Texts("bosun", whole));
        Assert.Equal(["Later\nLater\nThe bosun whistles."], await Texts("bosun", shorter));
        Assert.Empty(await Texts("capstan", shorter));
        Assert.Empty(await Texts("bosun", null));
        Assert.Empty(await Texts("bosun", await Now()));
    }

    [Fact]
    public async Task Loses_its_secrets_before_it_is_kept()
    {
        var key = "ghp_" + "x9Kq2LmZ7vTb4RnW8sYd1HcF6pJg3QeA5uXo";
        Write("four.md", $"# Four\nThe key is {key} for the crane.\n");

        await Add(_folder);

        var text = Assert.Single((await _memory.Search("crane")).Results).Text;
        Assert.DoesNotContain(key, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task May_be_a_pdf_file()
    {
        File.WriteAllBytes(Path.Combine(_folder, "five.pdf"), SomePdf("The weir opens at noon"));

        var added = await Add(_folder);

        Assert.Empty(added.Skipped);
        Assert.Contains(
            "weir opens",
            (await _memory.Search("weir")).Results[0].Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Is_not_waited_for_without_an_end()
    {
        var fault = await ReadBy("tail -f /dev/null", TimeSpan.FromSeconds(1));

        Assert.Contains("without an end", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_its_reader_with_it_and_nobody_else()
    {
        var fault = await ReadBy("kill -ABRT $$", TimeSpan.FromMinutes(1));

        Assert.Contains("ended with 134", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_left_out_with_a_reason_when_it_can_not_be_read()
    {
        Write("good.md", "# Good\nThe kiln.\n");
        File.WriteAllBytes(Path.Combine(_folder, "bad.pdf"), "%PDF-1.4 no more"u8.ToArray());
        File.WriteAllBytes(Path.Combine(_folder, "zero.txt"), [65, 0, 66]);

        var added = await Add(_folder, Path.Combine(_folder, "none.md"), "/etc/hostname");

        Assert.Equal(1, added.Added);
        Assert.Equal(
            ["/etc/hostname", "bad.pdf", "none.md", "zero.txt"],
            added
                .Skipped.Select(one =>
                    one.Path.StartsWith("/etc", StringComparison.Ordinal)
                        ? one.Path
                        : Path.GetFileName(one.Path)
                )
                .Order(StringComparer.Ordinal)
        );
        Assert.All(added.Skipped, one => Assert.NotEqual("", one.Reason));
    }

    [Fact]
    public async Task Is_no_pipe_and_no_link()
    {
        Write("good.md", "# Good\nThe mill.\n");
        Posix("mkfifo", Path.Combine(_folder, "pipe.md"));
        var link = Path.Combine(_folder, "zero.md");
        File.CreateSymbolicLink(link, "/dev/zero");

        var added = await Add(_folder, link);

        Assert.Equal(1, added.Added);
        Assert.Equal(
            ["pipe.md", "zero.md"],
            added.Skipped.Select(one => Path.GetFileName(one.Path)).Order(StringComparer.Ordinal)
        );
        Assert.Contains(added.Skipped, one => one.Reason.Contains("pipe", StringComparison.Ordinal));
        Assert.Contains(added.Skipped, one => one.Reason.Contains("link", StringComparison.Ordinal));
    }

    [Fact]
    public async Task May_lie_below_a_hidden_folder_that_was_named()
    {
        var named = Directory.CreateDirectory(Path.Combine(_folder, ".notes", "node_modules", "mine")).FullName;
        File.WriteAllText(Path.Combine(named, "six.md"), "# Six\nThe sluice.\n");
        Directory.CreateDirectory(Path.Combine(named, "node_modules"));
        File.WriteAllText(Path.Combine(named, "node_modules", "other.md"), "# Other\n");

        var added = await Add(named);

        Assert.Equal((1, 0), (added.Added, added.Skipped.Length));
    }

    [Fact]
    public async Task Of_no_project_is_found_in_all()
    {
        var path = Write("all.md", "# All\nThe semaphore waves at gulls.\n");

        await Post(
            "/documents",
            new AddDocuments([path]),
            MessagesJson.Default.AddDocuments,
            MessagesJson.Default.DocumentsAdded
        );
        var byWords = (await _memory.Search("semaphore gulls")).Results;
        await _memory.Index();
        var fused = await _memory.Search("semaphore gulls");
        await silo.Postgres.Run("delete from v2.chunks; delete from v2.documents");

        Assert.Contains(byWords, one => one.Kind == "document");
        Assert.Equal("fused", fused.Ranked);
        Assert.Contains(fused.Results, one => one.Kind == "document");
    }

    [Fact]
    public async Task Is_found_by_its_new_headings_and_title()
    {
        Write("names.md", "# Oldtitle\nA.\n## Oldheading\nSame text here.\n");
        await Add(_folder);
        Assert.NotEmpty((await _memory.Search("oldheading")).Results);
        Write("names.md", "# Newtitle\nA.\n## Newheading\nSame text here.\n");

        await Add(_folder);

        Assert.Empty((await _memory.Search("oldheading")).Results);
        Assert.Empty((await _memory.Search("oldtitle")).Results);
        Assert.NotEmpty((await _memory.Search("newheading")).Results);
        Assert.Equal(2, (await _memory.Search("newtitle")).Results.Length);
    }

    [Fact]
    public async Task Is_indexed_anew_when_its_title_alone_changed()
    {
        Write("plain.txt", "The barometer fell.");
        await Add(_folder);
        Assert.NotEmpty((await _memory.Search("barometer")).Results);

        await silo.Postgres.Run(
            $"update v2.documents set title = 'Mistral' where path = '{Path.Combine(_folder, "plain.txt")}'"
        );

        Assert.NotEmpty((await _memory.Search("mistral")).Results);
    }

    [Fact]
    public async Task Is_indexed_anew_when_words_of_its_title_are_forgotten()
    {
        var path = Write("kept.md", "The halyard.\n# Meltemi wind\n");
        await Add(_folder);
        Assert.NotEmpty((await _memory.Search("meltemi")).Results);

        // As forgetting writes it: over the row, by no trigger.
        await silo.Postgres.Run(
            $"""
            alter table v2.documents disable trigger user;
            update v2.documents set title = '[forgotten]' where path = '{path}';
            alter table v2.documents enable trigger user;
            select v2.forget_derived('documents', array(select id from v2.documents where path = '{path}'));
            """
        );

        Assert.Empty((await _memory.Search("meltemi")).Results);
        Assert.NotEmpty((await _memory.Search("halyard")).Results);
    }

    [Fact]
    public async Task With_too_many_pieces_is_said_to_be_cut()
    {
        Write("long.md", string.Concat(Enumerable.Range(1, 5_002).Select(num => $"# {num}\nx\n")));

        var added = await Add(_folder);
        // Whoever searches next would be waiting for all of them.
        await silo.Postgres.Run("delete from v2.chunks; delete from v2.documents; delete from brain.search_queue");

        Assert.Equal((1, 5_000), (added.Added, added.Chunks));
        Assert.Contains("5000 pieces", Assert.Single(added.Skipped).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[\"\"]")]
    [InlineData("[\" \"]")]
    [InlineData("[\"/\"]")]
    [InlineData("[\"//\"]")]
    [InlineData("[\"--------\"]")]
    [InlineData("[null]")]
    [InlineData("[]")]
    [InlineData("null")]
    public async Task Stays_when_nothing_or_everything_is_meant(string which)
    {
        Write("stays.md", "# Stays\nThe quay.\n");
        await Add(_folder);

        using var answer = await silo.Socket.PostAsync(
            "/documents/remove",
            new StringContent($"{{\"which\":{which}}}", Encoding.UTF8, "application/json")
        );

        Assert.Equal(System.Net.HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.NotEmpty((await _memory.Search("quay")).Results);
    }

    private static void Posix(string program, string argument)
    {
        using var run = System.Diagnostics.Process.Start(program, [argument]);
        run.WaitForExit();
        Assert.Equal(0, run.ExitCode);
    }

    private async Task<DateTimeOffset> Now() => new(await silo.Postgres.Read<DateTime>("select clock_timestamp()"));

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private Task<DocumentsAdded> Add(params string[] paths) =>
        Post(
            "/documents",
            new AddDocuments(paths) { Project = _memory.Project },
            MessagesJson.Default.AddDocuments,
            MessagesJson.Default.DocumentsAdded
        );

    private async Task<TAnswer> Post<T, TAnswer>(
        string path,
        T message,
        System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> shape,
        System.Text.Json.Serialization.Metadata.JsonTypeInfo<TAnswer> answer
    )
    {
        using var response = await silo.Socket.PostAsJsonAsync(path, message, shape);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync(answer))!;
    }

    // One page with one line, as any program writes it.
    private static byte[] SomePdf(string line)
    {
        var content = $"BT /F1 12 Tf 72 720 Td ({line}) Tj ET";
        string[] objects =
        [
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
            $"<</Length {content.Length}>>\nstream\n{content}\nendstream",
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        ];
        var file = new StringBuilder("%PDF-1.4\n");
        var places = new List<int>();
        foreach (var (at, one) in objects.Index())
        {
            places.Add(file.Length);
            file.Append($"{at + 1} 0 obj\n{one}\nendobj\n");
        }

        var table = file.Length;
        file.Append($"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        foreach (var place in places)
            file.Append($"{place:0000000000} 00000 n \n");
        file.Append(
            $"trailer\n<</Size {objects.Length + 1}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n"
        );
        return Encoding.ASCII.GetBytes(file.ToString());
    }

    // What the silo makes of a file whose reader is another program.
    private static Task<InvalidDataException> ReadBy(string shell, TimeSpan timeMax) =>
        Assert.ThrowsAsync<InvalidDataException>(() =>
            PdfText.Read(
                new ProcessStartInfo("sh", ["-c", shell])
                {
                    UseShellExecute = false,
                    RedirectStandardInput = true,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                },
                [],
                timeMax,
                TimeProvider.System,
                CancellationToken.None
            )
        );
}
