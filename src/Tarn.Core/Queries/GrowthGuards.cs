using System.Globalization;
using Tarn.Engine;
using Tarn.Engine.Functions;
using Tarn.Engine.Types;
using Tarn.Engine.Vectors;

namespace Tarn.Queries;

/// <summary>
/// Functions that make gigabytes of a few bytes in one call, which the engine cannot interrupt and for which it
/// does not mind its memory limit. Macros of the scope stand before them and refuse results that are too
/// long, each or all of a batch together; a scope has only those that its statements name. What grows by joining or
/// replacing text has no guard.
/// </summary>
internal sealed class GrowthGuards(DuckConnection connection)
{
    private const int TextBytesMax = 100_000_000;
    private const int ItemsMax = 10_000_000;
    private const int BatchFactorMax = 10;
    private const int FormatArgumentsMax = 32;
    private const string IsTooLong = "tarn_is_too_long";

    private const string Series = """
        (a BIGINT) AS CASE WHEN {isLong}(a, {items}, '{name}') THEN NULL ELSE {own}(a) END,
        (a BIGINT, b BIGINT) AS
            CASE WHEN {isLong}(abs(b::DOUBLE - a), {items}, '{name}') THEN NULL ELSE {own}(a, b) END,
        (a BIGINT, b BIGINT, c BIGINT) AS
            CASE WHEN {isLong}(abs((b::DOUBLE - a) / c), {items}, '{name}') THEN NULL
            ELSE {own}(a, b, c) END,
        (a, b, c) AS
            CASE WHEN {isLong}(abs((epoch(b) - epoch(a)) / epoch(c)), {items}, '{name}') THEN NULL
            ELSE {own}(a, b, c) END
        """;

    private const string Padding =
        "(s, n, p) AS CASE WHEN {isLong}(n, {bytes}, '{name}') THEN NULL ELSE {own}(s, n, p) END";

    private const string Bits =
        "(s, n) AS CASE WHEN {isLong}(n / 8, {bytes}, '{name}') THEN NULL ELSE {own}(s, n) END";

    private const string Resizing = """
        (s, n) AS CASE WHEN {isLong}(n, {items}, '{name}') THEN NULL ELSE {own}(s, n) END,
        (s, n, v) AS CASE WHEN {isLong}(n, {items}, '{name}') THEN NULL ELSE {own}(s, n, v) END
        """;

    private const string Repeating = """
        (s VARCHAR, n BIGINT) AS
            CASE WHEN {isLong}(strlen(s)::DOUBLE * n, {bytes}, '{name}') THEN NULL ELSE {own}(s, n) END,
        (s BLOB, n BIGINT) AS
            CASE WHEN {isLong}(octet_length(s)::DOUBLE * n, {bytes}, '{name}') THEN NULL ELSE {own}(s, n) END,
        (s, n) AS CASE WHEN {isLong}(len(s)::DOUBLE * n, {items}, '{name}') THEN NULL ELSE {own}(s, n) END
        """;

    private static readonly (string Name, string Body)[] All =
    [
        ("repeat", Repeating), ("lpad", Padding), ("rpad", Padding), ("range", Series), ("generate_series", Series),
        ("list_resize", Resizing), ("array_resize", Resizing), ("bitstring", Bits),
        ("printf", Formatting(FormatWidths.OfPrintf)), ("format", Formatting(FormatWidths.OfFormat)),
    ];

    // The engine's own error() is volatile, which TRY does not take.
    private static readonly ScalarFunction Check = ScalarFunction.OfBatches(
        IsTooLong,
        [
            new EngineType(EngineTypeKind.Double),
            new EngineType(EngineTypeKind.Double),
            new EngineType(EngineTypeKind.Varchar),
        ],
        Refuse);

    private readonly HashSet<string> _made = [];

    /// <summary>Makes the guards for what a text may call.</summary>
    public async Task AddAsync(string sql, CancellationToken cancellationToken)
    {
        foreach ((string name, string body) in All)
        {
            if (sql.Contains(name, StringComparison.OrdinalIgnoreCase) && _made.Add(name))
            {
                connection.EnsureScalarFunction(Check);
                connection.EnsureScalarFunction(FormatWidths.OfPrintf);
                connection.EnsureScalarFunction(FormatWidths.OfFormat);
                await connection.ExecuteAsync($"CREATE MACRO main.{name}{Fill(name, body)}", cancellationToken);
            }
        }
    }

    private static void Refuse(IReadOnlyList<ColumnVector> arguments, Span<bool> results)
    {
        results.Clear();
        double together = 0;
        for (int row = 0; row < results.Length; row++)
        {
            if (arguments[0].IsNull(row))
            {
                continue;
            }

            double size = Math.Max(0, arguments[0].GetDouble(row));
            double max = arguments[1].GetDouble(row);
            together += size;
            if (size > max || together > max * BatchFactorMax)
            {
                throw new InvalidOperationException($"the result of {arguments[2].GetString(row)} is too long");
            }
        }
    }

    /// <summary>Macros do not take any number of arguments: one for each number.</summary>
    private static string Formatting(ScalarFunction width) =>
        string.Join(",\n", Enumerable.Range(0, FormatArgumentsMax + 1).Select(count =>
        {
            string arguments = string.Join(", ", Enumerable.Range(1, count).Select(i => $"a{i}").Prepend("f"));
            return $"({arguments}) AS CASE WHEN {{isLong}}({width.Name}(f), {{bytes}}, '{{name}}') THEN NULL "
                + $"ELSE {{own}}({arguments}) END";
        }));

    private static string Fill(string name, string body) => body
        .Replace("{name}", name, StringComparison.Ordinal)
        .Replace("{own}", $"system.main.{name}", StringComparison.Ordinal)
        .Replace("{items}", ItemsMax.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{bytes}", TextBytesMax.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{isLong}", IsTooLong, StringComparison.Ordinal);
}
