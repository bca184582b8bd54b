using System.Text.Json;
using System.Text.Json.Nodes;
using Tarn.Common;

namespace Tarn.Tables.Log;

/// <summary>
/// A version's <c>.crc</c> file ("Version Checksum File"), written with each checkpoint, and held against what
/// replaying the log gave: number and size of files, number of deletion vectors, protocol and metadata.
/// </summary>
internal static class VersionChecksum
{
    /// <summary>The content for a version, with one more field that is not the protocol's.</summary>
    public static byte[] Write(SnapshotState state, string extraField, JsonNode extra)
    {
        using MemoryStream content = new();
        using (Utf8JsonWriter json = new(content, LogJson.WriterOptions))
        {
            json.WriteStartObject();
            json.WriteNumber("tableSizeBytes", state.Totals.Bytes);
            json.WriteNumber("numFiles", state.Files.Count);
            json.WriteNumber("numMetadata", 1);
            json.WriteNumber("numProtocol", 1);
            if (ProtocolSupport.HasInCommitTimestamps(state.Metadata))
            {
                json.WriteNumber("inCommitTimestampOpt", state.Timestamp.ToUnixTimeMilliseconds());
            }

            json.WritePropertyName("metadata");
            ActionJson.WriteMetadata(json, state.Metadata);
            json.WritePropertyName("protocol");
            ActionJson.WriteProtocol(json, state.Protocol);
            json.WritePropertyName(extraField);
            extra.WriteTo(json);
            json.WriteEndObject();
        }

        return content.ToArray();
    }

    /// <exception cref="TarnException"><c>TN5001</c> naming file, version and what differs.</exception>
    public static void Require(ReadOnlyMemory<byte> content, SnapshotState state, string key, string table)
    {
        string? difference;
        try
        {
            using JsonDocument document = JsonDocument.Parse(content);
            difference = Difference(document.RootElement, state);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException
            or KeyNotFoundException or FormatException)
        {
            throw new TarnException(
                ErrorCodes.TableCorrupt,
                $"checksum '{key}' of version {state.Version} of table '{table}' cannot be read: {exception.Message}",
                exception);
        }

        if (difference is not null)
        {
            throw new TarnException(
                ErrorCodes.TableCorrupt,
                $"version {state.Version} of table '{table}' is not what its checksum '{key}' says: {difference}");
        }
    }

    /// <summary>How the state differs from actions that are said to be its; null when it does not.</summary>
    public static string? Difference(JsonElement? metadata, JsonElement? protocol, SnapshotState state) =>
        (metadata is null ? null : MetadataDifference(metadata.Value, state.Metadata))
        ?? (protocol is null ? null : ProtocolDifference(protocol.Value, state.Protocol));

    private static string? Difference(JsonElement checksum, SnapshotState state)
    {
        FileTotals totals = state.Totals;
        return Differs("numFiles", checksum.GetProperty("numFiles").GetInt64(), state.Files.Count)
            ?? Differs("tableSizeBytes", checksum.GetProperty("tableSizeBytes").GetInt64(), totals.Bytes)
            ?? Differs(
                "numDeletionVectorsOpt",
                checksum.Find("numDeletionVectorsOpt")?.GetInt64() ?? totals.DeletionVectors,
                totals.DeletionVectors)
            ?? Difference(checksum.Find("metadata"), checksum.Find("protocol"), state);
    }

    private static string? Differs(string what, long said, long found) =>
        said == found ? null : $"{what} is {found}, not {said}";

    private static string? MetadataDifference(JsonElement said, MetadataAction found) =>
        said.Find("id")?.GetString() is string id && id != found.Id ? $"the table's id is '{found.Id}', not '{id}'"
        : said.GetTextList("partitionColumns") is { } columns && !columns.SequenceEqual(found.PartitionColumns)
            ? $"partition columns are ({string.Join(", ", found.PartitionColumns)}), not ({string.Join(", ", columns)})"
        : said.Find("schemaString")?.GetString() is string schema && !IsSameJson(schema, found.SchemaString)
            ? "the schema is another one"
            : null;

    private static string? ProtocolDifference(JsonElement said, ProtocolAction found) =>
        Differs("minReaderVersion", said.GetProperty("minReaderVersion").GetInt64(), found.MinReaderVersion)
        ?? Differs("minWriterVersion", said.GetProperty("minWriterVersion").GetInt64(), found.MinWriterVersion)
        ?? (IsSameSet(said.GetTextList("readerFeatures"), found.ReaderFeatures)
            && IsSameSet(said.GetTextList("writerFeatures"), found.WriterFeatures)
                ? null
                : "the table's features are other ones");

    private static bool IsSameSet(IReadOnlyList<string>? said, IReadOnlyList<string>? found) =>
        (said ?? []).ToHashSet().SetEquals(found ?? []);

    private static bool IsSameJson(string left, string right)
    {
        if (left == right)
        {
            return true;
        }

        using JsonDocument first = JsonDocument.Parse(left);
        using JsonDocument second = JsonDocument.Parse(right);
        return JsonElement.DeepEquals(first.RootElement, second.RootElement);
    }
}
