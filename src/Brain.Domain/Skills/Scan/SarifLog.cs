using System.Text;
using System.Text.Json;
using Brain.Messages.Skills;

namespace Brain.Domain.Skills.Scan;

/// <summary>Findings as SARIF 2.1.0, which code hosts and editors show.</summary>
public static class SarifLog
{
    private const string Schema =
        "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    /// <summary>One run with the findings of all these skills.</summary>
    /// <param name="reports">What was found; a file's address is its path behind <see
    /// cref="SkillScanReport.Folder"/>.</param>
    /// <param name="version">Of the program that scanned.</param>
    public static string Of(IEnumerable<SkillScanReport> reports, string version)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new() { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("$schema", Schema);
            json.WriteString("version", "2.1.0");
            json.WriteStartArray("runs");
            json.WriteStartObject();
            Tool(json, version);
            json.WriteString("columnKind", "utf16CodeUnits");
            json.WriteStartArray("results");
            foreach (var report in reports)
            {
                foreach (var finding in report.Findings)
                    Result(json, report, finding);
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static void Tool(Utf8JsonWriter json, string version)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "brain skills scan");
        json.WriteString("version", version);
        json.WriteStartArray("rules");
        foreach (var rule in ScanRules.All)
        {
            json.WriteStartObject();
            json.WriteString("id", rule.Id);
            Text(json, "shortDescription", $"{rule.Summary}.");
            json.WriteStartObject("defaultConfiguration");
            json.WriteString("level", Level(rule.Severity));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Result(Utf8JsonWriter json, SkillScanReport report, ScanFinding finding)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", finding.Rule);
        json.WriteNumber("ruleIndex", ScanRules.All.IndexOf(ScanRules.All.Single(rule => rule.Id == finding.Rule)));
        json.WriteString("level", Level(finding.Severity));
        Text(json, "message", $"{report.Name}: {finding.Reason}.");
        json.WriteStartArray("locations");
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", Address(report.Folder, finding.Path));
        json.WriteEndObject();
        if (finding.Line > 0)
        {
            json.WriteStartObject("region");
            json.WriteNumber("startLine", finding.Line);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    private static string Address(string folder, string path)
    {
        var whole = folder is "" or "." ? path : $"{folder.TrimEnd('/')}/{path}";
        var parts = string.Join('/', whole.Split('/').Select(Uri.EscapeDataString));
        return whole.StartsWith('/') ? $"file://{parts}" : parts;
    }

    private static string Level(ScanSeverity severity) =>
        severity switch
        {
            ScanSeverity.Error => "error",
            ScanSeverity.Warning => "warning",
            _ => "note",
        };
}
