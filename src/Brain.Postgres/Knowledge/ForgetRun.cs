using Brain.Messages.Knowledge;
using Brain.Messages.Secrets;

namespace Brain.Postgres.Knowledge;

/// <summary>What is forgotten, and how far it is. Source: <c>brain.forget_runs</c>.</summary>
/// <param name="Id">The run.</param>
/// <param name="Target">What was asked; without its words once they are nowhere else.</param>
/// <param name="Needles">What is looked for everywhere.</param>
/// <param name="Phase">rows, files, vacuum or log.</param>
/// <param name="Place">The last row looked through; null to begin.</param>
/// <param name="Counts">What was done so far.</param>
public sealed record ForgetRun(
    Guid Id,
    ForgetTarget Target,
    string[] Needles,
    string Phase,
    RedactionPlace? Place,
    ForgetCounts Counts
);

/// <summary>What a run did so far.</summary>
/// <param name="What">matching, row or session.</param>
/// <param name="Rows">Rows rewritten.</param>
/// <param name="Seen">Rows looked through.</param>
/// <param name="SeenMax">An estimate of all rows.</param>
/// <param name="Files">Files rewritten.</param>
/// <param name="Tables">Tables of which a row was rewritten.</param>
/// <param name="Left">What stays, as sentences.</param>
public sealed record ForgetCounts(
    string What,
    long Rows,
    long Seen,
    long SeenMax,
    int Files,
    string[] Tables,
    string[] Left
)
{
    /// <summary>Nothing yet.</summary>
    public static ForgetCounts None(string what) => new(what, 0, 0, 0, 0, [], []);
}
