using Tarn.Catalog.Entries;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Engine.Functions;
using Tarn.Engine.Types;

namespace Tarn.Catalog.External;

/// <summary>
/// Notices values of files that are read as null because the column's type does not take them. The engine calls
/// <c>tarn_unfit(number, text)</c> for those alone, so that values that fit cost nothing more.
/// </summary>
internal sealed class UnfitValues(DuckConnection connection) : IDisposable
{
    private const string Function = "tarn_unfit";

    private readonly NumberedListeners<UnfitTally> _listeners = NumberedListeners<UnfitTally>.Of(connection.Instance);
    private readonly List<(long Number, UnfitTally Tally)> _own = [];

    /// <summary>Columns in which some were met so far.</summary>
    public IReadOnlyList<UnfitColumn> Found => [.. _own.Select(own => own.Tally.Found).OfType<UnfitColumn>()];

    /// <summary>SQL of the value that notices when there is a source, but no value.</summary>
    /// <param name="value">What the source is converted to, or null.</param>
    /// <param name="type">Of the value, as the engine spells it.</param>
    public string Noticing(TableName table, ColumnEntry column, ColumnValue value, string type)
    {
        if (value.Source is null)
        {
            return value.Sql;
        }

        NumberedListeners<UnfitTally> listeners = _listeners;
        connection.EnsureScalarFunction(new ScalarFunction(
            Function,
            [new EngineType(EngineTypeKind.BigInt), new EngineType(EngineTypeKind.Varchar)],
            new EngineType(EngineTypeKind.Varchar),
            arguments => Note(listeners, arguments)));
        UnfitTally tally = new(table, column);
        long number = listeners.Add(tally);
        _own.Add((number, tally));
        return FormattableString.Invariant(
            $"coalesce({value.Sql}, CASE WHEN {value.Source} IS NOT NULL THEN CAST({Function}({number}, ")
            + $"CAST({value.Source} AS VARCHAR)) AS {type}) END)";
    }

    public void Dispose()
    {
        foreach ((long number, _) in _own)
        {
            _listeners.Remove(number);
        }
    }

    /// <summary>Always null, which is what the value is read as.</summary>
    private static object? Note(NumberedListeners<UnfitTally> listeners, IReadOnlyList<object?> arguments)
    {
        listeners.Find((long)arguments[0]!)?.Add((string)arguments[1]!);

        return null;
    }
}
