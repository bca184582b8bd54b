using System.Collections.Concurrent;
using Tarn.Catalog.Entries;
using Tarn.Engine;
using Tarn.Engine.Functions;
using Tarn.Engine.Types;

namespace Tarn.Streams.Delivery;

/// <summary>
/// Notices records with values that a column's type does not take. The engine calls <c>tarn_unfit_record</c> for those
/// alone.
/// </summary>
internal sealed class UnfitRecords : IDisposable
{
    private const string Function = "tarn_unfit_record";

    private readonly DuckConnection _connection;
    private readonly NumberedListeners<UnfitRecords> _listeners;
    private readonly long _number;
    private readonly ConcurrentDictionary<long, string> _found = [];

    public UnfitRecords(DuckConnection connection)
    {
        _connection = connection;
        _listeners = NumberedListeners<UnfitRecords>.Of(connection.Instance);
        _number = _listeners.Add(this);
    }

    /// <summary>Their numbers, in order, and the first reason of each.</summary>
    public IReadOnlyList<(long Row, string Problem)> Found =>
        [.. _found.OrderBy(found => found.Key).Select(found => (found.Key, found.Value))];

    /// <summary>SQL that is false, and notices the record.</summary>
    /// <param name="row">SQL of its number.</param>
    /// <param name="value">SQL of the value.</param>
    /// <param name="column">That does not take it.</param>
    public string Noticing(string row, string value, ColumnEntry column)
    {
        NumberedListeners<UnfitRecords> listeners = _listeners;
        _connection.EnsureScalarFunction(new ScalarFunction(
            Function,
            [
                new EngineType(EngineTypeKind.BigInt),
                new EngineType(EngineTypeKind.BigInt),
                new EngineType(EngineTypeKind.Varchar),
                new EngineType(EngineTypeKind.Varchar),
            ],
            new EngineType(EngineTypeKind.Boolean),
            arguments => Note(listeners, arguments)));
        return FormattableString.Invariant(
            $"{Function}({_number}, {row}, {SqlText.Literal($"{column.Name} {column.Type}")}, ")
            + $"CAST({value} AS VARCHAR))";
    }

    public void Dispose() => _listeners.Remove(_number);

    private static bool Note(
        NumberedListeners<UnfitRecords> listeners, IReadOnlyList<object?> arguments)
    {
        if (listeners.Find((long)arguments[0]!) is { } unfit)
        {
            unfit._found.TryAdd(
                (long)arguments[1]!, $"the column {arguments[2]} does not take the value '{arguments[3]}'");
        }

        return false;
    }
}
