using System.Globalization;

namespace Tarn.Sources.Generation.Retail;

/// <summary>
/// The SELECT of all lines of sale, with the shape and the mess of a real shop's export. All chance comes from hashes
/// of the numbers of invoices, lines, products and customers.
/// </summary>
internal static class RetailSalesSql
{
    private const int LinesPerSale = 21;

    /// <summary>Less than the mean over sales and returns, so that there are invoices enough.</summary>
    private const int LinesPerInvoiceMin = 12;

    /// <summary>Enough for few rows, whose invoices may all be short.</summary>
    private const int InvoicesMin = 50;

    private const int Products = 2_500;
    private const int CustomerMin = 12_346;
    private const int Customers = 4_000;

    /// <summary>
    /// Columns of the files, <c>day</c>, <c>is_web</c> and <c>number</c>, by which lines are in order.
    /// </summary>
    public static string Select(RetailGenerationOptions options)
    {
        return string.Create(CultureInfo.InvariantCulture, $"""
            WITH
            {Invoices(options)},
            {Lines(options.Rows)},
            {Named}
            {Columns}
            """);
    }

    /// <summary>
    /// Every seventh invoice or so takes goods back; a quarter has no customer, as sales over the counter do.
    /// </summary>
    private static string Invoices(RetailGenerationOptions options) => string.Create(
        CultureInfo.InvariantCulture, $"""
        days AS (
            SELECT list(day ORDER BY day) AS open_days
            FROM (
                SELECT DATE '{options.FirstDay:yyyy-MM-dd}' + CAST(range AS INTEGER) AS day
                FROM range({options.Days})
            )
            WHERE dayofweek(day) <> 6 OR {options.Days} = 1
        ),
        invoices AS (
            SELECT
                i,
                hash(i, {options.Seed}) AS a,
                hash(a) AS b,
                a >> 10 & 127 < 28 AS is_return,
                a >> 17 & 127 < 24 AS is_web,
                CASE WHEN (a >> 24 & 127) >= 32 OR (a >> 17 & 127) < 24
                    THEN {CustomerMin}
                        + CAST((a >> 31 & 4095) * (a >> 43 & 4095) // 4096 * {Customers} // 4096 AS INTEGER)
                END AS customer,
                CASE WHEN is_return THEN CAST(1 + (b & 3) AS BIGINT)
                    ELSE 1 + least(240, CAST(-{LinesPerSale} * ln((1 + (b & 65535)) / 65537.0) AS BIGINT))
                END AS line_count
            FROM range({InvoicesMin + (options.Rows / LinesPerInvoiceMin)}) t(i)
        )
        """);

    /// <summary>
    /// About one line in a hundred comes twice; one in three hundred is no sale but a note about stock, without
    /// description, price and customer.
    /// </summary>
    private static string Lines(int rows) => string.Create(
        CultureInfo.InvariantCulture, $"""
        lines AS (
            SELECT
                * EXCLUDE (b, first_number, open_days),
                first_number + line + 1 AS number,
                open_days[1 + CAST(first_number * len(open_days) // {rows} AS INTEGER)] AS day,
                day + INTERVAL (480 + CAST((a & 1023) * 600 // 1024 AS INTEGER)) MINUTE AS sold_at,
                hash(i, CASE WHEN line > 0 AND hash(i, line, 9) & 127 = 5 THEN line - 1 ELSE line END, 7) AS c,
                c & 255 = 7 AND NOT is_web AS is_note,
                c >> 9 & 511 = 3 AS is_special,
                CAST((c >> 18 & 4095) * (c >> 30 & 4095) // 4096 * {Products} // 4096 AS INTEGER) AS product,
                1 + least(240, CAST(-6 * ln((1 + (c >> 42 & 4095)) / 4097.0) AS INTEGER)) AS pieces
            FROM (
                SELECT
                    *,
                    CAST(coalesce(sum(line_count) OVER before_it, 0) AS BIGINT) AS first_number,
                    unnest(range(line_count)) AS line
                FROM invoices
                WINDOW before_it AS (ORDER BY i ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
            ), days
            WHERE number <= {rows}
        )
        """);

    /// <summary>
    /// Codes are five digits and sometimes a letter; a few in lower case, a few descriptions with a blank.
    /// </summary>
    private const string Named =
        """
        named AS (
            SELECT
                *,
                hash(product, 11) AS p,
                CAST(10000 + product * 31 AS VARCHAR)
                    || CASE WHEN p & 7 = 0 THEN chr(65 + CAST(p >> 3 & 7 AS INTEGER)) ELSE '' END AS code,
                ['RED', 'WHITE', 'PINK', 'BLUE', 'VINTAGE', 'RETRO', 'WOODEN', 'METAL'][1 + CAST(p >> 6 & 7 AS INTEGER)]
                    || ' '
                    || ['HEART', 'STAR', 'BIRD', 'ROSE', 'PAISLEY', 'UNION JACK', 'POLKADOT', 'CIRCUS']
                        [1 + CAST(p >> 9 & 7 AS INTEGER)]
                    || ' '
                    || ['LUNCH BAG', 'T-LIGHT HOLDER', 'CAKE STAND', 'MUG', 'CUSHION', 'LANTERN', 'NAPKINS, SET OF 20',
                        '"HOME SWEET HOME" SIGN'][1 + CAST(p >> 12 & 7 AS INTEGER)]
                    || CASE WHEN p >> 15 & 31 = 0 THEN ' ' ELSE '' END AS title,
                round(0.29 + pow(1 + CAST(p >> 20 & 63 AS INTEGER), 1.4) / 20, 2) AS price,
                ['United Kingdom', 'United Kingdom', 'United Kingdom', 'United Kingdom', 'United Kingdom',
                    'United Kingdom', 'United Kingdom', 'United Kingdom', 'United Kingdom', 'United Kingdom',
                    'Germany', 'France', 'EIRE', 'Spain', 'Netherlands', 'Switzerland']
                    [1 + CAST(hash(coalesce(customer, 0), 5) & 15 AS INTEGER)] AS country
            FROM lines
        )
        """;

    private const string Columns =
        """
        SELECT
            CASE WHEN is_return AND NOT is_note THEN 'C' ELSE '' END || CAST(536365 + i AS VARCHAR) AS "InvoiceNo",
            CASE WHEN is_special THEN CASE WHEN is_return THEN 'D' ELSE 'POST' END
                WHEN c >> 54 & 63 = 0 THEN lower(code) ELSE code END AS "StockCode",
            CASE WHEN is_note THEN CASE WHEN c >> 60 & 1 = 0 THEN NULL ELSE 'damaged?' END
                WHEN is_special THEN CASE WHEN is_return THEN 'Discount' ELSE 'POSTAGE' END
                ELSE title END AS "Description",
            CAST(CASE WHEN is_special THEN 1 ELSE pieces END * CASE WHEN is_return OR is_note THEN -1 ELSE 1 END
                AS INTEGER) AS "Quantity",
            sold_at AS "InvoiceDate",
            CASE WHEN is_note THEN 0.0 WHEN is_special THEN 18.0 ELSE price END AS "UnitPrice",
            CASE WHEN NOT is_note THEN customer END AS customer,
            country AS "Country",
            day,
            is_web,
            number
        FROM named
        """;
}
