using Brain.Domain.Pipelines;
using Brain.Tests.Personas;
using FsCheck;
using FsCheck.Fluent;

namespace Brain.Tests.Pipelines;

public sealed class APipelineCommand
{
    private const string Id = "1f2e3d4c-0000-7000-8000-00000000abcd";

    [Theory]
    [InlineData("", false)]
    [InlineData("  ", false)]
    [InlineData("list", false)]
    [InlineData(" LIST  all ", true)]
    [InlineData("list --all", true)]
    public void Lists(string args, bool all) =>
        Assert.Equal(new(PipelineAct.List) { All = all }, PipelineCommand.Parse(args).Command);

    [Theory]
    [InlineData("show release", PipelineAct.Show, "release")]
    [InlineData("Show \"release\"", PipelineAct.Show, "release")]
    [InlineData("show 1F2E", PipelineAct.Show, "1f2e")]
    [InlineData("show 1f2e3d4c", PipelineAct.Show, "1f2e3d4c")]
    [InlineData("show " + Id, PipelineAct.Show, Id)]
    [InlineData("abandon Release", PipelineAct.Abandon, "release")]
    public void Names_a_pipeline_or_a_run(string args, PipelineAct verb, string name) =>
        Assert.Equal(new(verb, name), PipelineCommand.Parse(args).Command);

    [Theory]
    [InlineData("define release.yaml", "release.yaml")]
    [InlineData("define /home/me/My Files/release.yaml", "/home/me/My Files/release.yaml")]
    [InlineData("define \"/home/me/My Files/release.yaml\"", "/home/me/My Files/release.yaml")]
    [InlineData("define “release.yaml”", "release.yaml")]
    public void Defines(string args, string file) =>
        Assert.Equal(new(PipelineAct.Define) { File = file }, PipelineCommand.Parse(args).Command);

    [Theory]
    [InlineData("start release", null, false)]
    [InlineData("start release v2.1 of the thing", "v2.1 of the thing", false)]
    [InlineData("start release \"v2.1 of the thing\"", "v2.1 of the thing", false)]
    [InlineData("start release v2.1 --everywhere", "v2.1", true)]
    [InlineData("start release --everywhere v2.1", "v2.1", true)]
    [InlineData("start release \"v2.1 --everywhere\"", "v2.1 --everywhere", false)]
    [InlineData("start release \"--all\" --EVERYWHERE", "--all", true)]
    [InlineData("start release --everywhere", null, true)]
    [InlineData("start release \"\"", null, false)]
    [InlineData("start release fix --all flag", "fix --all flag", false)]
    [InlineData("start release a\n\tb", "a b", false)]
    [InlineData("start release the \"best\" one", "the \"best\" one", false)]
    public void Starts(string args, string? subject, bool everywhere) =>
        Assert.Equal(
            new(PipelineAct.Start, "release") { Subject = subject, Everywhere = everywhere },
            PipelineCommand.Parse(args).Command
        );

    [Theory]
    [InlineData("reach 1f2e3d4c committed", PipelineAct.Reach, "1f2e3d4c", "committed")]
    [InlineData("reach workbench acted on", PipelineAct.Reach, "workbench", "acted on")]
    [InlineData("reach workbench  acted   on ", PipelineAct.Reach, "workbench", "acted on")]
    [InlineData("reach \"workbench\" \"acted on\"", PipelineAct.Reach, "workbench", "acted on")]
    [InlineData("skip workbench acted on", PipelineAct.Skip, "workbench", "acted on")]
    [InlineData("heal workbench", PipelineAct.Heal, "workbench", null)]
    [InlineData("heal workbench acted on", PipelineAct.Heal, "workbench", "acted on")]
    public void Moves_a_run(string args, PipelineAct verb, string run, string? link) =>
        Assert.Equal(new(verb, run) { Link = link }, PipelineCommand.Parse(args).Command);

