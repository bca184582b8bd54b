namespace Tarn.Engine.Dialect.Functions;

/// <summary>Errors of calls, in the words of Trino: its error code, then what is wrong.</summary>
internal static class FunctionError
{
    public static InvalidOperationException InvalidArgument(string message) =>
        new($"INVALID_FUNCTION_ARGUMENT: {message}");

    public static InvalidOperationException InvalidCast(string message) => new($"INVALID_CAST_ARGUMENT: {message}");
}
