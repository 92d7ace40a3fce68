using System.Collections.Immutable;

namespace Brain.Domain.Tools.Shell;

/// <summary>
/// What a line's programs could open, from the folders that they run in: for whoever can look where it leads.
/// </summary>
/// <param name="Paths">Files and folders that are named; <c>*</c> stands for anything.</param>
/// <param name="Trees">Folders of which everything below is read, copied or changed.</param>
public sealed record ReachedPaths(ImmutableArray<string> Paths, ImmutableArray<string> Trees);
