using System.Globalization;
using Npgsql;
using Tarn.Common;
using Tarn.Sources.Postgres.Connections;
using Tarn.Sources.Postgres.Positions;
using Tarn.Sources.Postgres.Types;

namespace Tarn.Sources.Postgres.Increments;

/// <summary>
/// Rows whose cursor is above the greatest that was read, up to the greatest that there is in the snapshot. Infinite
/// moments are never the greatest: nothing would come behind them.
/// </summary>
internal sealed class CursorRows(NpgsqlConnection connection, string from, SourceIncrement.Cursor cursor, string place)
{
    private static readonly uint[] Moments = [1082, 1114, 1184];

    /// <param name="columns">All that the table has.</param>
    /// <param name="since">Null reads all.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="TarnException">
    /// <c>TN9204</c>: there is no such column, or the lookback does not fit it.
    /// </exception>
    public async Task<PlannedRows> PlanAsync(
        IReadOnlyList<PostgresColumn> columns, CursorPosition? since, CancellationToken cancellationToken)
    {
        PostgresColumn column = RequireFits(columns);
        bool isMoment = Moments.Contains(column.Type.Id);
        bool isOther = since is not null && since.Column != column.Name;
        string name = PostgresText.Identifier(column.Name);
        string? low = since is null || isOther ? null : LowSql(column, since.Value);
        string condition = low is null ? "" : $" WHERE {name} {(cursor.LooksBack ? ">=" : ">")} {low}";
        string finite = isMoment ? $" FILTER (WHERE isfinite({name}))" : "";
        string? greatest = (await connection.RowsAsync(
            $"SELECT (max({name}){finite})::text FROM {from}{condition}", [], cancellationToken))[0][0] as string;
        if (low is null)
        {
            return new PlannedRows(null, greatest is null ? null : new CursorPosition(column.Name, greatest))
            {
                Notes = isOther ? [$"read from the start: the bookmark is of column '{since!.Column}'"] : [],
            };
        }

        if (greatest is null)
        {
            return new PlannedRows(null, new CursorPosition(column.Name, since!.Value)) { IsEmpty = true };
        }

        string next = await LaterAsync(column, since!.Value, greatest, cancellationToken);
        string where = $"{name} {(cursor.LooksBack ? ">=" : ">")} {low} AND {name} <= {Value(column, next)}";
        return new PlannedRows(where, new CursorPosition(column.Name, next)) { IsNarrow = true };
    }

    /// <returns>The cursor's column.</returns>
    /// <exception cref="TarnException">As above.</exception>
    public PostgresColumn RequireFits(IReadOnlyList<PostgresColumn> columns)
    {
        PostgresColumn column = columns.FirstOrDefault(column => column.Name == cursor.Column)
            ?? throw Unfit($"there is no column '{cursor.Column}'", columns);
        return cursor.Lookback is null || Moments.Contains(column.Type.Id) ? column
            : throw Unfit($"column '{column.Name}' is {column.Type.Name}, so 'lookback' must be a number", columns);
    }

    private string LowSql(PostgresColumn column, string since)
    {
        string value = Value(column, since);
        return cursor switch
        {
            { Lookback: { } lookback } => string.Create(
                CultureInfo.InvariantCulture, $"({value} - interval '{lookback.TotalMicroseconds:F0} microseconds')"),
            { LookbackCount: { } count } => string.Create(CultureInfo.InvariantCulture, $"({value} - {count})"),
            _ => value,
        };
    }

    /// <summary>With lookback, the greatest that there is may be below what was read: rows can be deleted.</summary>
    private async Task<string> LaterAsync(
        PostgresColumn column, string since, string greatest, CancellationToken cancellationToken) =>
        (string)(await connection.RowsAsync(
            $"SELECT greatest({Value(column, since)}, {Value(column, greatest)})::text", [], cancellationToken))[0][0]!;

    private static string Value(PostgresColumn column, string text) =>
        $"{PostgresText.Literal(text)}::{column.Type.Name}";

    private TarnException Unfit(string what, IReadOnlyList<PostgresColumn> columns) =>
        new(ErrorCodes.SourceUnfit, $"{place}, {from}: {what}")
        {
            Hint = $"its columns are {string.Join(", ", columns.Select(column => column.Name))}",
        };
}
