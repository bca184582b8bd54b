using System.Globalization;
using Tarn.Engine;

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

    private const string Series = """
        (a BIGINT) AS CASE WHEN a > {items} THEN {long} ELSE {own}(a) END,
        (a BIGINT, b BIGINT) AS CASE WHEN abs(b::HUGEINT - a) > {items} THEN {long} ELSE {own}(a, b) END,
        (a BIGINT, b BIGINT, c BIGINT) AS
            CASE WHEN abs(b::HUGEINT - a) > {items} * abs(c::HUGEINT) THEN {long} ELSE {own}(a, b, c) END,
        (a, b, c) AS
            CASE WHEN abs(epoch(b) - epoch(a)) > {items} * abs(epoch(c)) THEN {long} ELSE {own}(a, b, c) END
        """;

    private const string Padding = "(s, n, p) AS CASE WHEN n > {bytes} THEN {long} ELSE {own}(s, n, p) END";

    private const string Resizing = """
        (s, n) AS CASE WHEN n > {items} THEN {long} ELSE {own}(s, n) END,
        (s, n, v) AS CASE WHEN n > {items} THEN {long} ELSE {own}(s, n, v) END
        """;

    private const string Repeating = """
        (s VARCHAR, n BIGINT) AS CASE WHEN strlen(s) * n::HUGEINT > {bytes} THEN {long} ELSE {own}(s, n) END,
        (s BLOB, n BIGINT) AS CASE WHEN octet_length(s) * n::HUGEINT > {bytes} THEN {long} ELSE {own}(s, n) END,
        (s, n) AS CASE WHEN len(s) * n::HUGEINT > {items} THEN {long} ELSE {own}(s, n) END
        """;

    private static readonly (string Name, string Body)[] All =
    [
        ("repeat", Repeating), ("lpad", Padding), ("rpad", Padding), ("range", Series), ("generate_series", Series),
        ("list_resize", Resizing), ("array_resize", Resizing),
    ];

    private readonly HashSet<string> _made = [];

    /// <summary>Makes the guards for what a text may call.</summary>
    public async Task AddAsync(string sql, CancellationToken cancellationToken)
    {
        foreach ((string name, string body) in All)
        {
            if (sql.Contains(name, StringComparison.OrdinalIgnoreCase) && _made.Add(name))
            {
                await connection.ExecuteAsync($"CREATE MACRO main.{name}{Fill(name, body)}", cancellationToken);
            }
        }
    }

    private static string Fill(string name, string body) => body
        .Replace("{own}", $"system.main.{name}", StringComparison.Ordinal)
        .Replace("{items}", ItemsMax.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{bytes}", TextBytesMax.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{long}", $"error('the result of {name} is too long')", StringComparison.Ordinal);
}
