using System.Collections.Immutable;

namespace Brain.Domain.Tools.Shell;

/// <summary>A program that a line runs, also by another program: <c>env X=1 npm install</c> runs two.</summary>
/// <param name="Program">Its name without folders, as far as it is known.</param>
/// <param name="Arguments">What follows it; a NUL stands for what is known only when the line runs.</param>
public sealed record ShellInvocation(string Program, ImmutableArray<string> Arguments)
{
    /// <summary>Where it runs, as the line names it; empty for the folder that the line starts in.</summary>
    public string Folder { get; init; } = "";

    /// <summary>Its name as the line calls it, with its folders.</summary>
    public string Called { get; init; } = "";

    /// <summary>The files that it writes by what it is: the last of <c>cp a b</c>, those of <c>tee</c>.</summary>
    public IEnumerable<string> Writes => ShellWriters.Of(this).Select(At);

    /// <summary>The words that may be files whose content it takes in.</summary>
    public IEnumerable<string> Reads => ShellReaders.Of(this).Select(At);

    /// <summary>A path of it, from where the line starts.</summary>
    public string At(string path) => ShellFolders.Combined(Folder, path);
}

/// <summary>What a line runs and where its output goes.</summary>
/// <param name="Invocations">Every program, in the order they are written; those within others too.</param>
/// <param name="Outputs">The files that streams are sent to.</param>
/// <param name="Inputs">The files that streams come from.</param>
public sealed record ShellRun(
    ImmutableArray<ShellInvocation> Invocations,
    ImmutableArray<string> Outputs,
    ImmutableArray<string> Inputs
)
{
    /// <summary>It goes to another folder.</summary>
    public bool Moves => Invocations.Any(one => one.Folder.Length > 0 || ShellFolders.IsMove(one.Program));

    /// <summary>The files that the line is known to write.</summary>
    public IEnumerable<string> Written => Outputs.Concat(Invocations.SelectMany(one => one.Writes));
}
