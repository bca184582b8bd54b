using System.Text.Json;
using Tarn.Crawlers;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Glue.Crawlers;

/// <summary>
/// What a crawler's <c>Configuration</c> says. Source: "Setting crawler configuration options" of the Glue guide.
/// Members that change nothing here are known and kept; others are refused.
/// </summary>
internal sealed record CrawlerConfiguration
{
    /// <summary>True when columns may be added, and nothing else.</summary>
    public bool MergesNewColumns { get; private set; }

    public TableGrouping Grouping { get; private set; } = TableGrouping.Similar;

    /// <summary>Counted from the bucket, which is 1; null is wherever tables are found.</summary>
    public int? TableLevel { get; private set; }

    /// <exception cref="AwsException"><c>InvalidInputException</c>: no JSON, or what the lake does not do.</exception>
    public static CrawlerConfiguration Parse(string? text)
    {
        CrawlerConfiguration configuration = new();
        if (string.IsNullOrWhiteSpace(text))
        {
            return configuration;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            foreach ((string path, JsonElement value) in LeavesOf("", document.RootElement))
            {
                configuration.Take(path, value);
            }
        }
        catch (JsonException exception)
        {
            throw new AwsException(
                GlueErrors.InvalidInput, $"Configuration is not the JSON of an object: {exception.Message}");
        }

        return configuration;
    }

    private void Take(string path, JsonElement value)
    {
        switch (path, value.ToString())
        {
            case ("Version", _):
            case ("CreatePartitionIndex", _):
            case ("CrawlerOutput.Partitions.AddOrUpdateBehavior", "InheritFromTable"):
                break;
            case ("CrawlerOutput.Tables.AddOrUpdateBehavior", "MergeNewColumns"):
                MergesNewColumns = true;
                break;
            case ("Grouping.TableGroupingPolicy", "CombineCompatibleSchemas"):
                Grouping = TableGrouping.Combine;
                break;
            case ("Grouping.TableLevelConfiguration", _) when value.TryGetInt32(out int level) && level > 0:
                TableLevel = level;
                break;
            case (_, var found):
                throw new AwsException(
                    GlueErrors.InvalidInput, $"Configuration has {path} = '{found}', which is not supported");
        }
    }

    private static IEnumerable<(string Path, JsonElement Value)> LeavesOf(string path, JsonElement element) =>
        element.ValueKind == JsonValueKind.Object
            ? element.EnumerateObject().SelectMany(member =>
                LeavesOf(path.Length == 0 ? member.Name : $"{path}.{member.Name}", member.Value))
            : path.Length == 0 ? throw new JsonException("expected an object") : [(path, element)];
}
