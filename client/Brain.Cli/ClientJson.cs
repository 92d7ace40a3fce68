using System.Text.Json.Serialization;
using Brain.Cli.Demo;
using Brain.Cli.Silo;
using Brain.Client;
using Brain.Client.Install;

namespace Brain.Cli;

/// <summary>What <c>--json</c> prints beside the messages of the silo: the same snake_case.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(CheckResult[]))]
[JsonSerializable(typeof(InstallReport))]
[JsonSerializable(typeof(DemoStep))]
[JsonSerializable(typeof(Backlog[]))]
[JsonSerializable(typeof(Flushed[]))]
internal sealed partial class ClientJson : JsonSerializerContext;
