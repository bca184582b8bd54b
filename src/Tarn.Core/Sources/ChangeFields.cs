using Tarn.Tables;

namespace Tarn.Sources;

/// <summary>The last columns of extracted rows where <see cref="SourceTable.TellsChanges"/>, in this order.</summary>
public static class ChangeFields
{
    /// <summary><see cref="Upsert"/> or <see cref="Delete"/>.</summary>
    public const string Change = "_change";

    /// <summary>The moment that the rows are as of.</summary>
    public const string ExtractedAt = "_extracted_at";

    /// <summary>Rises with every extraction, and among the versions of a row within one.</summary>
    public const string Position = "_position";

    public const string Upsert = "upsert";

    /// <summary>Of such a row only the key is sure to be there.</summary>
    public const string Delete = "delete";

    public static IReadOnlyList<TableField> All { get; } =
    [
        new(Change, "VARCHAR", Nullable: false),
        new(ExtractedAt, "TIMESTAMP WITH TIME ZONE", Nullable: false),
        new(Position, "BIGINT", Nullable: false),
    ];
}
