using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace Tarn.Native.DuckDb;

/// <summary>Marshals a returned <c>char *</c> that is ours to free.</summary>
[CustomMarshaller(typeof(string), MarshalMode.ManagedToUnmanagedOut, typeof(OwnedText))]
internal static unsafe class OwnedText
{
    public static string? ConvertToManaged(byte* unmanaged) => Marshal.PtrToStringUTF8((nint)unmanaged);

    /// <summary>The text behind a pointer that came through an out parameter; frees it.</summary>
    public static string? Take(nint text)
    {
        string? managed = Marshal.PtrToStringUTF8(text);
        NativeMethods.Free(text);
        return managed;
    }

    public static void Free(byte* unmanaged) => NativeMethods.Free((nint)unmanaged);
}
