using Tarn.Queries.Executions.Prepared;
using Tarn.Queries.Executions.Results;
using Tarn.Queries.Statements;
using Tarn.Queries.Statements.Changes;

namespace Tarn.Queries.Executions;

/// <summary>What Athena calls a statement, and the form of what it gives.</summary>
/// <param name="Type">DDL, DML or UTILITY.</param>
/// <param name="Subtype">Such as CREATE_TABLE_AS_SELECT; null when Athena has no name for it.</param>
/// <param name="Form">Of its result.</param>
public sealed record StatementClass(string Type, string? Subtype, ResultForm Form)
{
    private const string Definition = "DDL";
    private const string Manipulation = "DML";
    private const string Utility = "UTILITY";

    public static StatementClass Of(Statement statement) => statement switch
    {
        Statement.Query => new(Manipulation, "SELECT", ResultForm.Csv),
        Statement.Explain => new(Manipulation, "EXPLAIN", ResultForm.TextWithHeader),
        Statement.Insert => new(Manipulation, "INSERT", ResultForm.None),
        Statement.Unload => new(Manipulation, "UNLOAD", ResultForm.None),
        RowChange.Delete => new(Manipulation, "DELETE", ResultForm.None),
        RowChange.Update => new(Manipulation, "UPDATE", ResultForm.None),
        RowChange.Merge => new(Manipulation, "MERGE", ResultForm.None),
        Statement.CreateTableAs => new(Definition, "CREATE_TABLE_AS_SELECT", ResultForm.Table),
        PreparedCommand => new(Utility, null, ResultForm.Text),
        Statement.ShowDatabases => Show("SHOW_DATABASES"),
        Statement.ShowTables => Show("SHOW_TABLES"),
        Statement.ShowViews => Show("SHOW_VIEWS"),
        Statement.ShowColumns => Show("SHOW_COLUMNS"),
        Statement.ShowPartitions => Show("SHOW_PARTITIONS"),
        Statement.ShowCreate show => Show(show.IsView ? "SHOW_CREATE_VIEW" : "SHOW_CREATE_TABLE"),
        Statement.ShowProperties => Show("SHOW_TABLE_PROPERTIES"),
        Statement.Describe => Show("DESCRIBE_TABLE"),
        Statement.CreateTable => Define("CREATE_TABLE"),
        Statement.CreateView => Define("CREATE_VIEW"),
        Statement.CreateDatabase => Define("CREATE_DATABASE"),
        Statement.DropDatabase => Define("DROP_DATABASE"),
        Statement.Drop drop => Define(drop.IsView ? "DROP_VIEW" : "DROP_TABLE"),
        Statement.AddPartitions => Define("ALTER_TABLE_ADD_PARTITION"),
        Statement.DropPartitions => Define("ALTER_TABLE_DROP_PARTITION"),
        Statement.AddColumns add => Define(
            add.IsReplacement ? "ALTER_TABLE_REPLACE_COLUMN" : "ALTER_TABLE_ADD_COLUMN"),
        Statement.SetProperties => Define("ALTER_TABLE_PROPERTIES"),
        Statement.SetLocation => Define("ALTER_TABLE_LOCATION"),
        Statement.Repair => Define("MSCK_REPAIR"),
        _ => Define(null),
    };

    private static StatementClass Show(string subtype) => new(Utility, subtype, ResultForm.Text);

    private static StatementClass Define(string? subtype) => new(Definition, subtype, ResultForm.Text);
}
