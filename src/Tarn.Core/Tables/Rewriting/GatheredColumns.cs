namespace Tarn.Tables.Rewriting;

/// <summary>Names of the columns that gathered rows have besides the table's; none of them is a column of it.</summary>
/// <param name="Path">The row's file as the engine reads it; null for a new row.</param>
/// <param name="Row">The row's position in its file; null for a new row.</param>
/// <param name="Action">One of <see cref="RowAction"/>.</param>
public sealed record GatheredColumns(string Path, string Row, string Action)
{
    /// <summary>Names that are free in a table.</summary>
    public static GatheredColumns For(TableSnapshot snapshot)
    {
        return new GatheredColumns(Free("tarn_path"), Free("tarn_row"), Free("tarn_action"));

        string Free(string name)
        {
            while (snapshot.Fields.Any(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                name += "_";
            }

            return name;
        }
    }
}
