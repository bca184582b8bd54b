namespace Tarn.Protocols.Aws.Glue.Tables;

/// <summary>A table as clients get it: what they said of it, and what the catalog knows besides.</summary>
internal sealed record TableAnswer : TableInput
{
    public string? DatabaseName { get; init; }

    public DateTimeOffset? CreateTime { get; init; }

    public DateTimeOffset? UpdateTime { get; init; }

    public string? CreatedBy { get; init; }

    public bool IsRegisteredWithLakeFormation { get; init; }

    public string? CatalogId { get; init; }

    public string? VersionId { get; init; }
}
