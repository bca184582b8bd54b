using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using Tarn.Engine;

namespace Tarn.Tests.Samples;

/// <summary>
/// What the taxi sample must make of trip files, worked out another way than its model does: file by file, the rows
/// that fail are deleted reason by reason, and what stays is added up.
/// </summary>
internal sealed partial class TaxiExpected
{
    private static readonly (string Check, string Where)[] Reasons =
    [
        ("negative_amount", "fare < 0 OR total < 0"),
        ("zero_distance", "distance <= 0"),
        ("absurd_amount", "fare > 1000 OR total > 1000"),
        ("absurd_distance", "distance > 100"),
        ("dropoff_not_after_pickup", "dropoff <= pickup"),
        ("absurd_duration", "epoch(dropoff) - epoch(pickup) > 12 * 3600"),
        ("absurd_speed", "round(distance / ((epoch(dropoff) - epoch(pickup)) / 3600), 2) > 100"),
    ];

    private readonly Dictionary<string, long> _failed = [];

    public long RawRows { get; private set; }

    public long StagedRows { get; private set; }

    /// <summary>Rows that fail, by the check of <c>staging.trips</c> that takes them out; only what occurs.</summary>
    public IReadOnlyDictionary<string, long> Failed => _failed;

    /// <summary>Staged rows by file name.</summary>
    public Dictionary<string, long> StagedRowsByFile { get; } = [];

    /// <summary>Dollars of fares of the staged rows.</summary>
    public decimal FareAmount { get; private set; }

    /// <summary>Dollars charged for the staged rows.</summary>
    public decimal TotalAmount { get; private set; }

    /// <summary>Miles of the staged rows.</summary>
    public decimal Distance { get; private set; }

    public static async Task<TaxiExpected> OfAsync(
        DuckConnection connection, IEnumerable<string> files, CancellationToken cancellationToken)
    {
        TaxiExpected expected = new();
        foreach (string file in files)
        {
            await expected.AddAsync(connection, file, cancellationToken);
        }

        return expected;
    }

    private async Task AddAsync(DuckConnection connection, string file, CancellationToken cancellationToken)
    {
        await TaxiFileReader.LoadAsync(connection, file, cancellationToken);
        long rawRows = await CountAsync(connection, cancellationToken);
        RawRows += rawRows;

        await DeleteAsync("missing_time", "pickup IS NULL OR dropoff IS NULL");
        await DeleteAsync("missing_amount", "fare IS NULL OR total IS NULL OR distance IS NULL");
        await RemoveRepeatedAsync(connection, cancellationToken);
        foreach ((string check, string where) in Reasons)
        {
            await DeleteAsync(check, where);
        }

        if (Month().Match(Path.GetFileName(file)) is { Success: true } month)
        {
            DateTime first = DateTime.ParseExact(month.Value, "yyyy-MM", CultureInfo.InvariantCulture);
            string from = SqlText.Literal(first.AddDays(-1));
            string to = SqlText.Literal(first.AddMonths(1).AddDays(1));
            await DeleteAsync("outside_month", $"NOT (pickup >= {from} AND pickup < {to})");
        }

        await AddStagedAsync(connection, Path.GetFileName(file), cancellationToken);

        async Task DeleteAsync(string check, string where) => Fail(
            check, await connection.ExecuteAsync($"DELETE FROM trip WHERE {where}", cancellationToken));
    }

    private async Task RemoveRepeatedAsync(DuckConnection connection, CancellationToken cancellationToken)
    {
        long before = await CountAsync(connection, cancellationToken);
        await connection.ExecuteAsync(
            "CREATE OR REPLACE TEMP TABLE trip AS SELECT DISTINCT * FROM trip", cancellationToken);
        Fail("exact_duplicate", before - await CountAsync(connection, cancellationToken));
    }

    private async Task AddStagedAsync(DuckConnection connection, string name, CancellationToken cancellationToken)
    {
        const string sums = """
            SELECT count(*), sum(round(fare * 100)::BIGINT), sum(round(total * 100)::BIGINT),
                sum(round(distance * 100)::BIGINT)
            FROM trip
            """;
        object?[] row = (await connection.QueryAllAsync(sums, cancellationToken))[0];
        long staged = (long)row[0]!;
        StagedRows += staged;
        StagedRowsByFile.Add(name, staged);
        FareAmount += Hundredths(row[1]);
        TotalAmount += Hundredths(row[2]);
        Distance += Hundredths(row[3]);
    }

    private void Fail(string check, long rows)
    {
        if (rows > 0)
        {
            _failed[check] = _failed.GetValueOrDefault(check) + rows;
        }
    }

    private static decimal Hundredths(object? sum) => sum is null ? 0 : (decimal)(BigInteger)sum / 100;

    private static async Task<long> CountAsync(DuckConnection connection, CancellationToken cancellationToken) =>
        (long)(await connection.ScalarAsync("SELECT count(*) FROM trip", cancellationToken))!;

    [GeneratedRegex("[0-9]{4}-[0-9]{2}")]
    private static partial Regex Month();
}
