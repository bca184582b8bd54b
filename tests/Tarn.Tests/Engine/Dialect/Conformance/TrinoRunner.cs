using Tarn.Common;
using Tarn.Engine;
using Tarn.Engine.Dialect;
using Tarn.Engine.Types;

namespace Tarn.Tests.Engine.Dialect.Conformance;

/// <summary>Runs cases through the dialect and judges the answers.</summary>
internal sealed class TrinoRunner(DuckInstance instance) : IDisposable
{
    private static readonly TimeSpan TimeMax = TimeSpan.FromSeconds(20);

    private readonly DuckConnection _connection = instance.Connect();

    public void Dispose() => _connection.Dispose();

    public async Task<TrinoOutcome> RunAsync(TrinoCase trinoCase, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeMax);
        try
        {
            (List<object?[]> rows, IReadOnlyList<EngineType> types) = await QueryAsync(trinoCase, limit.Token);
            bool isRight = trinoCase.Kind != "error" && IsRight(trinoCase, rows, types);
            string got = string.Join(" | ", rows.Take(3).Select(row => string.Join(", ", row.Select(Show))));
            return new TrinoOutcome(trinoCase, isRight, $"{got} ({string.Join(", ", types)})");
        }
        catch (Exception exception) when (exception is TarnException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new TrinoOutcome(trinoCase, trinoCase.Kind == "error", exception.Message.ReplaceLineEndings(" "));
        }
    }

    private async Task<(List<object?[]> Rows, IReadOnlyList<EngineType> Types)> QueryAsync(
        TrinoCase trinoCase, CancellationToken cancellationToken)
    {
        string zone = SqlText.Literal(trinoCase.TimeZone ?? "UTC");
        await _connection.ExecuteAsync($"SET TimeZone = {zone}", cancellationToken);
        DialectStatement statement = DialectStatement.Of(trinoCase.Sql, SqlDialect.Athena);
        await statement.ResolveAsync(_connection, null, cancellationToken);
        await using RowReader reader = await _connection.QueryAsync(statement.Sql, cancellationToken);
        List<object?[]> rows = [];
        await foreach (RowBatch batch in reader.ReadBatchesAsync(cancellationToken))
        {
            for (int row = 0; row < batch.RowCount; row++)
            {
                rows.Add([.. batch.GetRow(row).Select(Canonical.Of)]);
            }
        }

        return (rows, [.. reader.Columns.Select(column => column.Type)]);
    }

    private static bool IsRight(TrinoCase trinoCase, List<object?[]> rows, IReadOnlyList<EngineType> types)
    {
        object? expected = Canonical.Of(trinoCase.Expected);
        switch (trinoCase.Kind)
        {
            case "value":
                string? type = trinoCase.Types.ElementAtOrDefault(0);
                return rows is [[var value]]
                    && TrinoEquality.AreEqual(expected, type, value, types[0], trinoCase.TimeZone);
            case "text":
                object? whole = rows is [[var single]] ? single : rows is [var row] ? row.ToList() : rows
                    .ConvertAll(other => other.Length > 1 ? (object?)other.ToList() : other[0]);
                return DocumentedEquality.AreEqual(
                    expected as string ?? trinoCase.Expected.GetRawText(), whole, types.Count == 1 ? types[0] : null);
            default:
                return expected is List<object?> expectedRows && AreSameRows(trinoCase, expectedRows, rows, types);
        }
    }

    /// <summary>In any order, as many as expected.</summary>
    private static bool AreSameRows(
        TrinoCase trinoCase, List<object?> expected, List<object?[]> rows, IReadOnlyList<EngineType> types)
    {
        List<object?[]> left = [.. rows];
        return expected.Count == rows.Count && expected.TrueForAll(row =>
        {
            List<object?> wanted = (List<object?>)row!;
            int index = left.FindIndex(got => got.Length == wanted.Count
                && Enumerable.Range(0, got.Length).All(i => IsSame(trinoCase, i, wanted[i], got[i], types[i])));
            if (index >= 0)
            {
                left.RemoveAt(index);
            }

            return index >= 0;
        });
    }

    private static bool IsSame(TrinoCase trinoCase, int column, object? wanted, object? got, EngineType type)
    {
        if (trinoCase.Kind == "textrows")
        {
            return DocumentedEquality.AreEqual((string)wanted!, got, type);
        }

        string? trinoType = trinoCase.Types.ElementAtOrDefault(column);
        return TrinoEquality.AreEqual(wanted, trinoType == "unknown" ? null : trinoType, got, type, trinoCase.TimeZone)
            || TrinoEquality.AreEqual(wanted, got, trinoCase.TimeZone);
    }

    private static string Show(object? value) => value switch
    {
        null => "NULL",
        Number number => number.IsExact
            ? $"{number.Unscaled}e-{number.Scale}"
            : number.Approximate.ToString("R", System.Globalization.CultureInfo.InvariantCulture),
        List<object?> list => "[" + string.Join(", ", list.Select(Show)) + "]",
        _ => value.ToString() ?? "",
    };
}
