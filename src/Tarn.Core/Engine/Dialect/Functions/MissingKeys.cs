using Tarn.Engine.Vectors;

namespace Tarn.Engine.Dialect.Functions;

/// <summary>A subscript of a map asks for a key that must be there; <c>element_at</c> does not.</summary>
internal static class MissingKeys
{
    /// <param name="arguments">Whether the map has the key, and the key as text.</param>
    /// <param name="results">True where there is no map or no key to look up.</param>
    public static void Check(IReadOnlyList<ColumnVector> arguments, Span<bool> results)
    {
        for (int row = 0; row < results.Length; row++)
        {
            results[row] = arguments[0].IsNull(row);
            if (!results[row] && !arguments[0].GetBoolean(row))
            {
                string key = arguments[1].IsNull(row) ? "null" : arguments[1].GetString(row);
                throw FunctionError.InvalidArgument($"Key not present in map: {key}");
            }
        }
    }
}
