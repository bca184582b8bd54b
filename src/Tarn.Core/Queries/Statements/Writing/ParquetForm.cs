using Tarn.Catalog.Entries;
using Tarn.Engine;

namespace Tarn.Queries.Statements.Writing;

/// <summary>Parquet, which holds any value as it is.</summary>
/// <param name="compression">One of <see cref="ResultFormat.CompressionsOf"/>.</param>
internal sealed class ParquetForm(string compression) : FileForm
{
    public override string Suffix => ".parquet";

    public override string CopyOptions => $"FORMAT parquet, COMPRESSION {TextCompression.EngineName(compression)}";

    public override SqlAround Around(IReadOnlyList<ColumnEntry> columns, IReadOnlyList<string> keys)
    {
        IEnumerable<string> outputs = columns.Select(column =>
            $"{SqlText.Identifier(column.Name)} AS {SqlText.Identifier(NameInFile(column))}");
        return new SqlAround($"SELECT {SqlText.List(outputs.Concat(keys))} FROM (", ")");
    }
}
