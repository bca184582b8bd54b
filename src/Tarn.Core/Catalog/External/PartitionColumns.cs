using Tarn.Catalog.Entries;
using Tarn.Catalog.Types;
using Tarn.Engine;

namespace Tarn.Catalog.External;

/// <summary>SQL of the partition columns in a SELECT over files of several partitions.</summary>
internal static class PartitionColumns
{
    /// <summary>The engine's number of the file in the list that it reads, from 0.</summary>
    public const string FileIndex = "file_index";

    /// <summary>True when the engine's number of the file cannot be told from a column that files have.</summary>
    public static bool IsTaken(string columnOfFiles) =>
        columnOfFiles.Equals(FileIndex, StringComparison.OrdinalIgnoreCase);

    /// <param name="files">In the order in which the SELECT reads them.</param>
    public static IEnumerable<string> Outputs(TableEntry table, IReadOnlyList<ExternalFile> files) =>
        table.PartitionKeys.Select((key, place) =>
        {
            HiveType type = HiveType.Parse(key.Type);
            return Output(key.Name, [.. files.Select(file => Typed(file.Values[place], type))]);
        });

    /// <summary>By the file's place in the list; a constant when it is the same in all.</summary>
    /// <param name="values">SQL of the value of each file.</param>
    public static string Output(string name, IReadOnlyList<string> values)
    {
        string value = values.All(value => value == values[0])
            ? values[0]
            : $"([{SqlText.List(values)}])[{FileIndex}::BIGINT + 1]";
        return $"{value} AS {SqlText.Identifier(name)}";
    }

    private static string Typed(string? value, HiveType type) =>
        value is null ? ExternalValue.Null(type) : $"TRY_CAST({SqlText.Literal(value)} AS {type.EngineType})";
}
