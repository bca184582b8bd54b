using Tarn.Engine.Functions;
using Tarn.Engine.Types;

namespace Tarn.Engine.Dialect.Functions;

/// <summary>Shorter ways to say what a function of ours takes and gives.</summary>
internal static class OwnFunction
{
    public static ScalarFunction Returning(
        EngineType type,
        string name,
        IReadOnlyList<EngineType> parameters,
        Func<IReadOnlyList<object?>, object?> body) => new(name, parameters, type, body);

    /// <summary>A function of doubles.</summary>
    public static ScalarFunction OfDoubles(string name, int count, Func<IReadOnlyList<double>, double> body) =>
        Returning(
            OwnTypes.Double,
            name,
            [.. Enumerable.Repeat(OwnTypes.Double, count)],
            values => body([.. values.Select(Number)]));

    public static double Number(object? value) => (double)value!;

    public static long WholeNumber(object? value) => (long)value!;

    public static string String(object? value) => (string)value!;
}
