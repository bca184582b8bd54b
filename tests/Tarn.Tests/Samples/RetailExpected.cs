using Tarn.Engine;

namespace Tarn.Tests.Samples;

/// <summary>
/// What the retail sample must make of the till's files, worked out by the engine alone and another way than its models
/// do: all columns are read as text, what comes twice is left out first, and what is no sale is deleted.
/// </summary>
internal static class RetailExpected
{
    /// <summary>Lines delivered, those that come twice, and those that stay.</summary>
    public sealed record Counts(long Delivered, long Repeated, long Staged);

    private const string IsCancellation = "InvoiceNo LIKE 'C%'";
    private const string Total = "(Quantity::INTEGER * UnitPrice::DOUBLE)::DECIMAL(14, 2)";

    private static readonly string[] NoSales =
    [
        "InvoiceNo IS NULL OR StockCode IS NULL OR InvoiceDate IS NULL",
        "UnitPrice::DECIMAL(12, 2) = 0 AND CustomerID IS NULL",
        "Quantity::INTEGER < 0 AND NOT InvoiceNo LIKE 'C%'",
        "UnitPrice::DECIMAL(12, 2) < 0 OR UnitPrice::DECIMAL(12, 2) > 10000",
    ];

    /// <summary>Makes the table <c>line</c> of the sales in all CSV files of a directory.</summary>
    public static async Task<Counts> LoadAsync(
        DuckConnection connection, string directory, CancellationToken cancellationToken)
    {
        string files = SqlText.Literal(Path.Join(directory, "*.csv"));
        await connection.ExecuteAsync(
            $"CREATE TABLE delivered AS FROM read_csv({files}, header = true, all_varchar = true); "
            + "CREATE TABLE line AS SELECT DISTINCT * FROM delivered",
            cancellationToken);
        long delivered = await CountAsync("delivered");
        long once = await CountAsync("line");
        foreach (string noSale in NoSales)
        {
            await connection.ExecuteAsync($"DELETE FROM line WHERE {noSale}", cancellationToken);
        }

        return new Counts(delivered, delivered - once, await CountAsync("line"));

        async Task<long> CountAsync(string table) =>
            (long)(await connection.QueryAllAsync($"SELECT count(*) FROM {table}", cancellationToken))[0][0]!;
    }

    /// <summary>Lines as <c>tarn query --name sales_last_30_days</c> prints them.</summary>
    public static Task<string[]> SalesOfLast30DaysAsync(
        DuckConnection connection, CancellationToken cancellationToken) => LinesAsync(
        connection,
        $"""
        SELECT
            InvoiceDate::DATE AS day,
            count(DISTINCT CASE WHEN NOT {IsCancellation} THEN InvoiceNo END),
            sum(CASE WHEN {IsCancellation} THEN 0 ELSE {Total} END),
            sum(CASE WHEN {IsCancellation} THEN -{Total} ELSE 0 END)
        FROM line
        WHERE InvoiceDate::DATE >= (SELECT max(InvoiceDate::DATE) FROM line) - 29
        GROUP BY day
        ORDER BY day
        """,
        cancellationToken);

    /// <summary>Customer, orders and value as <c>tarn query --name lifetime_value</c> prints them.</summary>
    public static Task<string[]> LifetimeValueAsync(
        DuckConnection connection, CancellationToken cancellationToken) => LinesAsync(
        connection,
        $"""
        SELECT
            CustomerID::DOUBLE::BIGINT AS customer,
            count(DISTINCT InvoiceNo) FILTER (NOT {IsCancellation}) AS orders,
            sum({Total}) AS money
        FROM line
        WHERE CustomerID IS NOT NULL
        GROUP BY customer
        HAVING orders > 1
        ORDER BY money DESC, customer
        LIMIT 10
        """,
        cancellationToken);

    private static async Task<string[]> LinesAsync(
        DuckConnection connection, string sql, CancellationToken cancellationToken)
    {
        IReadOnlyList<object?[]> rows = await connection.QueryAllAsync(
            $"SELECT columns(*)::VARCHAR FROM ({sql})", cancellationToken);
        return [.. rows.Select(row => string.Join('\t', row))];
    }
}
