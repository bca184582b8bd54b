using System.Text.Json;
using System.Text.Json.Serialization;
using Tarn.Sources.Reading;

namespace Tarn.Sources.Postgres.Positions;

/// <summary>Up to where a table has been read, as bookmarks keep it (docs/guide/postgres.md, "Positions").</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "by")]
[JsonDerivedType(typeof(CursorPosition), "cursor")]
[JsonDerivedType(typeof(TransactionPosition), "xmin")]
[JsonDerivedType(typeof(SlotPosition), "slot")]
internal abstract record PostgresPosition
{
    /// <summary>The greatest <c>_position</c> that rows were given; the next ones get greater ones.</summary>
    public long Change { get; init; }

    /// <summary>
    /// Null for none, and for one of another kind: then the table is read by other means now, and from the start.
    /// </summary>
    public static T? Read<T>(SourcePosition? position)
        where T : PostgresPosition =>
        position?.Value.Deserialize(PositionJson.Default.PostgresPosition) as T;

    public SourcePosition ToSourcePosition() =>
        new(JsonSerializer.SerializeToElement(this, PositionJson.Default.PostgresPosition));
}
