using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tarn.Common;
using Tarn.Tables.DeletionVectors;
using Tarn.Tables.Integrity;

namespace Tarn.Tables.Log;

/// <summary>
/// The actions in a commit file. Actions and fields it does not know are ignored, as the protocol demands.
/// </summary>
internal static class CommitReader
{
    /// <exception cref="TarnException">
    /// <c>TN5001</c>: empty, not one JSON action a line, a required field is missing, or not what its checksum says.
    /// </exception>
    public static Commit Read(ReadOnlySpan<byte> content, long version, string key)
    {
        if (CommitChecksum.FindDamage(content) is string damage)
        {
            throw new TarnException(ErrorCodes.TableCorrupt, $"'{key}' is damaged: {damage}");
        }

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
        private readonly List<ChangeAction> _changes = [];
        private readonly List<AppTransaction> _transactions = [];
        private readonly List<DomainAction> _domains = [];
        private readonly List<SidecarAction> _sidecars = [];
        private long? _checkpointVersion;
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
            Changes = _changes,
            Transactions = _transactions,
            Domains = _domains,
            Sidecars = _sidecars,
            CheckpointVersion = _checkpointVersion,
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
                case "cdc":
                    _changes.Add(new ChangeAction(ReadAdd(body).File));
                    break;
                case "txn":
                    _transactions.Add(
                        new AppTransaction(body.GetText("appId"), body.GetProperty("version").GetInt64())
                        {
                            UpdatedUnixMs = body.Find("lastUpdated")?.GetInt64(),
                        });
                    break;
                case "protocol":
                    _protocol = _protocol is null ? ReadProtocol(body) : throw Twice(action);
                    break;
                case "metaData":
                    _metadata = _metadata is null ? ReadMetadata(body) : throw Twice(action);
                    break;
                case "domainMetadata":
                    _domains.Add(ReadDomain(body));
                    break;
                case "sidecar":
                    _sidecars.Add(new SidecarAction(
                        LogUri.Decode(body.GetText("path"))));
                    break;
                case "checkpointMetadata":
                    _checkpointVersion = body.GetProperty("version").GetInt64();
                    break;
                case "commitInfo":
                    _info = JsonObject.Create(body.Clone());
                    break;
                default:
                    break;
            }
        }
    }

    private static FormatException Twice(string action) => new($"a second {action} in one commit");

    private static AddAction ReadAdd(JsonElement body)
    {
        string uri = body.GetText("path");
        string path = LogUri.Decode(uri);
        (uint? checksum, IReadOnlyDictionary<string, string?>? tags) = FileChecksum.TakeFrom(body.GetTexts("tags"));
        DataFile file = new()
        {
            Path = path,
            LoggedPath = LogUri.Encode(path) == uri ? null : uri,
            PartitionValues = body.GetTexts("partitionValues") ?? throw new FormatException("no partitionValues"),
            SizeBytes = body.GetProperty("size").GetInt64(),
            ModifiedUnixMs = body.Find("modificationTime")?.GetInt64() ?? 0,
            StatisticsText = body.Find("stats")?.GetString() is { Length: > 0 } text
                ? Encoding.UTF8.GetBytes(text)
                : null,
            Crc32C = checksum,
            DeletionVector = ReadDeletionVector(body),
            Tracking = FileTracking.OrNull(
                body.Find("baseRowId")?.GetInt64(),
                body.Find("defaultRowCommitVersion")?.GetInt64(),
                body.Find("clusteringProvider")?.GetString(),
                tags),
        };
        return new AddAction(file, body.Find("dataChange")?.GetBoolean() ?? true);
    }

    private static RemoveAction ReadRemove(JsonElement body)
    {
        string uri = body.GetText("path");
        string path = LogUri.Decode(uri);
        return new RemoveAction(
            path,
            body.Find("dataChange")?.GetBoolean() ?? true,
            body.Find("deletionTimestamp")?.GetInt64() ?? 0,
            body.GetTexts("partitionValues"),
            body.Find("size")?.GetInt64())
        {
            DeletionVector = ReadDeletionVector(body),
            LoggedPath = LogUri.Encode(path) == uri ? null : uri,
        };
    }

    private static DeletionVector? ReadDeletionVector(JsonElement body) => body.Find("deletionVector") is { } vector
        ? new DeletionVector(
            vector.GetText("storageType"),
            vector.GetText("pathOrInlineDv"),
            vector.Find("offset")?.GetInt32(),
            vector.GetProperty("sizeInBytes").GetInt32(),
            vector.GetProperty("cardinality").GetInt64())
        : null;

    private static DomainAction ReadDomain(JsonElement body) => new(
        body.GetText("domain"),
        body.Find("configuration")?.GetString() ?? "",
        body.Find("removed")?.GetBoolean() ?? false);

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
        Provider = body.Find("format")?.Find("provider")?.GetString() ?? "parquet",
        SchemaString = body.GetText("schemaString"),
        PartitionColumns = body.GetTextList("partitionColumns") ?? [],
        Configuration = (body.GetTexts("configuration") ?? new Dictionary<string, string?>())
            .Where(pair => pair.Value is not null)
            .ToDictionary(pair => pair.Key, pair => pair.Value!),
        CreatedUnixMs = body.Find("createdTime")?.GetInt64(),
    };
}
