using System.Text.Json;
using Tarn.Streams.Prefixes;

namespace Tarn.Streams.Stages;

/// <summary>
/// Takes the values of partition keys out of records, which are JSON objects: Firehose's dynamic partitioning.
/// </summary>
internal sealed class PartitionStage : OneByOneStage
{
    private const string FailureCode = "DynamicPartitioning.MetadataExtractionFailed";

    private readonly IReadOnlyList<(string Name, PartitionKeyPath Path)> _keys;

    /// <param name="keys">Paths by the names of the keys.</param>
    public PartitionStage(IReadOnlyDictionary<string, string> keys) =>
        _keys = [.. keys.Select(key => (key.Key, PartitionKeyPath.Parse(key.Value)))];

    protected override void Run(OutgoingRecord record, List<OutgoingRecord> made, Action<FailedRecord> failed)
    {
        Dictionary<string, string> values = new(record.PartitionKeys, StringComparer.Ordinal);
        if (FindProblem(record.Data, values) is { } problem)
        {
            failed(new FailedRecord(record.Source, ErrorTypes.Processing, FailureCode, problem));
        }
        else
        {
            made.Add(record with { PartitionKeys = values });
        }
    }

    private string? FindProblem(ReadOnlyMemory<byte> data, Dictionary<string, string> values)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(data);
            foreach ((string name, PartitionKeyPath path) in _keys)
            {
                if (TextAt(document.RootElement, path) is not { Length: > 0 } value)
                {
                    return $"it has no value for the partition key '{name}'";
                }

                values[name] = value;
            }

            return null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The second of a text that is no Unicode, such as half a surrogate pair.
            return $"it is not JSON: {exception.Message}";
        }
    }

    /// <summary>Null when there is none, or one that is no text, number or truth value.</summary>
    private static string? TextAt(JsonElement element, PartitionKeyPath path)
    {
        foreach (string member in path.Members)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(member, out element))
            {
                return null;
            }
        }

        return element.ValueKind switch
        {
            JsonValueKind.String => element.GetString(),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => element.GetRawText(),
            _ => null,
        };
    }
}
