using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Brain.Domain.Text;
using Brain.Silo.Skills;

namespace Brain.Silo.Hooks.ClaudeCode;

/// <summary>
/// <c>claude plugin eval</c>, as Claude Code 2.1.332 has it: cases lie in <c>evals/</c>, or where the manifest's
/// <c>experimental.evals</c> says.
/// </summary>
internal sealed class ClaudeCodeEvals : ISkillEvals
{
    private const string Program = "claude";
    private const string Manifest = ".claude-plugin/plugin.json";
    private const int ParentsMax = 6;
    private const int ManifestBytesMax = 1024 * 1024;

    /// <inheritdoc/>
    public string Command => "claude plugin eval";

    /// <inheritdoc/>
    public string? PluginOf(string folder)
    {
        var at = folder;
        for (var up = 0; up < ParentsMax && at is { Length: > 1 }; up++, at = Path.GetDirectoryName(at))
        {
            if (File.Exists(Path.Combine(at, Manifest)))
                return HasCases(Path.Combine(at, Cases(at))) ? at : null;
        }

        return null;
    }

    /// <inheritdoc/>
    public async Task<SkillTestResult?> Run(string plugin, TimeSpan limit, CancellationToken stop)
    {
        if (await Run(plugin, ["plugin", "eval", "--help"], TimeSpan.FromMinutes(1), stop) is not { Code: 0 })
            return null;
        var results = Directory.CreateTempSubdirectory("brain-evals-");
        try
        {
            // The person asked for it, and so trusts the plugin; what its authors' scripts would do is not run.
            string[] words = ["plugin", "eval", plugin, "--json", "--no-publish", "--trust-plugin", "--no-scaffold"];
            return await Run(plugin, [.. words, "--output-dir", results.FullName], limit, stop);
        }
        finally
        {
            results.Delete(recursive: true);
        }
    }

    private static async Task<SkillTestResult?> Run(
        string folder,
        string[] words,
        TimeSpan limit,
        CancellationToken stop
    )
    {
        var start = new ProcessStartInfo(Program, words)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var late = CancellationTokenSource.CreateLinkedTokenSource(stop);
        late.CancelAfter(limit);
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var (text, error) = (
                process.StandardOutput.ReadToEndAsync(stop),
                process.StandardError.ReadToEndAsync(stop)
            );
            try
            {
                await process.WaitForExitAsync(late.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                stop.ThrowIfCancellationRequested();
                return new(null, "");
            }

            var all = StorableText.Of(await text + await error);
            var end = all.Length > SkillTestRun.OutputBytesMax ? all[^SkillTestRun.OutputBytesMax..] : all;
            return new(process.ExitCode, Redaction.Clean(end)!);
        }
        catch (Win32Exception)
        {
            // There is no such program.
            return null;
        }
    }

    private static string Cases(string plugin)
    {
        try
        {
            using var read = JsonDocument.Parse(
                RegularFile.Read(Path.Combine(plugin, Manifest), ManifestBytesMax) ?? "{}"u8.ToArray()
            );
            return
                read.RootElement.TryGetProperty("experimental", out var early)
                && early.ValueKind == JsonValueKind.Object
                && early.TryGetProperty("evals", out var named)
                && named.ValueKind == JsonValueKind.String
                && named.GetString() is { Length: > 0 } folder
                && !Path.IsPathRooted(folder)
                ? folder
                : "evals";
        }
        catch (JsonException)
        {
            return "evals";
        }
    }

    private static bool HasCases(string folder) =>
        Directory.Exists(folder)
        && Directory
            .EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 6 })
            .Any(file => Path.GetFileName(file) is "case.yaml" or "case.yml" or "prompt.md");
}
