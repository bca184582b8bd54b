using System.Text.Json;
using Tarn.Tables.DeletionVectors;

namespace Tarn.Tables.Log;

/// <summary>A commit as the bytes of its file: one action a line, <c>commitInfo</c> first ("Actions").</summary>
internal static class CommitWriter
{
    public static byte[] Write(Commit commit)
    {
        using MemoryStream content = new();
        if (commit.Info is not null)
        {
            WriteLine(content, "commitInfo", json => commit.Info.WriteTo(json));
        }

        if (commit.Protocol is ProtocolAction protocol)
        {
            WriteLine(content, "protocol", json => WriteProtocol(json, protocol));
        }

        if (commit.Metadata is MetadataAction metadata)
        {
            WriteLine(content, "metaData", json => WriteMetadata(json, metadata));
        }

        foreach (AppTransaction transaction in commit.Transactions)
        {
            WriteLine(content, "txn", json => WriteTransaction(json, transaction, commit));
        }

        foreach (RemoveAction remove in commit.Removes)
        {
            WriteLine(content, "remove", json => WriteRemove(json, remove));
        }

        foreach (AddAction add in commit.Adds)
        {
            WriteLine(content, "add", json => WriteAdd(json, add));
        }

        return content.ToArray();
    }

    private static void WriteLine(MemoryStream content, string action, Action<Utf8JsonWriter> writeBody)
    {
        using (Utf8JsonWriter json = new(content, LogJson.WriterOptions))
        {
            json.WriteStartObject();
            json.WritePropertyName(action);
            writeBody(json);
            json.WriteEndObject();
        }

        content.WriteByte((byte)'\n');
    }

    private static void WriteProtocol(Utf8JsonWriter json, ProtocolAction protocol)
    {
        json.WriteStartObject();
        json.WriteNumber("minReaderVersion", protocol.MinReaderVersion);
        json.WriteNumber("minWriterVersion", protocol.MinWriterVersion);
        WriteTexts(json, "readerFeatures", protocol.ReaderFeatures);
        WriteTexts(json, "writerFeatures", protocol.WriterFeatures);
        json.WriteEndObject();
    }

    private static void WriteMetadata(Utf8JsonWriter json, MetadataAction metadata)
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
        if (metadata.CreatedUnixMs is long created)
        {
            json.WriteNumber("createdTime", created);
        }

        json.WriteEndObject();
    }

    private static void WriteTransaction(Utf8JsonWriter json, AppTransaction transaction, Commit commit)
    {
        json.WriteStartObject();
        json.WriteString("appId", transaction.AppId);
        json.WriteNumber("version", transaction.Version);
        if (CommitInfo.Timestamp(commit.Info) is DateTimeOffset timestamp)
        {
            json.WriteNumber("lastUpdated", timestamp.ToUnixTimeMilliseconds());
        }

        json.WriteEndObject();
    }

    private static void WriteAdd(Utf8JsonWriter json, AddAction add)
    {
        json.WriteStartObject();
        json.WriteString("path", add.File.LoggedPath ?? LogUri.Encode(add.File.Path));
        WritePartitionValues(json, add.File.PartitionValues);
        json.WriteNumber("size", add.File.SizeBytes);
        json.WriteNumber("modificationTime", add.File.ModifiedUnixMs);
        json.WriteBoolean("dataChange", add.DataChange);
        if (add.File.StatisticsText is byte[] statistics)
        {
            json.WriteString("stats", statistics);
        }

        WriteDeletionVector(json, add.File.DeletionVector);
        json.WriteEndObject();
    }

    private static void WriteRemove(Utf8JsonWriter json, RemoveAction remove)
    {
        json.WriteStartObject();
        json.WriteString("path", remove.LoggedPath ?? LogUri.Encode(remove.Path));
        json.WriteNumber("deletionTimestamp", remove.DeletedUnixMs);
        json.WriteBoolean("dataChange", remove.DataChange);
        if (remove.PartitionValues is not null && remove.SizeBytes is long sizeBytes)
        {
            json.WriteBoolean("extendedFileMetadata", true);
            WritePartitionValues(json, remove.PartitionValues);
            json.WriteNumber("size", sizeBytes);
        }

        WriteDeletionVector(json, remove.DeletionVector);
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

    private static void WritePartitionValues(Utf8JsonWriter json, IReadOnlyDictionary<string, string?> values)
    {
        json.WriteStartObject("partitionValues");
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
}
