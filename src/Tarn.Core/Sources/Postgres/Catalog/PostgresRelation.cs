using Tarn.Sources.Postgres.Types;

namespace Tarn.Sources.Postgres.Catalog;

/// <summary>A table, view or whatever else a FROM may name.</summary>
/// <param name="Id">The oid.</param>
/// <param name="Schema">Where it is.</param>
/// <param name="Name">As the server has it.</param>
/// <param name="Kind">pg_class.relkind: r table, p partitioned, v view, m materialized view, f foreign table.</param>
/// <param name="Pages">Of its own storage, of 8 KiB as a rule; 0 without any.</param>
/// <param name="RowsAbout">By the server's last count; -1 when it never counted.</param>
internal sealed record PostgresRelation(uint Id, string Schema, string Name, char Kind, long Pages, long RowsAbout)
{
    /// <summary>Whether rows lie in pages that can be read one after the other, and know who wrote them.</summary>
    public bool IsHeap { get; init; }

    /// <summary>Whether other tables inherit from it.</summary>
    public bool HasChildren { get; init; }

    /// <summary>Whether the user may read all of it; of a partition that is a right of its own.</summary>
    public bool CanRead { get; init; }

    /// <summary>pg_class.relreplident: d the primary key, f all columns, i an index, n nothing.</summary>
    public char ReplicaIdentity { get; init; }

    public string Sql => $"{PostgresText.Identifier(Schema)}.{PostgresText.Identifier(Name)}";

    public override string ToString() => $"{Schema}.{Name}";
}
