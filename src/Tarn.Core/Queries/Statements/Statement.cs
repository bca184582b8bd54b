using Tarn.Catalog.Entries;
using Tarn.Catalog.Hive;

namespace Tarn.Queries.Statements;

/// <summary>One statement of Athena's, as <see cref="StatementReader"/> tells them apart.</summary>
public abstract record Statement
{
    /// <summary>
    /// True when it changes the catalog or writes files, so that whoever runs it must hold the lake's lock.
    /// </summary>
    public virtual bool IsChange => true;

    /// <summary>A statement that only looks.</summary>
    public abstract record Look : Statement
    {
        public sealed override bool IsChange => false;
    }

    /// <summary>What <see cref="QueryRunner"/> runs; also all that no statement here begins like.</summary>
    public sealed record Query : Look;

    /// <param name="Pattern">As <see cref="NamePattern"/> takes it; null is all.</param>
    public sealed record ShowDatabases(NamePattern? Pattern) : Look;

    /// <param name="Database">Null is all, with their databases before the names.</param>
    public sealed record ShowTables(string? Database, NamePattern? Pattern) : Look;

    /// <inheritdoc cref="ShowTables"/>
    public sealed record ShowViews(string? Database, NamePattern? Pattern) : Look;

    public sealed record ShowColumns(NamedPlace Table) : Look;

    public sealed record ShowPartitions(NamedPlace Table) : Look;

    /// <param name="IsView">Whether the statement says VIEW instead of TABLE.</param>
    public sealed record ShowCreate(NamedPlace Table, bool IsView) : Look;

    /// <param name="Property">Null is all.</param>
    public sealed record ShowProperties(NamedPlace Table, string? Property) : Look;

    /// <param name="IsFormatted">Whether it says more than the columns.</param>
    public sealed record Describe(NamedPlace Table, bool IsFormatted) : Look;

    /// <param name="Explained">The statement, which is not run but to analyze it.</param>
    /// <param name="Source">Its query; null when it has none.</param>
    public sealed record Explain(Statement Explained, EmbeddedQuery? Source, ExplainOptions Options) : Look;

    /// <param name="Entry">What it says; times and version are for the catalog to set.</param>
    public sealed record CreateTable(NamedPlace Table, TableEntry Entry, bool IfNotExists) : Statement;

    /// <param name="Sql">The SELECT.</param>
    /// <param name="SqlStart">Offset of the SELECT in the statement.</param>
    public sealed record CreateView(NamedPlace View, string Sql, int SqlStart, bool OrReplace) : Statement;

    /// <param name="Source">Whose rows it gets.</param>
    public sealed record CreateTableAs(NamedPlace Table, EmbeddedQuery Source, bool IfNotExists) : Statement
    {
        public string? Comment { get; init; }

        /// <summary>Null is the directory of the table's name in the bucket of its zone.</summary>
        public StoragePlace? Location { get; init; }

        public required ResultFormat Format { get; init; }

        /// <summary>Whether it is to be a Delta table.</summary>
        public bool IsDelta { get; init; }

        /// <summary>Names of the query's last columns; none is a table without partitions.</summary>
        public IReadOnlyList<string> PartitionedBy { get; init; } = [];
    }

    /// <param name="Columns">That the query gives, by place; null is all, in order.</param>
    public sealed record Insert(NamedPlace Table, IReadOnlyList<string>? Columns, EmbeddedQuery Source) : Statement;

    /// <param name="Position">0-based offset in characters of the options.</param>
    public sealed record Unload(EmbeddedQuery Source, StoragePlace Location, ResultFormat Format, int Position)
        : Statement
    {
        /// <summary>Names of the query's last columns; none is one directory.</summary>
        public IReadOnlyList<string> PartitionedBy { get; init; } = [];
    }

    public sealed record CreateDatabase(DatabaseEntry Entry, int Position, bool IfNotExists) : Statement;

    public sealed record DropDatabase(string Name, int Position, bool IfExists, bool IsCascade) : Statement;

    /// <param name="IsView">Whether the statement says VIEW instead of TABLE.</param>
    public sealed record Drop(NamedPlace Table, bool IsView, bool IfExists) : Statement;

    public sealed record AddPartitions(NamedPlace Table, IReadOnlyList<PartitionSpec> Partitions, bool IfNotExists)
        : Statement;

    public sealed record DropPartitions(NamedPlace Table, IReadOnlyList<PartitionSpec> Partitions, bool IfExists)
        : Statement;

    /// <param name="IsReplacement">Whether they take the place of the columns that are there.</param>
    public sealed record AddColumns(NamedPlace Table, IReadOnlyList<ColumnEntry> Columns, bool IsReplacement)
        : Statement;

    public sealed record SetProperties(NamedPlace Table, IReadOnlyDictionary<string, string> Properties) : Statement;

    public sealed record SetLocation(NamedPlace Table, StoragePlace Location) : Statement;

    public sealed record Repair(NamedPlace Table) : Statement;
}
