using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Brain.Client.Install;

namespace Brain.Client.Agents.Codex;

/// <summary>Asks Codex itself which hooks it runs, by its app server: JSON lines over stdin and stdout.</summary>
internal static class CodexTrust
{
    private const int AnswerMsMax = 20_000;

    /// <summary>Null where there is no Codex to ask, or it says nothing that is understood.</summary>
    internal static AgentTrust? Ask(Func<string, string?> environment, string file, Func<string?, bool> isOurs)
    {
        if (ProgramOnPath.Find("codex", environment) is not { } program)
            return null;
        try
        {
            using var server = Process.Start(
                new ProcessStartInfo(program, ["app-server"])
                {
                    RedirectStandardInput = true,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                    UseShellExecute = false,
                }
            )!;
            server.ErrorDataReceived += (_, _) => { };
            server.BeginErrorReadLine();
            var answer = Task.Run(() => Talk(server));
            var came = answer.Wait(AnswerMsMax);
            server.Kill(entireProcessTree: true);
            server.WaitForExit(AnswerMsMax);
            return came ? Read(answer.Result, file, isOurs) : null;
        }
        catch (Exception e)
            when (e is Win32Exception or IOException or InvalidOperationException or AggregateException)
        {
            return null;
        }
    }

    private static JsonNode? Talk(Process server)
    {
        Say(server, """{"id":1,"method":"initialize","params":{"clientInfo":{"name":"brain","version":"1"}}}""");
        if (Answer(server, 1) is null)
            return null;
        Say(server, """{"method":"initialized"}""");
        // A project's own settings may switch hooks off there.
        var folder = new JsonArray(CurrentFolder.Path ?? Path.GetTempPath());
        Say(
            server,
            new JsonObject
            {
                ["id"] = 2,
                ["method"] = "hooks/list",
                ["params"] = new JsonObject { ["cwds"] = folder },
            }.ToJsonString()
        );
        return Answer(server, 2);
    }

    private static void Say(Process server, string line)
    {
        server.StandardInput.WriteLine(line);
        server.StandardInput.Flush();
    }

    private static JsonNode? Answer(Process server, int id)
    {
        while (server.StandardOutput.ReadLine() is { } line)
        {
            if (Parse(line) is JsonObject message && message["id"] is JsonValue told && told.ToString() == $"{id}")
                return message["result"];
        }

        return null;
    }

    private static JsonNode? Parse(string line)
    {
        try
        {
            return JsonNode.Parse(line);
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    // Each hook has a key that begins with its file, as Codex itself finds it: PATH:event:group:handler.
    internal static AgentTrust? Read(JsonNode? result, string file, Func<string?, bool> isOurs)
    {
        if (result?["data"] is not JsonArray data)
            return null;
        string[] files = [$"{file}:", $"{Posix.Resolve(file) ?? file}:"];
        var ours = data.SelectMany(one => one?["hooks"] as JsonArray ?? [])
            .OfType<JsonObject>()
            .Where(hook => hook["command"] is not { } line || isOurs(line.ToString()))
            .Select(hook => (Place: Behind(files, $"{hook["key"]}"), Trust: $"{hook["trustStatus"]}"))
            .Where(hook => hook.Place is not null)
            .ToArray();
        var waiting = ours.Where(hook => hook.Trust is not ("trusted" or "managed")).ToArray();
        return new(
            ours.Length - waiting.Length,
            [.. waiting.Select(hook => hook.Place!)],
            [.. CodexInstall.Events.Where(name => !ours.Any(hook => IsOf(hook.Place!, name)))]
        );
    }

    private static string? Behind(string[] files, string key) =>
        Array.Find(files, file => key.StartsWith(file, StringComparison.Ordinal)) is { } file
            ? key[file.Length..]
            : null;

    // SessionStart is session_start there.
    private static bool IsOf(string place, string name) =>
        place.Split(':')[0].Replace("_", "", StringComparison.Ordinal).Equals(name, StringComparison.OrdinalIgnoreCase);
}
