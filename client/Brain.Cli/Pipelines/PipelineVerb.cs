using System.CommandLine;
using Brain.Cli.Screen;
using Brain.Client;
using Brain.Client.Http;
using Brain.Messages.Commands;
using Brain.Messages.Pipelines;
using Brain.Messages.Sessions;

namespace Brain.Cli.Pipelines;

/// <summary>
/// <c>brain pipeline</c>: defines pipelines, and starts and moves their runs with the words of the slash command.
/// </summary>
internal static class PipelineVerb
{
    internal static Command Make(BrainHome home)
    {
        var verb = new CatalogCommand("pipeline")
        {
            List(home),
            Define(home),
            Show(home),
            Runs(home),
            Start(home),
            Spoken(home, "reach"),
            Spoken(home, "skip"),
            Spoken(home, "heal"),
            Spoken(home, "abandon"),
        };
        return verb;
    }

    private static CatalogCommand List(BrainHome home)
    {
        var (all, json) = (
            new Option<bool>("--all") { Description = "Versions that no longer hold too." },
            SharedOptions.Json()
        );
        var verb = new CatalogCommand("pipeline", "list") { all, json };
        verb.SetAction(parsed => Print(new SiloClient(home).Pipelines(parsed.GetValue(all)), parsed.GetValue(json)));
        return verb;
    }

    private static CatalogCommand Define(BrainHome home)
    {
        var (file, json) = (
            new Argument<FileInfo>("file") { Description = "A YAML file; - for standard input." },
            SharedOptions.Json()
        );
        var verb = new CatalogCommand("pipeline", "define") { file, json };
        verb.SetAction(parsed =>
            SpokenReceipt(new SiloClient(home).Define(new(Read(parsed.GetValue(file)!))), parsed.GetValue(json))
        );
        return verb;
    }

    private static CatalogCommand Show(BrainHome home)
    {
        var (name, json) = (
            new Argument<string>("name") { Description = "A pipeline's name, or a run's id or its first characters." },
            SharedOptions.Json()
        );
        name.HelpName = name.Name;
        name.CompletionSources.Add(Completions.Pipelines);
        name.CompletionSources.Add(Completions.Runs);
        var yaml = new Option<bool>("--yaml") { Description = "Print nothing but the pipeline's file." };
        var verb = new CatalogCommand("pipeline", "show") { name, yaml, json };
        verb.SetAction(parsed =>
            (parsed.GetValue(yaml), parsed.GetValue(json)) switch
            {
                (true, _) => PrintFile(new SiloClient(home), parsed.GetValue(name)!),
                (_, true) => PrintJson(home, parsed.GetValue(name)!),
                _ => CommandCall.Run(home, CommandKind.Pipeline, ["show", parsed.GetValue(name)!], null, json: false),
            }
        );
        return verb;
    }

    private static int PrintFile(SiloClient client, string name)
    {
        if (Known(client, name) is { } pipeline)
        {
            Terminal.Out.Write(pipeline.Body);
            return ExitCode.Ok;
        }

        Terminal.Error.WriteLine(
            $"brain: There is no pipeline '{name}', so there is no file of it. See: brain pipeline list"
        );
        return ExitCode.Refused;
    }

    // As without --json: a pipeline's name goes before a run's id, and of several runs none is meant.
    private static int PrintJson(BrainHome home, string name)
    {
        var client = new SiloClient(home);
        if (Known(client, name) is { } pipeline)
            JsonScreen.Print(pipeline);
        else if (client.RunsCalled(name) is [var run])
            JsonScreen.Print(run);
        else
            return CommandCall.Run(home, CommandKind.Pipeline, ["show", name], null, json: true);
        return ExitCode.Ok;
    }

    private static PipelineSummary? Known(SiloClient client, string name) =>
        client
            .Pipelines(all: false)
            .FirstOrDefault(one => string.Equals(one.Name, name, StringComparison.OrdinalIgnoreCase))
            is { } known
            ? client.Pipeline(known.Name)
            : null;

