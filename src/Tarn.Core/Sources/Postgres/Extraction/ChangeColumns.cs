using System.Globalization;
using Tarn.Engine;

namespace Tarn.Sources.Postgres.Extraction;

/// <summary>The engine's SQL for <see cref="ChangeFields"/>, which are the same for all rows of a snapshot.</summary>
internal static class ChangeColumns
{
    /// <summary>Each behind a comma; empty for a table that does not tell changes.</summary>
    public static string OfSnapshot(SourceTable table, PostgresSnapshot snapshot) => table.TellsChanges
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"""
            , {SqlText.Literal(ChangeFields.Upsert)} AS {ChangeFields.Change}
            , {Moment(snapshot.AsOf)} AS {ChangeFields.ExtractedAt}
            , {snapshot.LogPosition}::BIGINT AS {ChangeFields.Position}
            """)
        : "";

    /// <summary>To the microsecond.</summary>
    public static string Moment(DateTimeOffset moment) => string.Create(
        CultureInfo.InvariantCulture, $"TIMESTAMPTZ '{moment.UtcDateTime:yyyy-MM-dd HH:mm:ss.ffffff}+00'");
}
