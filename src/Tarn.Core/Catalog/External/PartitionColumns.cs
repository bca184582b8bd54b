using Tarn.Catalog.Entries;
using Tarn.Catalog.Types;
using Tarn.Engine;

namespace Tarn.Catalog.External;

/// <summary>SQL of the partition columns in a SELECT over files of several partitions.</summary>
internal static class PartitionColumns
{
    private const string FileIndex = "file_index";

    /// <summary>True when the engine's number of the file cannot be told from a column that files have.</summary>
    public static bool IsTaken(string columnOfFiles) =>
        columnOfFiles.Equals(FileIndex, StringComparison.OrdinalIgnoreCase);

    /// <param name="files">In the order in which the SELECT reads them.</param>
    public static IEnumerable<string> Outputs(TableEntry table, IReadOnlyList<ExternalFile> files) =>
        table.PartitionKeys.Select((key, place) =>
            $"{Value(key, [.. files.Select(file => file.Values[place])])} AS {SqlText.Identifier(key.Name)}");

    /// <summary>By the file's place in the list; a constant when it is the same in all.</summary>
    private static string Value(ColumnEntry key, string?[] values)
    {
        HiveType type = HiveType.Parse(key.Type);
        return values.All(value => value == values[0])
            ? Typed(values[0], type)
            : $"([{SqlText.List(values.Select(value => Typed(value, type)))}])[{FileIndex}::BIGINT + 1]";
    }

    private static string Typed(string? value, HiveType type) =>
        value is null ? ExternalValue.Null(type) : $"TRY_CAST({SqlText.Literal(value)} AS {type.EngineType})";
}
