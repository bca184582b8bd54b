using System.Globalization;
using Tarn.Engine.Functions;

namespace Tarn.Engine.Dialect.Functions.Strings;

/// <summary>
/// Functions that give their argument back or refuse it. Of a constant nothing is left when the query runs.
/// </summary>
internal static class ArgumentChecks
{
    public static IReadOnlyList<ScalarFunction> All { get; } =
    [
        new("tarn_filled", [OwnTypes.Varchar, OwnTypes.Varchar], OwnTypes.Varchar, arguments =>
            arguments[0] is ""
                ? throw FunctionError.InvalidArgument($"{arguments[1]} must not be empty")
                : arguments[0]),
        new("tarn_index_from_1", [OwnTypes.Bigint], OwnTypes.Bigint, arguments =>
            (long)arguments[0]! < 1
                ? throw FunctionError.InvalidArgument("Index must be greater than zero")
                : arguments[0]),
        new("tarn_length_from_0", [OwnTypes.Bigint], OwnTypes.Bigint, arguments => Length((long)arguments[0]!)),
    ];

    /// <summary>The target length of a padding.</summary>
    public static int Length(long length) => length is >= 0 and <= int.MaxValue
        ? (int)length
        : throw FunctionError.InvalidArgument(string.Create(
            CultureInfo.InvariantCulture, $"Target length must be in the range [0..{int.MaxValue}], not {length}"));
}
