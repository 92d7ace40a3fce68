using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Brain.Benchmarks;

/// <summary>
/// A brain that <c>./brain up</c> started in a folder of its own, with a Postgres of its own and the supervisor.
/// </summary>
internal sealed class KeptHome : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bk").FullName;

    public string Path => _folder + "/brain";

    /// <summary>0 while none is noted.</summary>
    public int Silo => Number(Note("run/silo.pid").Split(' ')[0]);

    /// <summary>0 while none is noted.</summary>
    public int Postmaster => Number(Note("pg/postmaster.pid").Split('\n')[0]);

    public string Database => Note("run/database");

    public static KeptHome Make()
    {
        var home = new KeptHome();
        var (silo, client) = (Needed("BRAIN_TEST_SILO"), Needed("BRAIN_TEST_CLIENT"));
        home.Bash(
            $"""
            chmod 755 '{home._folder}' && mkdir -p '{home.Path}/bin' '{home._folder}/checkout'
            cp -r '{Checkout()}/brain' '{Checkout()}/setup' '{home._folder}/checkout'
            cp -r '{System.IO.Path.GetDirectoryName(silo)}' '{home.Path}/silo' && cp '{client}' '{home.Path}/bin/brain'
            cd '{home._folder}/checkout' && CHECKOUT=$PWD && . setup/say.sh && . setup/pack.sh && . setup/build.sh && source_stamp >'{home.Path}/silo/built-from'
            ./brain up >&2
            """
        );
        return home;
    }

    /// <summary>Runs the client with an event of a hook, which the brain takes or the spool.</summary>
    public void Hook(byte[] payload)
    {
        if (NativeProcess.Run([Path + "/bin/brain", "hook", "claude-code"], payload, [$"BRAIN_HOME={Path}"]) != 0)
            throw new InvalidOperationException("A hook of a soft session failed.");
    }

    public void Flush() => NativeProcess.Run([Path + "/bin/brain", "spool", "flush"], default, [$"BRAIN_HOME={Path}"]);

    public void Dispose()
    {
        Bash($"'{_folder}/checkout/brain' down >&2");
        Directory.Delete(_folder, recursive: true);
    }

    private void Bash(string script)
    {
        var start = new ProcessStartInfo("bash", ["-euc", script]) { UseShellExecute = false };
        var environment = start.Environment;
        environment.Remove("BRAIN_DATABASE");
        (environment["HOME"], environment["BRAIN_HOME"], environment["BRAIN_SUPERVISOR"]) = (_folder, Path, "process");
        environment["BRAIN_PORT"] = Random.Shared.Next(20_000, 32_000).ToString(CultureInfo.InvariantCulture);
        environment["PATH"] = $"{_folder}/.local/bin:{environment["PATH"]}";
        using var process = Process.Start(start)!;
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"bash ended with {process.ExitCode}.");
    }

    private static int Number(string text) =>
        int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private string Note(string path)
    {
        try
        {
            return File.ReadAllText($"{Path}/{path}").Trim();
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static string Needed(string name) =>
        Environment.GetEnvironmentVariable(name)
        ?? throw new InvalidOperationException($"{name} is not set: run ./brain bench.");

    private static string Checkout([CallerFilePath] string here = "") =>
        System.IO.Path.GetFullPath(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(here)!, "..", ".."));
}
