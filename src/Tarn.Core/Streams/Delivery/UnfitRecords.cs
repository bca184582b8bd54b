using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Tarn.Catalog.Entries;
using Tarn.Engine;
using Tarn.Engine.Functions;
using Tarn.Engine.Types;

namespace Tarn.Streams.Delivery;

/// <summary>
/// Notices records with values that a column's type does not take. The engine calls <c>tarn_unfit_record</c> for those
/// alone.
/// </summary>
internal sealed class UnfitRecords(DuckConnection connection) : IDisposable
{
    private const string Function = "tarn_unfit_record";

    private static readonly ConditionalWeakTable<DuckInstance, ConcurrentDictionary<long, UnfitRecords>> Registries
        = [];

    private static long _numbers;

    private readonly long _number = Interlocked.Increment(ref _numbers);
    private readonly ConcurrentDictionary<long, string> _found = [];

    /// <summary>Their numbers, in order, and the first reason of each.</summary>
    public IReadOnlyList<(long Row, string Problem)> Found =>
        [.. _found.OrderBy(found => found.Key).Select(found => (found.Key, found.Value))];

    private ConcurrentDictionary<long, UnfitRecords> Registry => Registries.GetValue(connection.Instance, _ => []);

    /// <summary>SQL that is false, and notices the record.</summary>
    /// <param name="row">SQL of its number.</param>
    /// <param name="value">SQL of the value.</param>
    /// <param name="column">That does not take it.</param>
    public string Noticing(string row, string value, ColumnEntry column)
    {
        ConcurrentDictionary<long, UnfitRecords> registry = Registry;
        registry[_number] = this;
        connection.EnsureScalarFunction(new ScalarFunction(
            Function,
            [
                new EngineType(EngineTypeKind.BigInt),
                new EngineType(EngineTypeKind.BigInt),
                new EngineType(EngineTypeKind.Varchar),
                new EngineType(EngineTypeKind.Varchar),
            ],
            new EngineType(EngineTypeKind.Boolean),
            arguments => Note(registry, arguments)));
        return FormattableString.Invariant(
            $"{Function}({_number}, {row}, {SqlText.Literal($"{column.Name} {column.Type}")}, ")
            + $"CAST({value} AS VARCHAR))";
    }

    public void Dispose() => Registry.TryRemove(_number, out _);

    private static bool Note(
        ConcurrentDictionary<long, UnfitRecords> registry, IReadOnlyList<object?> arguments)
    {
        if (registry.TryGetValue((long)arguments[0]!, out UnfitRecords? unfit))
        {
            unfit._found.TryAdd(
                (long)arguments[1]!, $"the column {arguments[2]} does not take the value '{arguments[3]}'");
        }

        return false;
    }
}
