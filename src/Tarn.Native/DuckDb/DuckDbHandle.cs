using System.Runtime.InteropServices;

namespace Tarn.Native.DuckDb;

/// <summary>A pointer that DuckDB gave out and, when owned, wants back through a destroy function.</summary>
internal abstract class DuckDbHandle(bool ownsHandle = true) : SafeHandle(0, ownsHandle)
{
    public override bool IsInvalid => handle == 0;
}
