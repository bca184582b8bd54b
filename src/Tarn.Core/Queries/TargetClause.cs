namespace Tarn.Queries;

/// <summary>The place in a statement that reads the table whose rows it changes.</summary>
internal sealed record TargetClause(string Table, int Position) : TableClause(Table, SchemaName, Position)
{
    /// <summary>No database is called so: names have no blanks.</summary>
    public const string SchemaName = "the target";
}
