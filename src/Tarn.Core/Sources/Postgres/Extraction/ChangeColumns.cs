using System.Globalization;
using Tarn.Engine;

namespace Tarn.Sources.Postgres.Extraction;

/// <summary>The engine's SQL for <see cref="ChangeFields"/>, which are the same for all rows of a snapshot.</summary>
internal static class ChangeColumns
{
    /// <summary>Each behind a comma; empty for a table that does not tell changes.</summary>
    /// <param name="table">That is read.</param>
    /// <param name="asOf">The moment of the snapshot.</param>
    /// <param name="position">Of all its rows.</param>
    public static string OfSnapshot(SourceTable table, DateTimeOffset asOf, long position) => table.TellsChanges
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"""
            , {SqlText.Literal(ChangeFields.Upsert)} AS {ChangeFields.Change}
            , {Moment(asOf)} AS {ChangeFields.ExtractedAt}
            , {position}::BIGINT AS {ChangeFields.Position}
            """)
        : "";

    /// <summary>To the microsecond.</summary>
    public static string Moment(DateTimeOffset moment) => string.Create(
        CultureInfo.InvariantCulture, $"TIMESTAMPTZ '{moment.UtcDateTime:yyyy-MM-dd HH:mm:ss.ffffff}+00'");
}
