using System.Collections.Concurrent;
using Tarn.Engine.Functions;
using Tarn.Engine.Types;

namespace Tarn.Engine.Dialect.Typing;

/// <summary>
/// Finds out of what type the engine takes an expression to be: the expression is wrapped so that its value and type
/// stay what they are, and a function of ours is told the type when the statement is bound. It is never run.
/// </summary>
internal static class TypeProbe
{
    private const string FunctionName = "tarn_type";

    private static readonly ConcurrentDictionary<string, EngineType> Told = new(StringComparer.Ordinal);

    private static long _lastId;

    // The id comes as the name of a field, since only types are told.
    public static ScalarFunction Function { get; } = new(
        FunctionName, [new EngineType(EngineTypeKind.Any)], new EngineType(EngineTypeKind.Boolean), _ => true)
    {
        OnBind = types =>
        {
            if (types is [{ Kind: EngineTypeKind.Struct, Children: [EngineTypeField field] }])
            {
                Told[field.Name] = field.Type;
            }
        },
    };

    public static string NewId() => FormattableString.Invariant($"t{Interlocked.Increment(ref _lastId)}");

    /// <summary>What stands before and after the expression.</summary>
    public static (string Before, string After) Around(string id) =>
        ("list_transform([", $"], lambda tarn_v: CASE WHEN {FunctionName}({{'{id}': tarn_v}}) THEN tarn_v END)[1]");

    /// <summary>The type, once; null when the engine did not come that far.</summary>
    public static EngineType? Take(string id) => Told.TryRemove(id, out EngineType? type) ? type : null;
}
