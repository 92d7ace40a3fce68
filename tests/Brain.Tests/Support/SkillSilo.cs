using System.Net.Http.Json;
using System.Text.Json;
using Brain.Grains.Abstractions.Skills;
using Brain.Messages;
using Brain.Messages.Commands;
using Brain.Messages.Skills;

namespace Brain.Tests.Skills;

/// <summary>What tests of skills ask of a silo, and the folders that they make.</summary>
internal static class SkillSilo
{
    public static string Text(string name, string description, string body = "Do it.") =>
        $"---\nname: {name}\ndescription: {description}\n---\n{body}\n";

    public static async Task<SkillsSynced> SyncSkills(this SiloFixture silo, params string[] folders)
    {
        using var answer = await silo.Socket.PostAsync(
            "/skills/sync",
            JsonContent.Create(new SyncSkills(folders), MessagesJson.Default.SyncSkills)
        );
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonSerializer.Deserialize(text, MessagesJson.Default.SkillsSynced)!;
    }

    public static async Task<SkillDetail> Skill(this SiloFixture silo, string name) =>
        JsonSerializer.Deserialize(
            await silo.Socket.GetStringAsync($"/skills/called/{Uri.EscapeDataString(name)}"),
            MessagesJson.Default.SkillDetail
        )!;

    public static async Task<CommandResult> SaySkills(this SiloFixture silo, string args, CommandRequest? like = null)
    {
        var request = CommandRequest.For(CommandKind.Skills, args);
        using var answer = await silo.Socket.PostAsync(
            "/errands",
            JsonContent.Create(
                like is null
                    ? request
                    : like with
                    {
                        Kind = request.Kind,
                        Args = args,
                    },
                MessagesJson.Default.CommandRequest
            )
        );
        return JsonSerializer.Deserialize(
            await answer.Content.ReadAsStringAsync(),
            MessagesJson.Default.CommandResult
        )!;
    }

    public static Task<int> SettleSkills(this SiloFixture silo) =>
        silo.Grains.GetGrain<ISkillTrustGrain>(ISkillTrustGrain.Key).Settle();
}
