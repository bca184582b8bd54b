using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Tarn.Engine;
using Tarn.Engine.Functions;
using Tarn.Engine.Types;

namespace Tarn.Catalog.Files;

/// <summary>
/// Notices which files have lines that became rows without a value, while a query leaves them out. The engine calls
/// <c>tarn_blank(number, path)</c> for those alone, so that other rows cost nothing more.
/// </summary>
internal sealed class BlankRows(DuckConnection connection) : IDisposable
{
    private const string Function = "tarn_blank";

    private static readonly ConditionalWeakTable<DuckInstance, ConcurrentDictionary<long, BlankRows>> Registries = [];

    private static long _numbers;

    private readonly long _number = Interlocked.Increment(ref _numbers);
    private readonly ConcurrentDictionary<string, bool> _paths = new(StringComparer.Ordinal);

    /// <summary>Paths of the files in which some were met so far.</summary>
    public IReadOnlyCollection<string> Paths => [.. _paths.Keys];

    private ConcurrentDictionary<long, BlankRows> Registry => Registries.GetValue(connection.Instance, _ => []);

    /// <summary>SQL that is false, and notices.</summary>
    /// <param name="path">SQL of the file's path.</param>
    public string Noticing(string path)
    {
        ConcurrentDictionary<long, BlankRows> registry = Registry;
        registry[_number] = this;
        connection.EnsureScalarFunction(new ScalarFunction(
            Function,
            [new EngineType(EngineTypeKind.BigInt), new EngineType(EngineTypeKind.Varchar)],
            new EngineType(EngineTypeKind.Boolean),
            arguments => Note(registry, arguments)));
        return FormattableString.Invariant($"{Function}({_number}, {path})");
    }

    public void Dispose() => Registry.TryRemove(_number, out _);

    private static object? Note(ConcurrentDictionary<long, BlankRows> registry, IReadOnlyList<object?> arguments)
    {
        if (registry.TryGetValue((long)arguments[0]!, out BlankRows? rows))
        {
            rows._paths.TryAdd((string)arguments[1]!, true);
        }

        return false;
    }
}
