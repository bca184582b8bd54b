using System.Diagnostics.CodeAnalysis;

namespace Tarn.Engine.Dialect.Functions;

/// <summary>
/// Errors of calls, in the words of Trino: its error code, then what is wrong. They become the error of the query.
/// </summary>
internal static class FunctionError
{
    public static InvalidOperationException InvalidArgument(string message) =>
        new($"INVALID_FUNCTION_ARGUMENT: {message}");

    public static InvalidOperationException InvalidCast(string message) => new($"INVALID_CAST_ARGUMENT: {message}");

    public static InvalidOperationException OutOfRange(string message) =>
        new($"NUMERIC_VALUE_OUT_OF_RANGE: {message}");

    /// <summary>Refuses an argument that breaks a rule.</summary>
    public static void Require([DoesNotReturnIf(false)] bool isTrue, string message)
    {
        if (!isTrue)
        {
            throw InvalidArgument(message);
        }
    }
}
