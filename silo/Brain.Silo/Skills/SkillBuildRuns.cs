using Brain.Grains.Abstractions.Pipelines;
using Brain.Messages.Pipelines;
using Brain.Postgres.Pipelines;
using Brain.Postgres.Skills;
using Brain.Silo.Commands;
using Brain.Silo.Hosting;

namespace Brain.Silo.Skills;

/// <summary>
/// The way of a skill from a draft to others, as a run of the pipeline <c>skill</c>: what is done to it moves the run,
/// and leaves a row.
/// </summary>
internal sealed class SkillBuildRuns(SkillBuildStore store, PipelineStore pipelines, IGrainFactory grains)
{
    private const string Pipeline = "skill";
    private const int SubjectMax = 200;
    private const int IdShown = 8;

    /// <summary>Writes what was done, and moves the skill's run to a link.</summary>
    /// <param name="build">What was done.</param>
    /// <param name="link">The link that is reached, or null for none.</param>
    /// <param name="begins">A run begins where none is open.</param>
    /// <param name="origin">Where it was said.</param>
    /// <returns>How the run stands, as a sentence; empty where there is none.</returns>
    public async Task<string> Record(SkillBuild build, string? link, bool begins, CommandOrigin origin)
    {
        var run = await store.OpenRun(build, origin.Project, CancellationToken.None);
        if (run is null && begins)
            run = await Begin(build.Name, origin);
        var told = "";
        // A draft is where its run begins.
        if (run is { } id && link is not null and not "draft")
            told = await Reach(id, link, origin);

        await store.Write(build with { Run = run }, CancellationToken.None);
        return run is { } moved
            ? $"Run {moved.ToString()[..IdShown]} of pipeline {Pipeline}: {(told.Length > 0 ? told : "it began.")}"
            : "";
    }

    private async Task<Guid?> Begin(string name, CommandOrigin origin)
    {
        if (await pipelines.Show(Pipeline, CancellationToken.None) is not { } pipeline)
            return null;
        var id = Guid.NewGuid();
        var begun = await GrainRetry.Ask(() =>
            grains
                .GetGrain<IPipelineRunGrain>(id)
                .Start(
                    new(pipeline.Id)
                    {
                        Subject = name[..Math.Min(name.Length, SubjectMax)],
                        Project = origin.Project,
                        Session = origin.Session,
                        Source = origin.Caller.Source,
                    }
                )
        );
        return begun.Refusal is null ? id : null;
    }

    private async Task<string> Reach(Guid run, string link, CommandOrigin origin) =>
        (
            await GrainRetry.Ask(() =>
                grains
                    .GetGrain<IPipelineRunGrain>(run)
                    .Move(new(RunMove.Reach, link) { Session = origin.Session, Source = origin.Caller.Source })
            )
        ) switch
        {
            { Refusal: { } refusal } => refusal.Message,
            var receipt => receipt.Message,
        };
}
