using Tarn.Catalog.Entries;
using Tarn.Engine;
using Tarn.Sources.Generation.Clickstream;

namespace Tarn.Bench.Streams;

/// <summary>The generated events of a web shop: their columns, and how bare DuckDB reads them.</summary>
internal static class ClickTable
{
    private static readonly (string Name, string Type)[] Members =
    [
        ("event_id", "string"), ("event_type", "string"), ("event_at", "timestamp"), ("session_id", "string"),
        ("user_id", "string"), ("ip", "string"), ("email", "string"), ("user_agent", "string"), ("page", "string"),
        ("url", "string"), ("referrer", "string"), ("product_id", "string"), ("product_name", "string"),
        ("category", "string"), ("price", "decimal(12,2)"), ("quantity", "int"), ("currency", "string"),
        ("country", "string"), ("device", "string"),
    ];

    /// <summary>As the catalog has them.</summary>
    public static IReadOnlyList<ColumnEntry> Columns { get; } =
        [.. Members.Select(member => new ColumnEntry(member.Name, member.Type))];

    /// <summary>FROM clause: the types are told and not guessed, a line that is broken is passed over.</summary>
    /// <param name="paths">A file, or a pattern.</param>
    public static string Read(string paths)
    {
        IEnumerable<string> columns = Members.Select(member =>
            $"{member.Name}: '{(member.Type == "string" ? "VARCHAR" : member.Type)}'");
        return $"read_json({SqlText.Literal(paths)}, format = 'newline_delimited', ignore_errors = true, "
            + $"filename = true, hive_partitioning = false, columns = {{{string.Join(", ", columns)}}})";
    }

    /// <summary>Records that are as they should be, one after another.</summary>
    public static IEnumerable<byte[]> Generate(int count)
    {
        ClickstreamSource source = new(new ClickstreamMix { Malformed = 0 }, recordsPerSecond: 1000, seed: 42);
        DateTimeOffset firstAt = new(2024, 5, 1, 0, 0, 0, TimeSpan.Zero);
        ClickBatch batch = new();
        for (int number = 0; number < count; number++)
        {
            batch.Fill(source, 1, firstAt.AddMilliseconds(number));
            yield return batch[0].ToArray();
        }
    }

    /// <summary>Files of gzip as a stream delivers them, by day, with all that is not as it should be.</summary>
    public static Task<ClickstreamResult> GenerateFilesAsync(string directory, long records) =>
        new ClickstreamGenerator(new ClickstreamOptions { Records = records, Days = 1 }, progress: null)
            .WriteHoursAsync(directory, CancellationToken.None);
}
