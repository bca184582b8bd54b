namespace Tarn.Native.DuckDb;

/// <summary>Values that the C API takes as a struct pointing at bytes; it copies them.</summary>
internal static unsafe class BytesValue
{
    public static ValueHandle CreateBit(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* data = bytes)
        {
            return NativeMethods.CreateBit(new NativeBit { Data = (nint)data, Size = (ulong)bytes.Length });
        }
    }

    /// <param name="magnitude">Big-endian.</param>
    public static ValueHandle CreateBigNumber(ReadOnlySpan<byte> magnitude, bool isNegative)
    {
        fixed (byte* data = magnitude)
        {
            return NativeMethods.CreateBignum(new NativeBignum
            {
                Data = (nint)data,
                Size = (ulong)magnitude.Length,
                IsNegative = isNegative ? (byte)1 : (byte)0,
            });
        }
    }
}