    private static CatalogCommand Runs(BrainHome home)
    {
        var name = new Argument<string?>("pipeline")
        {
            Description = "Of this pipeline only.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        name.HelpName = name.Name;
        name.CompletionSources.Add(Completions.Pipelines);
        var (all, json) = (new Option<bool>("--all") { Description = "Ended ones too." }, SharedOptions.Json());
        var verb = new CatalogCommand("pipeline", "runs") { name, all, json };
        verb.SetAction(parsed =>
            Print(new SiloClient(home).Runs(parsed.GetValue(name), null, parsed.GetValue(all)), parsed.GetValue(json))
        );
        return verb;
    }

    private static CatalogCommand Start(BrainHome home)
    {
        var name = new Argument<string>("pipeline") { Description = "Which pipeline." };
        name.HelpName = name.Name;
        name.CompletionSources.Add(Completions.Pipelines);
        var subject = new Argument<string[]>("subject")
        {
            Description = "What this run is about.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var everywhere = new Option<bool>("--everywhere")
        {
            Description = "Sessions of every project may move it, not only this folder's.",
        };
        var (session, json) = (SharedOptions.Session(), SharedOptions.Json());
        var verb = new CatalogCommand("pipeline", "start") { name, subject, everywhere, session, json };
        verb.SetAction(parsed =>
            CommandCall.Run(
                home,
                CommandKind.Pipeline,
                [
                    "start",
                    parsed.GetValue(name)!,
                    Subject(parsed.GetValue(subject) ?? []),
                    .. parsed.GetValue(everywhere) ? ["--everywhere"] : Array.Empty<string>(),
                ],
                CommandCall.Known(parsed.GetValue(session)),
                parsed.GetValue(json)
            )
        );
        return verb;
    }

    // What the shell took for one word is none of our options and no end of a quote, whatever stands in it.
    private static string Subject(string[] words)
    {
        var subject = string.Join(' ', words);
        return
            words.Any(word => word.Any(char.IsWhiteSpace) || word.StartsWith('"'))
            && !subject.Contains('”', StringComparison.Ordinal)
            ? $"“{subject}”"
            : subject;
    }

    private static CatalogCommand Spoken(BrainHome home, string word)
    {
        var words = new Argument<string[]>("words")
        {
            Description = CommandCatalog.Word("pipeline", word).Usage,
            Arity = ArgumentArity.OneOrMore,
        };
        words.HelpName = words.Name;
        words.CompletionSources.Add(Completions.Runs);
        words.CompletionSources.Add(Completions.Pipelines);
        var (session, json) = (SharedOptions.Session(), SharedOptions.Json());
        var verb = new CatalogCommand("pipeline", word) { words, session, json };
        verb.SetAction(parsed =>
            CommandCall.Run(
                home,
                CommandKind.Pipeline,
                [word, .. parsed.GetValue(words) ?? []],
                CommandCall.Known(parsed.GetValue(session)),
                parsed.GetValue(json)
            )
        );
        return verb;
    }

    private static int SpokenReceipt(Receipt receipt, bool json)
    {
        if (json)
            JsonScreen.Print(receipt);
        else
            (receipt.Refusal is null ? Terminal.Out : Terminal.Error).WriteLine(
                receipt.Refusal is null ? receipt.Message : $"brain: {receipt.Message}"
            );
        return receipt.Refusal is null ? ExitCode.Ok : ExitCode.Refused;
    }

    private static string Read(FileInfo file)
    {
        if (Directory.Exists(file.FullName))
            throw new ClientException(
                $"{file.FullName} is a folder and no file; nothing was defined.",
                isRefusal: true
            );
        using var source = file.Name == "-" ? Console.OpenStandardInput() : file.OpenRead();
        var bytes = new byte[DefinePipeline.BytesMax + 1];
        var length = source.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return length <= DefinePipeline.BytesMax
            ? System.Text.Encoding.UTF8.GetString(bytes, 0, length)
            : throw new ClientException(
                $"{file.FullName} has more than {DefinePipeline.BytesMax} bytes, the most that a definition may "
                    + "have; nothing was defined."
            );
    }

    private static int Print(PipelineSummary[] pipelines, bool json)
    {
        if (json)
        {
            JsonScreen.Print(pipelines);
            return ExitCode.Ok;
        }

        var table = new TextTable("PIPELINE", "VERSION", "OPEN", "LATE", "TELLS", "LINKS");
        foreach (var one in pipelines)
            table.Add(
                one.Name,
                one.Version.ToString(),
                one.Open.ToString(),
                one.Late.ToString(),
                one.Tell,
                string.Join(" → ", one.Links.Select(link => link.Name))
            );
        table.Print(Terminal.Out);
        return ExitCode.Ok;
    }

    private static int Print(RunSummary[] runs, bool json)
    {
        if (json)
        {
            JsonScreen.Print(runs);
            return ExitCode.Ok;
        }

        if (runs.Length == 0)
        {
            Terminal.Out.WriteLine("There is no such run. Start one: brain pipeline start NAME");
            return ExitCode.Ok;
        }

        var table = new TextTable("RUN", "PIPELINE", "NEXT", "STATUS", "SUBJECT");
        foreach (var run in runs)
            table.Add(
                run.Id.ToString("N")[..8],
                $"{run.Pipeline} v{run.Version}",
                run.Awaiting ?? "-",
                Standing(run),
                run.Subject ?? "-"
            );
        table.Print(Terminal.Out);
        if (runs.Length == RunSummary.ListMax)
            Terminal.Out.WriteLine(
                $"These are the first {RunSummary.ListMax}; brain pipeline runs NAME shows those of one pipeline."
            );
        return ExitCode.Ok;
    }

    private static string Standing(RunSummary run) =>
        run switch
        {
            { EndedAt: { } ended } => $"{run.Status} {Moment(ended)}",
            { LateSince: { } late } => $"late since {Moment(late)}",
            { DueAt: { } due } => $"due {Moment(due)}",
            _ => run.Status,
        };

    private static string Moment(DateTimeOffset at) => ClockTime.Minute(at);
}
