using Tarn.Common;
using Tarn.Engine;
using Tarn.Tables.Schema;

namespace Tarn.Tables.Reading;

/// <summary>
/// Tells files apart by whether the engine takes their variants for such, which Parquet schemas as the engine lists
/// them do not show: older writers leave the mark out.
/// </summary>
/// <param name="columns">The table's.</param>
internal sealed class StoredVariants(
    DuckConnection connection, IReadOnlyList<DeltaField> columns, ColumnMapping mapping)
{
    /// <summary>The member with the part of a variant that is stored in columns of its own.</summary>
    private const string ShreddedMember = "typed_value";

    private readonly DeltaField[] _variants = [.. columns.Where(column => StoredVariant.IsIn(column.Type))];

    /// <summary>For each file a text; files with the same one can be read in one scan.</summary>
    /// <param name="trees">The files' schemas.</param>
    /// <exception cref="TarnException"><c>TN5002</c>: shredded variants without the mark.</exception>
    public async Task<IReadOnlyList<string>> KindsAsync(
        IReadOnlyList<StoredNode> trees, IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        List<string> kinds = [];
        for (int i = 0; i < paths.Count; i++)
        {
            kinds.Add(await KindAsync(trees[i], paths[i], cancellationToken));
        }

        return kinds;
    }

    private async Task<string> KindAsync(StoredNode tree, string path, CancellationToken cancellationToken)
    {
        IReadOnlyList<object?[]> rows = await connection.QueryAllAsync(
            "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM "
            + $"read_parquet({SqlText.Paths([path])}, hive_partitioning = false))",
            cancellationToken);
        Dictionary<string, string> types = rows.ToDictionary(row => (string)row[0]!, row => (string)row[1]!);
        List<string> kinds = [];
        foreach (DeltaField column in _variants)
        {
            string type = tree.Find(column, mapping) is StoredNode node ? types[node.Name] : "";
            if (type.Contains(ShreddedMember, StringComparison.Ordinal))
            {
                throw new TarnException(
                    ErrorCodes.TableUnsupported,
                    $"data file '{path}' has shredded variants in column '{column.Name}' that are not marked as such")
                {
                    Hint = "Rewrite the table with an engine that annotates them as VARIANT in Parquet.",
                };
            }

            kinds.Add(type);
        }

        return string.Join('|', kinds);
    }
}
