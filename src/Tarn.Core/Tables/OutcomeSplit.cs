namespace Tarn.Tables;

/// <summary>
/// Sends the rows of one query to several tables in one pass: rows with outcome 0 to the main table, the others,
/// by outcome, to side tables without partitions (quarantine).
/// </summary>
/// <param name="Column">An INTEGER column of the query, never null, that says the outcome; it is not stored.</param>
/// <param name="SideFields">
/// The columns of the side tables, all of them columns of the query. Those the main table has too have the same type.
/// </param>
public sealed record OutcomeSplit(string Column, IReadOnlyList<TableField> SideFields)
{
    /// <summary>The outcome of rows for the main table.</summary>
    public const int Main = 0;
}
