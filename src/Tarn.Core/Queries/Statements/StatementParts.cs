using Tarn.Catalog;
using Tarn.Catalog.Entries;
using Tarn.Common;
using Tarn.Storage;

namespace Tarn.Queries.Statements;

/// <summary>What statements work on.</summary>
public sealed record StatementParts
{
    public required CatalogStore Entries { get; init; }

    public required TableCatalog Tables { get; init; }

    /// <summary>Runs statements as the SQL of views in the catalog is run.</summary>
    public required QueryRunner Queries { get; init; }

    public required Buckets Buckets { get; init; }

    /// <summary>Databases that are there without an entry: the lake's zones.</summary>
    public required IReadOnlyList<ZoneDefinition> Zones { get; init; }

    /// <summary>Names the files that are written.</summary>
    public required IIdSource IdSource { get; init; }

    /// <summary>Where files are written before a bucket takes them in; made when needed.</summary>
    public required string ScratchDirectory { get; init; }

    /// <summary>Who makes the changes.</summary>
    public required string ChangedBy { get; init; }

    /// <summary>Now.</summary>
    public required TimeProvider TimeProvider { get; init; }
}
