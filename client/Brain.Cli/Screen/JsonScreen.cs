using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Brain.Client.Http;
using Brain.Messages;

namespace Brain.Cli.Screen;

/// <summary>What <c>--json</c> prints.</summary>
internal static class JsonScreen
{
    private static readonly ClientJson Client = new(Readable(ClientJson.Default.Options));
    private static readonly MessagesJson Messages = new(Readable(MessagesJson.Default.Options));

    /// <summary>Prints a value for programs, and for people who look at what programs get.</summary>
    internal static void Print<T>(T value) =>
        Write(value, Client.GetTypeInfo(typeof(T)) ?? Messages.GetTypeInfo(typeof(T)));

    /// <summary>Prints a value on one line.</summary>
    internal static void PrintLine<T>(T value) =>
        Write(value, ClientJson.Default.GetTypeInfo(typeof(T)) ?? MessagesJson.Default.GetTypeInfo(typeof(T)));

    private static void Write<T>(T value, JsonTypeInfo? shape) =>
        Terminal.WriteJson(JsonSerializer.Serialize(value, (JsonTypeInfo<T>)shape!));

    private static JsonSerializerOptions Readable(JsonSerializerOptions options) =>
        new(options)
        {
            WriteIndented = true,
            Encoder = Unescaped.Instance,
            TypeInfoResolver = null,
        };
}
