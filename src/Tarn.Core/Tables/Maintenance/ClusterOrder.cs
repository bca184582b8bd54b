using System.Globalization;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Tables.Schema;

namespace Tarn.Tables.Maintenance;

/// <summary>
/// The order of rows that keeps near values together. For Z-order each column's values are numbered by 256 ranges of
/// about as many rows, found in a sample, and the bits of these numbers are interleaved.
/// </summary>
internal sealed class ClusterOrder(TableSnapshot snapshot, OptimizeRequest request, DuckConnection connection)
{
    private const int ColumnsMax = 7;
    private const int Bits = 8;
    private const int Ranges = 1 << Bits;
    private const int SampleRows = 100_000;

    private bool IsInterleaved => request.Interleave && request.ClusterBy.Count > 1;

    /// <exception cref="TarnException">
    /// <c>TN1005</c>: a column is not there, is a partition column, is nested, or there are too many.
    /// </exception>
    public static void RequireValid(TableSnapshot snapshot, OptimizeRequest request)
    {
        foreach (string name in request.ClusterBy)
        {
            DeltaField column = snapshot.Columns.FirstOrDefault(column => column.Name == name)
                ?? throw Wrong(
                    $"there is no column '{name}'",
                    Suggestion.Nearest(name, snapshot.Columns.Select(column => column.Name)));
            if (snapshot.PartitionColumns.Contains(name))
            {
                throw Wrong($"'{name}' is a partition column, whose values lie apart already", null);
            }

            if (column.Type is not (DeltaType.Primitive or DeltaType.Decimals))
            {
                throw Wrong($"'{name}' is a {column.Type.ToEngineType()}, which has no order", null);
            }
        }

        if (request.ClusterBy.Count > ColumnsMax || request.ClusterBy.Distinct().Count() < request.ClusterBy.Count)
        {
            throw Wrong($"expected at most {ColumnsMax} different columns to cluster by", null);
        }
    }

    /// <summary>From a SELECT of rows to one that gives them in order.</summary>
    public async Task<Func<string, string>> SelectAsync(string scan, CancellationToken cancellationToken)
    {
        if (!IsInterleaved)
        {
            string columns = SqlText.List(request.ClusterBy.Select(SqlText.Identifier));
            return sql => $"SELECT * FROM ({sql}) ORDER BY {columns}";
        }

        List<string> numbers = [];
        foreach (string name in request.ClusterBy)
        {
            DeltaField column = snapshot.Columns.First(column => column.Name == name);
            string[] bounds = await BoundsAsync(scan, column, cancellationToken);
            numbers.Add(Number(SqlText.Identifier(name), bounds, 0, bounds.Length));
        }

        string names = SqlText.List(numbers.Select((_, index) => Name(index)));
        string keys = SqlText.List(numbers.Select((number, index) => $"CAST({number} AS BIGINT) AS {Name(index)}"));
        return sql => $"SELECT * EXCLUDE ({names}) FROM (SELECT *, {keys} FROM ({sql})) ORDER BY {Interleaved()}";
    }

    /// <summary>Literals of the values between the ranges, ascending and different.</summary>
    private async Task<string[]> BoundsAsync(string scan, DeltaField column, CancellationToken cancellationToken)
    {
        string name = SqlText.Identifier(column.Name);
        string shares = SqlText.List(Enumerable.Range(1, Ranges - 1)
            .Select(range => ((double)range / Ranges).ToString(CultureInfo.InvariantCulture)));
        IReadOnlyList<object?[]> rows = await connection.QueryAllAsync(
            $"SELECT CAST(bound AS VARCHAR) FROM (SELECT unnest(list_sort(list_distinct(quantile_disc({name}, "
            + $"[{shares}])))) AS bound FROM (SELECT {name} FROM ({scan}) USING SAMPLE reservoir({SampleRows} ROWS) "
            + "REPEATABLE (1)))",
            cancellationToken);
        return
        [
            .. rows.Select(row => (string?)row[0]).OfType<string>()
                .Select(text => $"CAST({SqlText.Literal(text)} AS {column.Type.ToEngineType()})"),
        ];
    }

    /// <summary>The range of a value by halving; a null counts as the greatest.</summary>
    private static string Number(string name, string[] bounds, int first, int end)
    {
        if (first == end)
        {
            return (first * Ranges / (bounds.Length + 1)).ToString(CultureInfo.InvariantCulture);
        }

        int middle = (first + end) / 2;
        return $"CASE WHEN {name} < {bounds[middle]} THEN {Number(name, bounds, first, middle)} "
            + $"ELSE {Number(name, bounds, middle + 1, end)} END";
    }

    private string Interleaved()
    {
        int count = request.ClusterBy.Count;
        return string.Join(" + ", Enumerable.Range(0, Bits).SelectMany(bit => Enumerable.Range(0, count).Select(
            column => string.Create(
                CultureInfo.InvariantCulture,
                $"((({Name(column)} >> {bit}) & 1) << {(bit * count) + count - 1 - column})"))));
    }

    private static string Name(int index) => string.Create(CultureInfo.InvariantCulture, $"tarn_range_{index}");

    private static TarnException Wrong(string message, string? nearest) => new(ErrorCodes.BadArgument, message)
    {
        Hint = nearest is null ? null : $"did you mean '{nearest}'?",
    };
}
