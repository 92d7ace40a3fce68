using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Brain.Domain.Text;
using Brain.Silo.Files;
using Brain.Silo.Security;
using Brain.Silo.Skills;

namespace Brain.Silo.Hooks.ClaudeCode;

/// <summary>
/// <c>claude plugin eval</c>, as Claude Code 2.1.332 has it: cases lie in <c>evals/</c>, or where the manifest's
/// <c>experimental.evals</c> says.
/// </summary>
internal sealed class ClaudeCodeEvals : ISkillEvals
{
    private const string Manifest = ".claude-plugin/plugin.json";
    private const int ParentsMax = 6;
    private const int ManifestBytesMax = 1024 * 1024;
    private const int ReportBytesMax = 64 * 1024 * 1024;

    /// <summary>Claude Code's.</summary>
    internal string Program { get; init; } = "claude";

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
    public async Task<SkillEvalResult> Run(string plugin, string skill, TimeSpan limit, CancellationToken stop)
    {
        if (await Run(plugin, ["plugin", "eval", "--help"], TimeSpan.FromMinutes(1), stop) is not { Code: 0 })
            return SkillEvalResult.None($"`{Command}` is not there, or is no verb of this version");
        var cases = Path.Combine(plugin, Cases(plugin));
        if (SkillFolderDigest.Of(cases) is not { IsWhole: true } digest)
            return SkillEvalResult.None($"{cases} can't be read whole");
        var hash = digest.Hash();
        var results = Directory.CreateTempSubdirectory("brain-evals-");
        try
        {
            // The person asked for it, and so trusts the plugin; what its authors' scripts would do is not run, nor
            // each case once more without the plugin, which would cost as much again and count no use of the skill.
            string[] words =
            [
                "plugin",
                "eval",
                plugin,
                "--no-publish",
                "--trust-plugin",
                "--no-scaffold",
                "--ablation",
                "none",
            ];
            var report = Path.Combine(results.FullName, "run.json");
            string[] where = ["--json", report, "--output-dir", results.FullName];
            if (await Run(plugin, [.. words, .. where], limit, stop) is not { Code: { } code } run)
                return SkillEvalResult.None("it was ended at its limit of time");
            var (passed, why) = ClaudeCodeEvalReport.Read(
                RegularFile.Read(report, ReportBytesMax) ?? [],
                skill,
                isOnlyOne: Skills(plugin) == 1
            );
            if (passed is not { } isPassed)
                return SkillEvalResult.None($"`{Command}` ended with {code}, and {why}");
            return SkillFolderDigest.Of(cases)?.Hash() == hash
                ? new(run with { Code = isPassed ? 0 : 1 }, "", hash)
                : SkillEvalResult.None($"{cases} changed while they ran");
        }
        finally
        {
            results.Delete(recursive: true);
        }
    }

    private async Task<SkillTestResult?> Run(
        string folder,
        string[] words,
        TimeSpan limit,
        CancellationToken stop
    )
    {
        var start = new ProcessStartInfo(Program, words)
        {
            UseShellExecute = false,
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
            // What its agent says is no person's word.
            using var known = ForeignProcesses.Began(process.Id);
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

    private static int Skills(string plugin) =>
        new DirectoryInfo(Path.Combine(plugin, "skills")) is { Exists: true } skills
            ? skills.EnumerateDirectories().Count(one => File.Exists(Path.Combine(one.FullName, "SKILL.md")))
            : 0;

    private static bool HasCases(string folder) =>
        Directory.Exists(folder)
        && Directory
            .EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 6 })
            .Any(file => Path.GetFileName(file) is "case.yaml" or "case.yml" or "prompt.md");
}
