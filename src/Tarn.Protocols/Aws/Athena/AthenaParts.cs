using Tarn.Catalog;
using Tarn.Catalog.Entries;
using Tarn.Queries.Executions;
using Tarn.Queries.Statements;

namespace Tarn.Protocols.Aws.Athena;

/// <summary>What of a lake Athena's operations work on.</summary>
public sealed record AthenaParts
{
    public required QueryExecutions Executions { get; init; }

    public required SavedQueries SavedQueries { get; init; }

    public required TableCatalog Tables { get; init; }

    public required CatalogStore Entries { get; init; }

    /// <summary>Tells databases and columns.</summary>
    public required StatementRunner Statements { get; init; }
}
