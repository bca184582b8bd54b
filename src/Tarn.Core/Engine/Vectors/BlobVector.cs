using Tarn.Engine.Types;
using Tarn.Native.DuckDb;

namespace Tarn.Engine.Vectors;

/// <summary>BLOB, and GEOMETRY as well-known binary.</summary>
internal sealed class BlobVector(EngineType type, NativeVector native) : ColumnVector(type, native)
{
    public override ReadOnlySpan<byte> GetUtf8(int row) => Native.Bytes(row);

    private protected override object Read(int row) => Native.Bytes(row).ToArray();
}
