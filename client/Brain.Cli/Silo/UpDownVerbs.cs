using System.CommandLine;
using System.Diagnostics;
using Brain.Client;

namespace Brain.Cli.Silo;

/// <summary>
/// <c>brain up</c>, <c>down</c>, <c>backup</c> and <c>restore</c>: the script of the checkout does the work.
/// </summary>
internal static class UpDownVerbs
{
    internal static Command Make(BrainHome home, string word)
    {
        var verb = new CatalogCommand(word) { TreatUnmatchedTokensAsErrors = false };
        verb.SetAction(parsed => Run(Script(home, word), [word, .. parsed.UnmatchedTokens]));
        return verb;
    }

    /// <summary>Has the script do it, with no more words.</summary>
    internal static int Run(BrainHome home, string word) => Run(Script(home, word), [word]);

    private static string Script(BrainHome home, string word)
    {
        // Who was installed from a package has the script two folders above the program.
        var packed = Posix.Resolve(Environment.ProcessPath ?? "/") is { } program
            ? Path.GetFullPath(program + "/../../..")
            : null;
        if (packed is not null && File.Exists(packed + "/programs/built-from"))
            return packed + "/brain";
        var checkout = home.Note("checkout")
            ?? throw new ClientException(
                $"{home.Path}/run/checkout does not say where the checkout is. Run `./brain {word}` in your clone "
                    + "of the repository."
            );
        var script = checkout + "/brain";
        return File.Exists(script)
            ? script
            : throw new ClientException(
                $"{script} is gone (noted in {home.Path}/run/checkout). Run `./brain {word}` in your clone of the "
                    + "repository."
            );
    }

    private static int Run(string script, IEnumerable<string> words)
    {
        using var process = Process.Start(new ProcessStartInfo(script, words))!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
