using System.Runtime.CompilerServices;
using Tarn.Engine;
using Tarn.Engine.Functions;
using Tarn.Engine.Types;
using Tarn.Engine.Vectors;

namespace Tarn.Tables.DeletionVectors;

/// <summary>
/// The engine's function <c>tarn_deleted(vector, row)</c>: whether a row of a data file is deleted. Vectors go by their
/// number in the instance's registry, so that SQL cannot name files.
/// </summary>
internal static class DeletedRowsFunction
{
    public const string Name = "tarn_deleted";

    private const int LocationsMax = 1 << 20;
    private const long BytesMax = 64 << 20;

    private static readonly ConditionalWeakTable<DuckInstance, DeletedRowsRegistry> Registries = [];

    /// <summary>The registry of the connection's instance, with the function in place.</summary>
    public static DeletedRowsRegistry Ensure(DuckConnection connection)
    {
        DeletedRowsRegistry registry =
            Registries.GetValue(connection.Instance, _ => new DeletedRowsRegistry(LocationsMax, BytesMax));
        EngineType bigInt = new(EngineTypeKind.BigInt);
        connection.EnsureScalarFunction(ScalarFunction.OfBatches(
            Name, [bigInt, bigInt], (arguments, results) => Mark(registry, arguments, results)));
        return registry;
    }

    /// <summary>Rows of a chunk come from one file, or from few.</summary>
    private static void Mark(
        DeletedRowsRegistry registry, IReadOnlyList<ColumnVector> arguments, Span<bool> results)
    {
        ReadOnlySpan<long> vectors = arguments[0].AsSpan<long>();
        ReadOnlySpan<long> rows = arguments[1].AsSpan<long>();
        int start = 0;
        while (start < results.Length)
        {
            int length = vectors[start..].IndexOfAnyExcept(vectors[start]);
            length = length < 0 ? results.Length - start : length;
            registry.Get(vectors[start]).Mark(rows.Slice(start, length), results.Slice(start, length));
            start += length;
        }
    }
}
