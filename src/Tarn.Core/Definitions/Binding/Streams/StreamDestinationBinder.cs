using System.Text;
using Tarn.Common;
using Tarn.Definitions.Yaml;
using Tarn.Streams;
using Tarn.Streams.Prefixes;

namespace Tarn.Definitions.Binding.Streams;

/// <summary>What a stream says of its objects.</summary>
/// <param name="name">Of the stream.</param>
internal sealed class StreamDestinationBinder(BindingContext context, string name)
{
    private static readonly (string, StreamCompression)[] Compressions =
    [
        ("none", StreamCompression.None),
        ("gzip", StreamCompression.Gzip),
        ("zip", StreamCompression.Zip),
        ("snappy", StreamCompression.Snappy),
        ("hadoop_snappy", StreamCompression.HadoopSnappy),
        ("zstd", StreamCompression.Zstandard),
    ];

    private static readonly (string, bool)[] Delimiters = [("newline", true), ("none", false)];

    private static readonly (string, bool)[] Splits = [("json", true)];

    public StreamDestination Bind(MapReader stream)
    {
        YamlNode.Scalar? bucket = stream.RequiredText("bucket", "the bucket that objects go to");
        Dictionary<string, string> keys = PartitionKeys(stream);
        return new StreamDestination
        {
            Bucket = bucket?.Value ?? "",
            Prefix = Prefix(stream.Text("prefix")?.Value ?? $"{name}/", keys.Keys),
            ErrorPrefix = stream.Text("error_prefix")?.Value ?? StreamDestination.DatedErrorPrefix,
            Compression = stream.Word("compression", Compressions) ?? StreamCompression.None,
            FileExtension = stream.Text("extension")?.Value,
            TimeZone = stream.Text("time_zone")?.Value ?? "UTC",
            AppendsNewline = stream.Word("delimiter", Delimiters) ?? true,
            Split = Split(stream),
            Transform = Transform(stream),
            PartitionKeys = keys,
            Parquet = Parquet(stream),
        };
    }

    /// <summary>The prefix; keys and date follow in Hive's style as far as it does not have them.</summary>
    private static string Prefix(string text, IEnumerable<string> keys)
    {
        PrefixExpression parsed;
        try
        {
            parsed = PrefixExpression.Parse(text);
        }
        catch (TarnException)
        {
            // The rules say what is wrong with it, at its place.
            return text;
        }

        StringBuilder whole = new(text);
        foreach (string key in keys.Except(parsed.QueryKeys, StringComparer.Ordinal))
        {
            whole.Append(key).Append("=!{partitionKeyFromQuery:").Append(key).Append("}/");
        }

        return parsed.HasTimestamp ? whole.ToString() : whole.Append(StreamDestination.DatedPrefix).ToString();
    }

    private Dictionary<string, string> PartitionKeys(MapReader stream)
    {
        Dictionary<string, string> keys = new(StringComparer.Ordinal);
        foreach (YamlEntry entry in stream.Map("partition_by")?.Entries ?? [])
        {
            if (entry.Value is YamlNode.Scalar { IsNull: false } path)
            {
                keys[entry.Key.Value] = path.Value;
            }
            else
            {
                context.BadValue(
                    entry.Value.Location,
                    $"partition key '{Shown.Text(entry.Key.Value)}' must be a path, found {entry.Value.Kind}",
                    "for example customer: .customer.id");
            }
        }

        return keys;
    }

    private RecordSplit? Split(MapReader stream)
    {
        if (stream.Find("split") is not YamlNode.Map map)
        {
            return stream.Word("split", Splits) is null ? null : new RecordSplit(Delimiter: null);
        }

        MapReader reader = new(map, context, "split", stream.Place("split"));
        string? delimiter = reader.RequiredText("delimiter", "what stands between records, such as \"\\n\"")?.Value;
        reader.RefuseUnknownKeys();
        return delimiter is null ? null : new RecordSplit(delimiter);
    }

    private RecordTransform? Transform(MapReader stream)
    {
        if (stream.Map("transform") is not { } map)
        {
            return null;
        }

        MapReader reader = new(map, context, "transform", stream.Place("transform"));
        YamlNode.Scalar? sql = reader.Find("sql") is null ? null : reader.RequiredSql("sql", "a SELECT from records");
        RecordTransform transform = new()
        {
            Sql = sql?.Value,
            SqlPlace = sql?.Location,
            Function = reader.Text("function")?.Value,
        };
        reader.RefuseUnknownKeys();
        return transform;
    }

    private ParquetConversion? Parquet(MapReader stream)
    {
        if (stream.Map("format") is not { } map)
        {
            return null;
        }

        MapReader reader = new(map, context, "format", stream.Place("format"));
        reader.Require("parquet", "the table whose columns it has, as {table: raw.clicks}");
        YamlNode.Map? parquet = reader.Map("parquet");
        reader.RefuseUnknownKeys();
        if (parquet is null)
        {
            return null;
        }

        MapReader inner = new(parquet, context, "parquet", reader.Place("parquet"));
        YamlNode.Scalar? table = inner.RequiredText("table", "database.table");
        inner.RefuseUnknownKeys();
        return table is not null && NameRules.Table(context, table) is { } found
            ? new ParquetConversion(found.Database, found.Table)
            : null;
    }
}
