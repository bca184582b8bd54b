using Tarn.Common;
using Tarn.Engine;
using Tarn.Engine.Dialect;
using Tarn.Jobs.Privacy;
using Tarn.Sources;

namespace Tarn.Jobs;

/// <summary>
/// One SQL file that fills one table. Columns whose name starts with '_' exist for checks (and quarantine) only and
/// are not stored.
/// </summary>
public sealed record ModelDefinition
{
    public const int DefaultTriesMax = 3;

    /// <summary>As tables that sources fill tell the order of a row's versions.</summary>
    public const string UsualOrder = ChangeFields.Position;

    public required TableName Table { get; init; }

    public required string Job { get; init; }

    public string? Description { get; init; }

    /// <summary>Who to ask about it: a person, a team, an address.</summary>
    public string? Owner { get; init; }

    public required Materialization Materialized { get; init; }

    public Strategy Strategy { get; init; } = Strategy.Append;

    public IReadOnlyList<string> PartitionBy { get; init; } = [];

    public IReadOnlyList<string> UniqueKey { get; init; } = [];

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The input that an incremental model reads only what is new of; null for other models.</summary>
    public TableName? Bookmark { get; init; }

    /// <summary>Null when its job does not start by itself for it.</summary>
    public ArrivalTrigger? OnArrival { get; init; }

    /// <summary>How often an input file may make the SQL fail before it is set aside.</summary>
    public int TriesMax { get; init; } = DefaultTriesMax;

    /// <summary>Which new rows are dropped because the same came before; null for none.</summary>
    public Deduplication? Deduplicate { get; init; }

    /// <summary>In the order in which they were written.</summary>
    public IReadOnlyList<ModelParameter> Parameters { get; init; } = [];

    /// <summary>What of the result is hashed or dropped before anything else sees it; null for nothing.</summary>
    public PrivateColumns? Private { get; init; }

    /// <summary>
    /// For merge and delete_insert: rows for which it holds only take the rows of their key out; null for none such.
    /// </summary>
    public string? DeletedWhen { get; init; }

    /// <summary>
    /// For merge and delete_insert: the column by which of several new rows of a key only the last count; null for
    /// <see cref="UsualOrder"/> where the SELECT makes it.
    /// </summary>
    public string? LatestBy { get; init; }

    public IReadOnlyList<CheckDefinition> Checks { get; init; } = [];

    /// <summary>Descriptions by column name.</summary>
    public IReadOnlyDictionary<string, string> Columns { get; init; } = new Dictionary<string, string>();

    /// <summary>The SELECT, without its front matter.</summary>
    public required string Sql { get; init; }

    /// <summary>What <see cref="Sql"/> is written in; null only until the lake's own is known.</summary>
    public SqlDialect? Dialect { get; init; }

    /// <summary>What <see cref="Sql"/> and the conditions of checks are written in.</summary>
    public SqlDialect WrittenIn => Dialect ?? SqlDialect.DuckDb;

    /// <summary>Where <see cref="Sql"/> starts.</summary>
    public required SourceLocation SqlStart { get; init; }

    /// <summary>Whether new rows take the place of those with the same key.</summary>
    public bool ReplacesByKey =>
        Materialized == Materialization.Incremental && (Strategy is Strategy.Merge or Strategy.DeleteInsert);

    /// <summary>
    /// Whether a run gives values for parameters: then all input is read, and what is made of it joins the table.
    /// </summary>
    public bool IsRanged => Parameters.Any(parameter => parameter.Given is not null);

    /// <summary><see cref="Sql"/> at its place.</summary>
    public SqlInFile Source => new(Sql, SqlStart);

    /// <summary>Tables the SQL reads, from parsing it, each once.</summary>
    public required IReadOnlyList<TableName> Inputs { get; init; }
}
