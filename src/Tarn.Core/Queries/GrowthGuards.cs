using System.Globalization;
using Tarn.Engine;
using Tarn.Engine.Functions;
using Tarn.Engine.Types;
using Tarn.Engine.Vectors;

namespace Tarn.Queries;

/// <summary>
/// Functions that make gigabytes of a few bytes in one call, which the engine cannot interrupt and for which it
/// does not mind its memory limit. Macros of the scope stand before them and refuse results that are too
/// long; a scope has only those that its statements name.
/// </summary>
internal sealed class GrowthGuards(DuckConnection connection)
{
    private const int TextBytesMax = 100_000_000;
    private const int ItemsMax = 10_000_000;
    private const string IsTooLong = "tarn_is_too_long";

    private const string Series = """
        (a BIGINT) AS CASE WHEN {isLong}(a > {items}, '{name}') THEN NULL ELSE {own}(a) END,
        (a BIGINT, b BIGINT) AS
            CASE WHEN {isLong}(abs(b::HUGEINT - a) > {items}, '{name}') THEN NULL ELSE {own}(a, b) END,
        (a BIGINT, b BIGINT, c BIGINT) AS
            CASE WHEN {isLong}(abs(b::HUGEINT - a) > {items} * abs(c::HUGEINT), '{name}') THEN NULL
            ELSE {own}(a, b, c) END,
        (a, b, c) AS
            CASE WHEN {isLong}(abs(epoch(b) - epoch(a)) > {items} * abs(epoch(c)), '{name}') THEN NULL
            ELSE {own}(a, b, c) END
        """;

    private const string Padding =
        "(s, n, p) AS CASE WHEN {isLong}(n > {bytes}, '{name}') THEN NULL ELSE {own}(s, n, p) END";

    private const string Resizing = """
        (s, n) AS CASE WHEN {isLong}(n > {items}, '{name}') THEN NULL ELSE {own}(s, n) END,
        (s, n, v) AS CASE WHEN {isLong}(n > {items}, '{name}') THEN NULL ELSE {own}(s, n, v) END
        """;

    private const string Repeating = """
        (s VARCHAR, n BIGINT) AS
            CASE WHEN {isLong}(strlen(s) * n::HUGEINT > {bytes}, '{name}') THEN NULL ELSE {own}(s, n) END,
        (s BLOB, n BIGINT) AS
            CASE WHEN {isLong}(octet_length(s) * n::HUGEINT > {bytes}, '{name}') THEN NULL ELSE {own}(s, n) END,
        (s, n) AS CASE WHEN {isLong}(len(s) * n::HUGEINT > {items}, '{name}') THEN NULL ELSE {own}(s, n) END
        """;

    private static readonly (string Name, string Body)[] All =
    [
        ("repeat", Repeating), ("lpad", Padding), ("rpad", Padding), ("range", Series), ("generate_series", Series),
        ("list_resize", Resizing), ("array_resize", Resizing),
    ];

    // The engine's own error() is volatile, which TRY does not take.
    private static readonly ScalarFunction Check = ScalarFunction.OfBatches(
        IsTooLong, [new EngineType(EngineTypeKind.Boolean), new EngineType(EngineTypeKind.Varchar)], Refuse);

    private readonly HashSet<string> _made = [];

    /// <summary>Makes the guards for what a text may call.</summary>
    public async Task AddAsync(string sql, CancellationToken cancellationToken)
    {
        foreach ((string name, string body) in All)
        {
            if (sql.Contains(name, StringComparison.OrdinalIgnoreCase) && _made.Add(name))
            {
                connection.EnsureScalarFunction(Check);
                await connection.ExecuteAsync($"CREATE MACRO main.{name}{Fill(name, body)}", cancellationToken);
            }
        }
    }

    private static void Refuse(IReadOnlyList<ColumnVector> arguments, Span<bool> results)
    {
        results.Clear();
        for (int row = 0; row < results.Length; row++)
        {
            if (!arguments[0].IsNull(row) && arguments[0].GetBoolean(row))
            {
                throw new InvalidOperationException($"the result of {arguments[1].GetString(row)} is too long");
            }
        }
    }

    private static string Fill(string name, string body) => body
        .Replace("{name}", name, StringComparison.Ordinal)
        .Replace("{own}", $"system.main.{name}", StringComparison.Ordinal)
        .Replace("{items}", ItemsMax.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{bytes}", TextBytesMax.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{isLong}", IsTooLong, StringComparison.Ordinal);
}
