using System.Diagnostics.CodeAnalysis;

namespace Tarn.Engine.Dialect.Functions;

/// <summary>Errors of functions, worded as Trino's; they become the error of the query.</summary>
internal static class FunctionFault
{
    public static InvalidOperationException Argument(string message) => new($"INVALID_FUNCTION_ARGUMENT: {message}");

    public static InvalidOperationException OutOfRange(string message) => new($"NUMERIC_VALUE_OUT_OF_RANGE: {message}");

    /// <summary>Refuses an argument that breaks a rule.</summary>
    public static void Require([DoesNotReturnIf(false)] bool isTrue, string message)
    {
        if (!isTrue)
        {
            throw Argument(message);
        }
    }
}
