using System.Globalization;
using System.Text.Json;
using Tarn.Engine;

namespace Tarn.Queries.Plans;

/// <summary>Reads the engine's plans.</summary>
internal sealed class PlanReader(PlanNames names)
{
    private const string Estimate = "Estimated cardinality";
    private const string Function = "Function";
    private const string ScanPrefix = "READ_";
    private const string Scan = "SCAN";

    /// <param name="json">What <c>EXPLAIN (FORMAT json)</c> gives.</param>
    public PlanNode Read(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 2000 });
        return Read(document.RootElement[0]);
    }

    /// <param name="profile">Of a query that has been run.</param>
    public PlanNode Read(OperatorProfile profile)
    {
        PlanNode node = Node(profile.Name, profile.Extra, [.. profile.Children.Select(Read)]);
        return node with { Rows = profile.Rows, Seconds = profile.Seconds };
    }

    private PlanNode Read(JsonElement node)
    {
        Dictionary<string, string> details = [];
        foreach (JsonProperty detail in node.GetProperty("extra_info").EnumerateObject())
        {
            details[detail.Name] = detail.Value.ValueKind == JsonValueKind.Array
                ? string.Join(", ", detail.Value.EnumerateArray().Select(item => item.ToString()))
                : detail.Value.ToString();
        }

        string name = node.GetProperty("name").GetString() ?? "";
        return Node(name.Trim(), details, [.. node.GetProperty("children").EnumerateArray().Select(Read)]);
    }

    private PlanNode Node(string name, IReadOnlyDictionary<string, string> extra, IReadOnlyList<PlanNode> children)
    {
        Dictionary<string, string> details = [];
        foreach ((string key, string value) in extra)
        {
            details[NameOf(key)] = value;
        }

        string called = details.GetValueOrDefault(Function) ?? name;
        bool isScan = called.StartsWith(ScanPrefix, StringComparison.OrdinalIgnoreCase);
        Dictionary<string, string> readable = details
            .Where(detail => detail.Key is not (Estimate or Function)
                && !IsOfFiles(detail.Key)
                && detail.Value.Length > 0)
            .ToDictionary(detail => detail.Key, detail => PlanNames.Readable(detail.Value));
        return new PlanNode(
            isScan ? Scan : name, isScan ? names.TableOf(details.Values) : null, readable, children)
        {
            EstimatedRows = long.TryParse(
                details.GetValueOrDefault(Estimate), CultureInfo.InvariantCulture, out long rows) ? rows : null,
        };
    }

    /// <summary>In words: the engine says <c>Join Type</c> in plans and <c>join_type</c> in profiles.</summary>
    private static string NameOf(string detail)
    {
        string words = detail.Replace('_', ' ').ToLowerInvariant();
        return words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
    }

    /// <summary>Files are told by table, and their paths are nobody's business.</summary>
    private static bool IsOfFiles(string detail) =>
        detail.StartsWith("Filename", StringComparison.Ordinal) || detail == "Total files read";
}
