using System.Diagnostics;
using System.Globalization;
using Tarn.Common;
using Tarn.Engine;

namespace Tarn.Sources.Generation.Retail;

/// <summary>
/// Makes a shop's daily files of sales: customer ids written as <c>17850.0</c> or missing, cancellations, negative
/// quantities, lines that come twice, notes that are no sales. The same options give the same files.
/// </summary>
public sealed class RetailGenerator(DuckInstance instance)
{
    private const string CsvColumns =
        """
        "InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice",
        CAST(CAST(customer AS DOUBLE) AS VARCHAR) AS "CustomerID", "Country"
        """;

    private const string JsonColumns =
        """
        "InvoiceNo", "StockCode", "Description", "Quantity",
        strftime("InvoiceDate", '%Y-%m-%dT%H:%M:%SZ') AS "InvoiceDate",
        "UnitPrice", customer AS "CustomerID", "Country",
        {
            'device': CASE number % 3 WHEN 0 THEN 'phone' ELSE 'desktop' END,
            'coupon': CASE WHEN number % 20 = 0 THEN 'WINTER' END
        } AS "Session"
        """;

    /// <param name="progress">Gets fractions from 0 to 1.</param>
    /// <exception cref="TarnException">
    /// <c>TN1005</c>: rows or days are out of range. <c>TN3001</c>, <c>TN4001</c>: a file cannot be written; those
    /// before it are whole.
    /// </exception>
    public async Task<RetailGenerationResult> GenerateAsync(
        RetailGenerationOptions options, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        Require("rows", options.Rows, RetailGenerationOptions.RowsMax);
        Require("days", options.Days, RetailGenerationOptions.DaysMax);
        long started = Stopwatch.GetTimestamp();
        using DuckConnection connection = instance.Connect();
        await connection.ExecuteAsync(
            $"CREATE OR REPLACE TEMP TABLE retail_sales AS {RetailSalesSql.Select(options)}", cancellationToken);
        IReadOnlyList<object?[]> files = await connection.QueryAllAsync(
            "SELECT day, is_web, count(*) FROM retail_sales GROUP BY ALL ORDER BY ALL", cancellationToken);
        List<string> keys = [];
        long sizeBytes = 0;
        foreach (object?[] file in files)
        {
            string key = await WriteAsync(
                connection, options.OutputDirectory, (DateOnly)file[0]!, (bool)file[1]!, cancellationToken);
            keys.Add(key);
            sizeBytes += new FileInfo(Path.Join(options.OutputDirectory, key)).Length;
            progress?.Report((double)keys.Count / files.Count);
        }

        await connection.ExecuteAsync("DROP TABLE retail_sales", cancellationToken);
        return new RetailGenerationResult(
            [.. keys.Order(StringComparer.Ordinal)],
            files.Sum(file => Convert.ToInt64(file[2], CultureInfo.InvariantCulture)),
            sizeBytes,
            Stopwatch.GetElapsedTime(started));
    }

    private static async Task<string> WriteAsync(
        DuckConnection connection, string directory, DateOnly day, bool isWeb, CancellationToken cancellationToken)
    {
        string date = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        (string key, string columns, string format) = isWeb
            ? ($"web/{date}.json", JsonColumns, "FORMAT json")
            : ($"sales/{date}.csv", CsvColumns, "FORMAT csv, HEADER true");
        await GeneratedFile.WriteAsync(
            Path.Join(directory, key),
            partial => connection.ExecuteAsync(
                $"COPY (SELECT {columns} FROM retail_sales WHERE day = DATE '{date}' AND is_web = {isWeb} "
                + $"ORDER BY number) TO {SqlText.Literal(partial)} ({format})",
                cancellationToken));
        return key;
    }

    private static void Require(string what, int value, int max)
    {
        if (value < 1 || value > max)
        {
            throw new TarnException(
                ErrorCodes.BadArgument, $"Cannot generate {value} {what}; expected 1 to {max}.");
        }
    }
}
