using System.Text.Encodings.Web;

namespace Brain.Client;

/// <summary>Leaves letters of every script, quotes of HTML and emoji as they are: our JSON goes to people's files and terminals.</summary>
internal static class Unescaped
{
    internal static readonly JavaScriptEncoder Instance = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
}
