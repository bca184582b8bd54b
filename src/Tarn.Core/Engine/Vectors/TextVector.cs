using Tarn.Engine.Types;
using Tarn.Native.DuckDb;

namespace Tarn.Engine.Vectors;

/// <summary>VARCHAR and what is text under another name, such as JSON.</summary>
internal sealed class TextVector(EngineType type, NativeVector native) : ColumnVector(type, native)
{
    public override ReadOnlySpan<byte> GetUtf8(int row) => Native.Bytes(row);

    private protected override object Read(int row) => GetString(row);
}