    [Theory]
    [InlineData("runs", "", false)]
    [InlineData("runs release", "release", false)]
    [InlineData("runs --all", "", true)]
    [InlineData("runs release --all", "release", true)]
    [InlineData("runs --all release", "release", true)]
    [InlineData("runs all", "all", false)]
    public void Tells_runs(string args, string name, bool all) =>
        Assert.Equal(new(PipelineAct.Runs, name) { All = all }, PipelineCommand.Parse(args).Command);

    [Theory]
    [InlineData("explode", "'explode' is nothing that pipelines do")]
    [InlineData("list release", "'release' stands after list; only all may")]
    [InlineData(
        "show",
        "Which one is missing: expected a run's id, its first 4 or more characters, or its pipeline's name"
    )]
    [InlineData("show 1f2", "'1f2' names nothing: expected a run's id")]
    [InlineData("show re/lease", "'re/lease' names nothing: expected a run's id")]
    [InlineData("show release now", "'now' stands after 'release'")]
    [InlineData("define", "The file of the definition is missing")]
    [InlineData("define \"\"", "The file of the definition is missing")]
    [InlineData("define \"release.yaml", "The quote around the file has no end")]
    [InlineData("define \"release.yaml\" now", "'now' stands after the file")]
    [InlineData("start", "Which one is missing: expected a pipeline's name: small letters")]
    [InlineData("start 1f2e3d4c", "'1f2e3d4c' names nothing: expected a pipeline's name")]
    [InlineData(
        "start release --evrywhere",
        "'--evrywhere' is no option of start, which knows --everywhere; a subject with such a word stands in quotes"
    )]
    [InlineData("start release \"v2.1", "The quote around the subject has no end")]
    [InlineData("start release \"v2.1\" of", "'of' stands after the subject")]
    [InlineData("reach", "Which one is missing: expected a run's id")]
    [InlineData("reach release", "The link after 'release' is missing")]
    [InlineData("skip release \"\"", "The link after 'release' is missing")]
    [InlineData("reach release \"acted", "The quote around the link has no end")]
    [InlineData("reach release \"acted\" on", "'on' stands after the link")]
    [InlineData("abandon", "Which one is missing: expected a run's id")]
    [InlineData("abandon release now", "'now' stands after 'release'")]
    [InlineData("heal", "Which one is missing: expected a run's id")]
    [InlineData("runs --al", "'--al' is no option of runs, which knows --all")]
    [InlineData("runs release now", "'now' stands after 'release'")]
    [InlineData("runs 1f2e3d4c", "'1f2e3d4c' names nothing: expected a pipeline's name")]
    public void Says_how_it_is_said_when_it_can_not_be_read(string args, string reason)
    {
        var (command, refusal) = PipelineCommand.Parse(args);

        Assert.Null(command);
        Assert.Equal("pipeline.words", refusal?.Code);
        Assert.StartsWith(reason, refusal!.Message, StringComparison.Ordinal);
        Assert.EndsWith(
            $"; nothing was changed. Usage: {PipelineCommand.Usage}",
            refusal.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Holds_a_subject_to_two_hundred_characters()
    {
        Assert.Equal(200, PipelineCommand.Parse("start release " + new string('x', 200)).Command?.Subject?.Length);
        Assert.StartsWith(
            "The subject has 201 characters and may have 200",
            PipelineCommand.Parse("start release " + new string('x', 201)).Refusal?.Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(1_993, null)]
    [InlineData(1_994, "pipeline.words")]
    public void Is_read_up_to_two_thousand_characters(int length, string? refusal) =>
        Assert.Equal(refusal, PipelineCommand.Parse("define " + new string('x', length)).Refusal?.Code);

    [Fact]
    public void Is_read_or_refused_whatever_is_typed() =>
        Prop.ForAll(SomePersona.HostileText(), text =>
            {
                foreach (
                    var args in new[]
                    {
                        text,
                        $"start release {text}",
                        $"reach {text}",
                        $"runs {text}",
                        $"define {text}",
                        $"heal release {text}",
                    }
                )
                    Assert.NotEqual(
                        PipelineCommand.Parse(args).Command is null,
                        PipelineCommand.Parse(args).Refusal is null
                    );
            })
            .Check(Config.QuickThrowOnFailure);
}
