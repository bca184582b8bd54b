using System.Text.Json;
using Tarn.Tables.DeletionVectors;
using Tarn.Tables.Integrity;

namespace Tarn.Tables.Log;

/// <summary>The bodies of actions as JSON, for commits and for the rows of a checkpoint ("Actions").</summary>
internal static class ActionJson
{
    public static void WriteProtocol(Utf8JsonWriter json, ProtocolAction protocol)
    {
        json.WriteStartObject();
        json.WriteNumber("minReaderVersion", protocol.MinReaderVersion);
        json.WriteNumber("minWriterVersion", protocol.MinWriterVersion);
        WriteTexts(json, "readerFeatures", protocol.ReaderFeatures);
        WriteTexts(json, "writerFeatures", protocol.WriterFeatures);
        json.WriteEndObject();
    }

    public static void WriteMetadata(Utf8JsonWriter json, MetadataAction metadata)
    {
        json.WriteStartObject();
        json.WriteString("id", metadata.Id);
        WriteTextUnlessNull(json, "name", metadata.Name);
        WriteTextUnlessNull(json, "description", metadata.Description);
        json.WriteStartObject("format");
        json.WriteString("provider", "parquet");
        json.WriteStartObject("options");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteString("schemaString", metadata.SchemaString);
        WriteTexts(json, "partitionColumns", metadata.PartitionColumns);
        json.WriteStartObject("configuration");
        foreach ((string key, string value) in metadata.Configuration)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
        WriteNumberUnlessNull(json, "createdTime", metadata.CreatedUnixMs);
        json.WriteEndObject();
    }

    public static void WriteTransaction(Utf8JsonWriter json, AppTransaction transaction)
    {
        json.WriteStartObject();
        json.WriteString("appId", transaction.AppId);
        json.WriteNumber("version", transaction.Version);
        WriteNumberUnlessNull(json, "lastUpdated", transaction.UpdatedUnixMs);
        json.WriteEndObject();
    }

    public static void WriteDomain(Utf8JsonWriter json, DomainAction domain)
    {
        json.WriteStartObject();
        json.WriteString("domain", domain.Domain);
        json.WriteString("configuration", domain.Configuration);
        json.WriteBoolean("removed", domain.Removed);
        json.WriteEndObject();
    }

    public static void WriteAdd(Utf8JsonWriter json, AddAction add)
    {
        json.WriteStartObject();
        json.WriteString("path", add.File.LoggedPath ?? LogUri.Encode(add.File.Path));
        WriteMap(json, "partitionValues", add.File.PartitionValues);
        json.WriteNumber("size", add.File.SizeBytes);
        json.WriteNumber("modificationTime", add.File.ModifiedUnixMs);
        json.WriteBoolean("dataChange", add.DataChange);
        if (add.File.StatisticsText is byte[] statistics)
        {
            json.WriteString("stats", statistics);
        }

        WriteDeletionVector(json, add.File.DeletionVector);
        if (add.File.Tracking is FileTracking tracking)
        {
            WriteTracking(json, tracking);
        }

        WriteTags(json, add.File.Tracking?.Tags, add.File.Crc32C);
        json.WriteEndObject();
    }

    public static void WriteRemove(Utf8JsonWriter json, RemoveAction remove)
    {
        json.WriteStartObject();
        json.WriteString("path", remove.LoggedPath ?? LogUri.Encode(remove.Path));
        json.WriteNumber("deletionTimestamp", remove.DeletedUnixMs);
        json.WriteBoolean("dataChange", remove.DataChange);
        if (remove.PartitionValues is not null && remove.SizeBytes is long sizeBytes)
        {
            json.WriteBoolean("extendedFileMetadata", true);
            WriteMap(json, "partitionValues", remove.PartitionValues);
            json.WriteNumber("size", sizeBytes);
        }

        WriteDeletionVector(json, remove.DeletionVector);
        json.WriteEndObject();
    }

    public static void WriteChange(Utf8JsonWriter json, ChangeAction change)
    {
        json.WriteStartObject();
        json.WriteString("path", LogUri.Encode(change.File.Path));
        WriteMap(json, "partitionValues", change.File.PartitionValues);
        json.WriteNumber("size", change.File.SizeBytes);
        json.WriteBoolean("dataChange", false);
        json.WriteEndObject();
    }

    private static void WriteDeletionVector(Utf8JsonWriter json, DeletionVector? vector)
    {
        if (vector is null)
        {
            return;
        }

        json.WriteStartObject("deletionVector");
        json.WriteString("storageType", vector.StorageType);
        json.WriteString("pathOrInlineDv", vector.PathOrInline);
        if (vector.Offset is int offset)
        {
            json.WriteNumber("offset", offset);
        }

        json.WriteNumber("sizeInBytes", vector.SizeBytes);
        json.WriteNumber("cardinality", vector.Cardinality);
        json.WriteEndObject();
    }

    private static void WriteTracking(Utf8JsonWriter json, FileTracking tracking)
    {
        WriteNumberUnlessNull(json, "baseRowId", tracking.BaseRowId);
        WriteNumberUnlessNull(json, "defaultRowCommitVersion", tracking.DefaultRowCommitVersion);
        WriteTextUnlessNull(json, "clusteringProvider", tracking.ClusteringProvider);
    }

    private static void WriteTags(Utf8JsonWriter json, IReadOnlyDictionary<string, string?>? tags, uint? checksum)
    {
        if (tags is null && checksum is null)
        {
            return;
        }

        json.WriteStartObject("tags");
        foreach ((string name, string? value) in tags ?? new Dictionary<string, string?>())
        {
            json.WriteString(name, value);
        }

        if (checksum is uint known)
        {
            json.WriteString(FileChecksum.Tag, FileChecksum.ToText(known));
        }

        json.WriteEndObject();
    }

    private static void WriteMap(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, string?> values)
    {
        json.WriteStartObject(name);
        foreach ((string column, string? value) in values)
        {
            json.WriteString(column, value);
        }

        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string>? texts)
    {
        if (texts is null)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static void WriteTextUnlessNull(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    private static void WriteNumberUnlessNull(Utf8JsonWriter json, string name, long? number)
    {
        if (number is long value)
        {
            json.WriteNumber(name, value);
        }
    }
}
