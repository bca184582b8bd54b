using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tarn.Common;

namespace Tarn.Tables.Log;

/// <summary>
/// The actions in a commit file. Actions and fields it does not know are ignored, as the protocol demands.
/// </summary>
internal static class CommitReader
{
    /// <exception cref="TarnException">
    /// <c>TN5001</c>: not one JSON action a line, or a required field is missing; <c>TN5002</c>: an absolute path.
    /// </exception>
    public static Commit Read(ReadOnlySpan<byte> content, long version, string key)
    {
        CommitLines lines = new();
        int lineNumber = 0;
        foreach (Range range in content.Split((byte)'\n'))
        {
            lineNumber++;
            ReadOnlySpan<byte> line = content[range].Trim(" \r\t"u8);
            if (line.IsEmpty)
            {
                continue;
            }

            try
            {
                Utf8JsonReader reader = new(line);
                using JsonDocument document = JsonDocument.ParseValue(ref reader);
                lines.Take(document.RootElement);
            }
            catch (NotSupportedException exception)
            {
                throw new TarnException(ErrorCodes.TableUnsupported, $"'{key}' line {lineNumber}: {exception.Message}");
            }
            catch (Exception exception) when (exception is JsonException or InvalidOperationException
                or KeyNotFoundException or FormatException or ArgumentException)
            {
                throw new TarnException(
                    ErrorCodes.TableCorrupt,
                    $"'{key}' line {lineNumber} is no Delta action: {exception.Message}",
                    exception);
            }
        }

        return lines.ToCommit(version);
    }

    private sealed class CommitLines
    {
        private readonly List<AddAction> _adds = [];
        private readonly List<RemoveAction> _removes = [];
        private readonly List<AppTransaction> _transactions = [];
        private ProtocolAction? _protocol;
        private MetadataAction? _metadata;
        private JsonObject? _info;

        public void Take(JsonElement line)
        {
            foreach (JsonProperty action in line.EnumerateObject())
            {
                if (action.Value.ValueKind != JsonValueKind.Null)
                {
                    Take(action.Name, action.Value);
                }
            }
        }

        public Commit ToCommit(long version) => new()
        {
            Version = version,
            Protocol = _protocol,
            Metadata = _metadata,
            Adds = _adds,
            Removes = _removes,
            Transactions = _transactions,
            Info = _info,
        };

        private void Take(string action, JsonElement body)
        {
            switch (action)
            {
                case "add":
                    _adds.Add(ReadAdd(body));
                    break;
                case "remove":
                    _removes.Add(ReadRemove(body));
                    break;
                case "txn":
                    _transactions.Add(
                        new AppTransaction(body.GetText("appId"), body.GetProperty("version").GetInt64()));
                    break;
                case "protocol":
                    _protocol = ReadProtocol(body);
                    break;
                case "metaData":
                    _metadata = ReadMetadata(body);
                    break;
                case "commitInfo":
                    _info = JsonObject.Create(body.Clone());
                    break;
                default:
                    break;
            }
        }
    }

    private static AddAction ReadAdd(JsonElement body) => new(
        new DataFile
        {
            Path = DecodePath(body),
            PartitionValues = body.GetTexts("partitionValues") ?? throw new FormatException("no partitionValues"),
            SizeBytes = body.GetProperty("size").GetInt64(),
            ModifiedUnixMs = body.GetProperty("modificationTime").GetInt64(),
            Statistics = ReadStatistics(body),
        },
        body.GetProperty("dataChange").GetBoolean(),
        body.Find("deletionVector") is not null);

    private static RemoveAction ReadRemove(JsonElement body) => new(
        DecodePath(body),
        body.GetProperty("dataChange").GetBoolean(),
        body.Find("deletionTimestamp")?.GetInt64() ?? 0,
        body.GetTexts("partitionValues"),
        body.Find("size")?.GetInt64());

    private static ProtocolAction ReadProtocol(JsonElement body) => new(
        body.GetProperty("minReaderVersion").GetInt32(),
        body.GetProperty("minWriterVersion").GetInt32(),
        body.GetTextList("readerFeatures"),
        body.GetTextList("writerFeatures"));

    private static MetadataAction ReadMetadata(JsonElement body) => new()
    {
        Id = body.GetText("id"),
        Name = body.Find("name")?.GetString(),
        Description = body.Find("description")?.GetString(),
        SchemaString = body.GetText("schemaString"),
        PartitionColumns = body.GetTextList("partitionColumns") ?? [],
        Configuration = (body.GetTexts("configuration") ?? new Dictionary<string, string?>())
            .Where(pair => pair.Value is not null)
            .ToDictionary(pair => pair.Key, pair => pair.Value!),
        CreatedUnixMs = body.Find("createdTime")?.GetInt64(),
    };

    private static string DecodePath(JsonElement body)
    {
        string uri = body.GetText("path");
        return LogUri.IsAbsolute(uri)
            ? throw new NotSupportedException($"path '{uri}' is absolute; Tarn reads files below the table only")
            : LogUri.Decode(uri);
    }

    /// <summary>Statistics only save work, so those that cannot be read count as absent.</summary>
    private static JsonObject? ReadStatistics(JsonElement body)
    {
        if (body.Find("stats")?.GetString() is not { Length: > 0 } text)
        {
            return null;
        }

        try
        {
            return JsonNode.Parse(Encoding.UTF8.GetBytes(text)) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
